/** Statements to closures. */

import type * as nodes from '../parser/nodes.ts'
import { Markup } from '../python/markup.ts'
import { str } from '../python/repr.ts'
import { truth } from '../python/truth.ts'
import { Frame } from '../runtime/frame.ts'
import { Output } from '../runtime/output.ts'
import { compileBlock, compileExtends } from './blocks.ts'
import { BREAK, CONTINUE, type Evaluate, NEXT, type Run } from './compiled.ts'
import { compileExpression } from './expressions.ts'
import { compileFromImport, compileImport, compileInclude } from './imports.ts'
import { keepsText } from './keeps-text.ts'
import { compileFor } from './loops.ts'
import { compileCallBlock, compileMacro } from './macros.ts'
import type { CompileScope } from './scope.ts'
import { assigner } from './targets.ts'

/** The closure that runs the statements of a body in a scope. */
export const compileBody = (body: nodes.Body, scope: CompileScope): Run => {
  const steps = body.children.map((statement) => atTopLevel(statement, compileStatement(statement, scope), scope))
  return inSequence(steps)
}

const inSequence = (steps: readonly Run[]): Run => {
  const [first, second] = steps
  if (first === undefined) return () => NEXT
  if (second === undefined) return first
  return (frame, out) => {
    for (const step of steps) {
      const signal = step(frame, out)
      if (signal !== NEXT) return signal
    }
    return NEXT
  }
}

/** In a template that extends another, what stands outside of blocks runs but prints nothing. */
const atTopLevel = (statement: nodes.Statement, run: Run, scope: CompileScope): Run => {
  if (!scope.isRoot || !scope.unit.extends || statement.typename === 'Extends') return run
  return (frame, out) => {
    if (frame.context.parentTemplate === undefined) return run(frame, out)
    return statement.typename === 'Block' ? NEXT : run(frame, new Output())
  }
}

const compileStatement = (statement: nodes.Statement, scope: CompileScope): Run => {
  switch (statement.typename) {
    case 'TemplateData':
      return compileData(statement, scope)
    case 'Output':
      return compileOutput(statement, scope)
    case 'If':
      return compileIf(statement, scope)
    case 'For':
      return compileFor(statement, scope)
    case 'Set':
      return compileSet(statement, scope)
    case 'SetBlock':
      return compileSetBlock(statement, scope)
    case 'With':
      return compileWith(statement, scope)
    case 'Macro':
      return compileMacro(statement, scope)
    case 'CallBlock':
      return compileCallBlock(statement, scope)
    case 'FilterBlock':
      return compileFilterBlock(statement, scope)
    case 'Autoescape':
      return compileAutoescape(statement, scope)
    case 'Block':
      return compileBlock(statement, scope)
    case 'Extends':
      return compileExtends(statement, scope)
    case 'Include':
      return compileInclude(statement, scope)
    case 'Import':
      return compileImport(statement, scope)
    case 'FromImport':
      return compileFromImport(statement, scope)
    case 'Do':
      return compileDo(statement, scope)
    case 'Break':
      return () => BREAK
    case 'Continue':
      return () => CONTINUE
  }
}

const compileData = (statement: nodes.TemplateData, scope: CompileScope): Run => {
  const { newlineSequence } = scope.unit.syntax
  const text = newlineSequence === '\n' ? statement.value : statement.value.replaceAll('\n', newlineSequence)
  return (_frame, out) => {
    out.data(text)
    return NEXT
  }
}

const compileOutput = (statement: nodes.Output, scope: CompileScope): Run =>
  inSequence(statement.children.map((node) => compilePrinted(node, scope)))

const compilePrinted = (node: nodes.Expression, scope: CompileScope): Run => {
  const expression = compileExpression(node, scope)
  const place = scope.place(node)
  return (frame, out) => {
    const value = expression(frame)
    const { context } = frame
    context.run.at = place
    // Ansible's templates print values, not text: so nothing is escaped here, whatever {% autoescape %} says.
    out.write(value, context.native)
    return NEXT
  }
}

