/** What a body holds somewhere inside. */
import type { Body } from '../parser/nodes.ts'

const SEES_ALL: ReadonlySet<unknown> = new Set(['include', 'import', 'from-import', 'block'])
const KEEPS_FRAME: ReadonlySet<unknown> = new Set(['macro', 'call-block'])

/**
 * With `macro`: whether a macro or call block is in the body (it keeps the frame it was made in). Else: whether the
 * name is used in it, or may be by a template that it includes.
 */
export const mentions = (body: Body, name: string): boolean => search(body, name)

const search = (node: unknown, name: string): boolean => {
  if (Array.isArray(node)) return node.some((item) => search(item, name))
  if (typeof node !== 'object' || node === null) return false
  const { kind, name: own } = node as { kind?: unknown; name?: unknown }
  if (name === 'macro' ? KEEPS_FRAME.has(kind) : SEES_ALL.has(kind) || (kind === 'name' && own === name)) return true
  return Object.values(node).some((item) => search(item, name))
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
