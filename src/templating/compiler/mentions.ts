/** What a body holds somewhere inside. */
import type { Body } from '../parser/nodes.ts'

const KEEPS_FRAME: ReadonlySet<unknown> = new Set(['macro', 'call-block'])

interface AnyNode {
  readonly kind?: unknown
  readonly name?: unknown
  readonly scoped?: unknown
}

/** Whether a name is used in a body; a scoped block in it may use any. */
export const mentions = (body: Body, name: string): boolean =>
  search(
    body,
    (node) => (node.kind === 'name' && node.name === name) || (node.kind === 'block' && node.scoped === true),
  )

/** Whether a macro or call block is in a body: it keeps the frame that it was made in. */
export const keepsFrames = (body: Body): boolean => search(body, (node) => KEEPS_FRAME.has(node.kind))

const search = (node: unknown, is: (node: AnyNode) => boolean): boolean => {
  if (Array.isArray(node)) return node.some((item) => search(item, is))
  if (typeof node !== 'object' || node === null) return false
  return is(node) || Object.values(node).some((item) => search(item, is))
}

const MUTATORS: ReadonlySet<unknown> = new Set([
  'append',
  'extend',
  'insert',
  'remove',
  'pop',
  'popitem',
  'clear',
  'sort',
  'reverse',
  'update',
  'setdefault',
])

/** Whether a method is called somewhere that changes its list or dict in place. */
export const mutates = (node: unknown): boolean => {
  if (Array.isArray(node)) return node.some(mutates)
  if (typeof node !== 'object' || node === null) return false
  const { kind, name, value } = node as { kind?: unknown; name?: unknown; value?: unknown }
  if ((kind === 'attribute' && MUTATORS.has(name)) || (kind === 'literal' && MUTATORS.has(value))) return true
  return Object.values(node).some(mutates)
}
