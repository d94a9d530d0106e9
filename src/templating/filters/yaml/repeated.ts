/** Which parts of a value stand in several places of it. */
import type { OutputNode } from '../../../util/yaml-text/node.ts'
import { Float, Template, Tuple, Undefined, type Value } from '../../../values.ts'
import { EvaluatedDict } from '../../evaluated-dict.ts'
import { charge } from '../../python/limits.ts'
import { Markup } from '../../python/markup.ts'

/**
 * Lists, dicts and other objects that the value has in several places. What one variable has in several places does
 * not count, nor what several variables have: the reference makes each variable anew when a template first uses it.
 */
export const repeatedParts = (value: Value, variables: Iterable<Value>): ReadonlySet<Value> => {
  const repeated = metAgain([value], { deep: false })
  if (repeated.size === 0) return repeated
  const copied = metAgain(variables, { deep: true })
  return new Set([...repeated].filter((part) => !copied.has(part)))
}

/** The parts that are met more than once; `deep` with all that is in them. */
const metAgain = (roots: Iterable<Value>, { deep }: { deep: boolean }): ReadonlySet<Value> => {
  const met = new Set<Value>()
  const twice = new Set<Value>()
  const again = new Set<Value>()
  const visit = (value: Value): void => {
    // What is made on demand is not made for this.
    if (!hasIdentity(value) || (deep && value instanceof EvaluatedDict)) return
    charge(32)
    if (met.has(value)) {
      again.add(value)
      // What is in a variable's part that another has as well is in both.
      if (!deep || twice.has(value)) return
      twice.add(value)
    }
    met.add(value)
    if (Array.isArray(value)) value.forEach(visit)
    else if (value instanceof Map)
      for (const [key, item] of value) {
        visit(key)
        visit(item)
      }
  }
  for (const root of roots) visit(root)
  return again
}

/** Texts, numbers and the like are written each time. */
const hasIdentity = (value: Value): boolean =>
  typeof value === 'object' &&
  value !== null &&
  !(value instanceof Float || value instanceof Template || value instanceof Undefined || value instanceof Markup) &&
  !(value instanceof Tuple && value.length === 0)

/** The nodes with `&id001` where one that is repeated stands first, and `*id001` where it stands again. */
export const withAnchors = (root: OutputNode): OutputNode => {
  const names = anchorNames(root)
  if (names.size === 0) return root
  const shown = new Set<OutputNode>()
  const visit = (node: OutputNode): OutputNode => {
    const anchor = names.get(node)
    if (anchor !== undefined && shown.has(node)) return { kind: 'alias', name: anchor }
    shown.add(node)
    if (node.kind === 'list') return { ...node, anchor, items: node.items.map(visit) }
    if (node.kind !== 'map') return { ...node, anchor }
    return { ...node, anchor, entries: node.entries.map(([key, item]) => [visit(key), visit(item)] as const) }
  }
  return visit(root)
}

/** Names in the order in which nodes are met again. */
const anchorNames = (root: OutputNode): ReadonlyMap<OutputNode, string> => {
  const names = new Map<OutputNode, string>()
  const met = new Set<OutputNode>()
  const visit = (node: OutputNode): void => {
    if (met.has(node)) {
      if (!names.has(node)) names.set(node, `id${String(names.size + 1).padStart(3, '0')}`)
      return
    }
    met.add(node)
    if (node.kind === 'list') node.items.forEach(visit)
    if (node.kind === 'map') node.entries.flat().forEach(visit)
  }
  visit(root)
  return names
}