const compileIf = (statement: nodes.If, scope: CompileScope): Run => {
  const branches: { holds: (frame: Frame) => boolean; run: Run }[] = []
  let rest: nodes.If['else_'] = statement
  for (; rest?.typename === 'If'; rest = rest.else_) {
    const holds = compileTruth(compileExpression(rest.cond, scope), scope.place(rest.cond))
    branches.push({ holds, run: compileBody(rest.body, scope) })
  }
  const otherwise: Run = rest === null ? () => NEXT : compileBody(rest, scope)
  return (frame, out) => {
    for (const { holds, run } of branches) if (holds(frame)) return run(frame, out)
    return otherwise(frame, out)
  }
}

const compileTruth =
  (expression: Evaluate, place: ReturnType<CompileScope['place']>) =>
  (frame: Frame): boolean => {
    const value = expression(frame)
    if (typeof value === 'boolean') return value
    frame.context.run.at = place
    return truth(value)
  }

const compileSet = (statement: nodes.SetValue, scope: CompileScope): Run => {
  const value = compileExpression(statement.value, scope)
  const assign = assigner(statement.targets, scope)
  const place = scope.place(statement.value)
  return (frame) => {
    const assigned = value(frame)
    frame.context.run.at = place
    assign(frame, assigned)
    return NEXT
  }
}

const compileSetBlock = (statement: nodes.SetBlock, scope: CompileScope): Run => {
  const assign = assigner(statement.targets, scope)
  const buffered = compileBuffered(statement, scope)
  return (frame) => {
    assign(frame, buffered(frame))
    return NEXT
  }
}

/** A body run into a buffer in a scope of its own, its result put through filters; slot 0 holds what they filter. */
const compileBuffered = (statement: nodes.SetBlock | nodes.FilterBlock, scope: CompileScope): Evaluate => {
  const inner = scope.inner(statement.body, ' value')
  const body = compileBody(statement.body, inner)
  const filter = statement.filter === null ? undefined : compileExpression(statement.filter, inner)
  const literal = keepsText(statement.body, inner)
  return (frame) => {
    const own = new Frame(frame.context, frame, inner.size)
    const out = frame.context.buffer()
    body(own, out)
    const result = frame.context.finish(out, literal?.(own) ?? false)
    if (filter === undefined) return result
    own.slots[0] = result
    const filtered = filter(own)
    return frame.context.autoescape && statement.typename === 'SetBlock' ? new Markup(str(filtered)) : filtered
  }
}

const compileFilterBlock = (statement: nodes.FilterBlock, scope: CompileScope): Run => {
  const buffered = compileBuffered(statement, scope)
  return (frame, out) => {
    out.write(buffered(frame), frame.context.native)
    return NEXT
  }
}

const compileWith = (statement: nodes.With, scope: CompileScope): Run => {
  const inner = scope.inner(statement.body)
  const bindings = statement.bindings.children.map(({ key, value }) => ({
    value: compileExpression(value, scope),
    assign: assigner(key, inner),
  }))
  const body = compileBody(statement.body, inner)
  return (frame, out) => {
    const own = new Frame(frame.context, frame, inner.size)
    for (const { value, assign } of bindings) assign(own, value(frame))
    return body(own, out)
  }
}

const compileAutoescape = (statement: nodes.Autoescape, scope: CompileScope): Run => {
  const enabled = compileExpression(statement.enabled, scope)
  const body = compileBody(statement.body, scope)
  return (frame, out) => {
    const { context } = frame
    const before = context.autoescape
    context.autoescape = truth(enabled(frame))
    try {
      return body(frame, out)
    } finally {
      context.autoescape = before
    }
  }
}

const compileDo = (statement: nodes.Do, scope: CompileScope): Run => {
  const expression = compileExpression(statement.expr, scope)
  return (frame) => {
    expression(frame)
    return NEXT
  }
}
