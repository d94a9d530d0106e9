/** Names to closures. */

import type { Value } from '../../values.ts'
import { SelfReference } from '../runtime/block-reference.ts'
import type { Frame } from '../runtime/frame.ts'
import type { Evaluate } from './compiled.ts'
import type { CompileScope } from './scope.ts'

/** The value of a name: of the nearest frame that has it, else of the context. */
export const compileName = (name: string, scope: CompileScope): Evaluate => {
  const candidates = scope.candidates(name)
  const outer = outermost(name, scope)
  const [first] = candidates
  if (first === undefined) return outer
  if (candidates.length === 1 && first.depth === 0) {
    const { slot } = first
    return (frame) => {
      const value = frame.slots[slot]
      return value === undefined ? outer(frame) : value
    }
  }
  if (candidates.length === 1 && first.depth === 1) {
    const { slot } = first
    return (frame) => {
      const value = frame.parent!.slots[slot]
      return value === undefined ? outer(frame) : value
    }
  }
  return (frame) => {
    const value = search(frame, candidates)
    return value === undefined ? outer(frame) : value
  }
}

const outermost = (name: string, scope: CompileScope): Evaluate => {
  if (name === 'self') return (frame) => new SelfReference(frame.context)
  if (scope.unit.template.mutates) return (frame) => frame.context.resolveCopy(name)
  return (frame) => frame.context.resolve(name)
}

const search = (frame: Frame, candidates: readonly { depth: number; slot: number }[]): Value | undefined => {
  let at = frame
  let depth = 0
  for (const candidate of candidates) {
    for (; depth < candidate.depth; depth++) at = at.parent!
    const value = at.slots[candidate.slot]
    if (value !== undefined) return value
  }
  return undefined
}
