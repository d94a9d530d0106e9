/** `for` to closures. */

import type { Value } from '../../values.ts'
import type { For } from '../parser/nodes.ts'
import { toArray } from '../python/iterate.ts'
import { charge } from '../python/limits.ts'
import { truth } from '../python/truth.ts'
import { Frame } from '../runtime/frame.ts'
import { LoopContext } from '../runtime/loop.ts'
import type { Output } from '../runtime/output.ts'
import { BREAK, NEXT, type Run, type Signal } from './compiled.ts'
import { keepsFrames, mentions } from './mentions.ts'
import { type CompileScope, targetNames } from './scope.ts'
import { assigner } from './targets.ts'
import { workOf } from './work.ts'

/** The work of a round, besides that of its body. */
const ROUND = 128

type Pass = (frame: Frame, out: Output, loop: { items: readonly Value[]; depth: number }) => Signal

/** Runs the body once per item in a frame of its own. */
export const compileFor = (statement: For, scope: CompileScope): Run => {
  const iterable = scope.expression(statement.arr)
  const place = scope.place(statement.arr)
  const select = compileSelection(statement, scope)
  const pass = compilePass(statement, scope, select)
  return (frame, out) => {
    const value = iterable(frame)
    frame.context.run.at = place
    return pass(frame, out, { items: select(frame, toArray(value)), depth: 0 })
  }
}

type Select = (frame: Frame, items: readonly Value[]) => readonly Value[]

/** The items for which the loop's `if` holds. */
const compileSelection = (statement: For, scope: CompileScope): Select => {
  const { cond, name } = statement
  if (cond === null) return (_frame, items) => items
  const inner = scope.inner(null, ...targetNames(name))
  const assign = assigner(name, inner)
  const holds = inner.expression(cond)
  const work = ROUND + workOf(cond)
  return (frame, items) => {
    const own = new Frame(frame.context, frame, inner.size)
    return items.filter((item) => {
      charge(work)
      assign(own, item)
      return truth(holds(own))
    })
  }
}

const compilePass = (statement: For, scope: CompileScope, select: Select): Pass => {
  const inner = scope.inner(statement.body, ...targetNames(statement.name))
  const loopSlot = inner.declare('loop')
  const assign = assigner(statement.name, inner)
  const body = inner.body(statement.body)
  const work = ROUND + workOf(statement.body)
  const usesLoop = statement.recursive || mentions(statement.body, 'loop')
  const keeping = keepsFrames(statement.body)
  const inElse = scope.inner(statement.else_)
  const otherwise = statement.else_ === null ? () => NEXT : inElse.body(statement.else_)
  const pass: Pass = (frame, out, { items, depth }) => {
    let completed = false
    const loop = usesLoop ? new LoopContext(items, depth) : undefined
    if (loop !== undefined && statement.recursive) loop.recurse = (value) => descend(frame, { value, depth: depth + 1 })
    let own = new Frame(frame.context, frame, inner.size)
    for (let i = 0; i < items.length; i++) {
      charge(work)
      if (i > 0) {
        if (keeping) own = new Frame(frame.context, frame, inner.size)
        else own.slots.fill(undefined)
      }
      if (loop !== undefined) {
        loop.at = i
        own.slots[loopSlot] = loop
      }
      assign(own, items[i]!)
      const signal = body(own, out)
      if (signal === BREAK) break
      completed ||= signal === NEXT
    }
    // As in Jinja2: a loop that was left, or went on early, in all of its rounds counts as one without rounds.
    return completed ? NEXT : otherwise(new Frame(frame.context, frame, inElse.size), out)
  }
  const descend = (frame: Frame, { value, depth }: { value: Value; depth: number }): Value => {
    const out = frame.context.buffer()
    pass(frame, out, { items: select(frame, toArray(value)), depth })
    return frame.context.finish(out)
  }
  return pass
}
