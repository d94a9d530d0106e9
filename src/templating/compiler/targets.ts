/** Assignments to closures. */

import type { Value } from '../../values.ts'
import type { NamespaceTarget, Target } from '../parser/nodes.ts'
import { FilterError } from '../python/errors.ts'
import { toArray } from '../python/iterate.ts'
import type { Frame } from '../runtime/frame.ts'
import { Namespace } from '../runtime/namespace.ts'
import { compileName } from './names.ts'
import type { CompileScope } from './scope.ts'

export type Assign = (frame: Frame, value: Value) => void

/** Assigns a value to a target in a scope; the top level's names go to the context. */
export const assigner = (target: Target, scope: CompileScope): Assign => {
  switch (target.typename) {
    case 'Symbol':
      return nameAssigner(target.value, scope)
    case 'Tuple':
      return tupleAssigner(target.children, scope)
    case 'NamespaceTarget':
      return namespaceAssigner(target, scope)
  }
}

/** Assigns to a name. */
export const nameAssigner = (name: string, scope: CompileScope): Assign => {
  if (scope.isRoot) return (frame, value) => frame.context.assign(name, value)
  const slot = scope.declare(name)
  return (frame, value) => {
    frame.slots[slot] = value
  }
}

const tupleAssigner = (targets: readonly Target[], scope: CompileScope): Assign => {
  const assigners = targets.map((target) => assigner(target, scope))
  return (frame, value) => {
    const items = toArray(value)
    if (items.length !== assigners.length) throw wrongCount(assigners.length, items.length)
    for (let i = 0; i < assigners.length; i++) assigners[i]!(frame, items[i]!)
  }
}

const wrongCount = (expected: number, found: number): FilterError =>
  new FilterError(
    found > expected
      ? `too many values to unpack (expected ${expected})`
      : `not enough values to unpack (expected ${expected}, got ${found})`,
  )

const namespaceAssigner = (target: NamespaceTarget, scope: CompileScope): Assign => {
  const holder = compileName(target.name.value, scope)
  return (frame, value) => {
    const namespace = holder(frame)
    if (!(namespace instanceof Namespace)) throw new FilterError('cannot assign attribute on non-namespace object')
    namespace.set(target.attribute, value)
  }
}
