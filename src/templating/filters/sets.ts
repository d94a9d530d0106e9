/** Ansible's set theory: unique, union, intersect, difference, symmetric_difference. */
import type { Value } from '../../values.ts'
import { type FilterFunction, filter } from '../plugin.ts'
import { contains } from '../python/compare.ts'
import { assertHashable, hashKey } from '../python/dict-key.ts'
import { equals } from '../python/equals.ts'
import { FilterError, TemplateTypeError } from '../python/errors.ts'
import { typeName } from '../python/type-name.ts'
import { flagOf, isList, itemsOf, required } from './arguments.ts'
import { attributeGetter } from './attribute-getter.ts'

/** The items without those that came before; an order is kept. */
export const distinct = (items: readonly Value[], key: (item: Value) => Value = (item) => item): Value[] => {
  if (!items.every((item) => isHashable(key(item)))) return distinctByEquality(items)
  const seen = new Set<unknown>()
  return items.filter((item) => {
    const hash = hashKey(key(item))
    return !seen.has(hash) && seen.add(hash)
  })
}

const isHashable = (value: Value): boolean => {
  if (value === null || typeof value !== 'object') return true
  try {
    assertHashable(required(value))
    return true
  } catch (error) {
    if (error instanceof TemplateTypeError) return false
    throw error
  }
}

const distinctByEquality = (items: readonly Value[]): Value[] => {
  const kept: Value[] = []
  for (const item of items) if (!kept.some((other) => equals(other, item))) kept.push(item)
  return kept
}

const unique = filter(['case_sensitive?', 'attribute?'], (context, value, [caseSensitive, attribute]) => {
  const items = itemsOf(value)
  const get = attributeGetter(context, attribute, { ignoreCase: !flagOf(caseSensitive) })
  const plain = attribute === undefined && caseSensitive !== false
  if (!plain && !items.every((item) => isHashable(get(item))))
    throw new FilterError(
      "Jinja2's unique filter failed and we cannot fall back to Ansible's version as it does not support the parameters supplied",
    )
  return distinct(items, get)
})

/** Whether the value is in the collection; hashed once for large collections. */
const memberTest = (items: readonly Value[]): ((value: Value) => boolean) => {
  if (items.length < 8 || !items.every(isHashable)) return (value) => contains([...items], value)
  const keys = new Set(items.map(hashKey))
  return (value) => isHashable(value) && keys.has(hashKey(value))
}

type Operation = (a: readonly Value[], b: readonly Value[]) => Value[]

const operations: Readonly<Record<string, Operation>> = {
  union: (a, b) => [...a, ...b],
  intersect: (a, b) => a.filter(memberTest(b)),
  difference: (a, b) => {
    const isInB = memberTest(b)
    return a.filter((item) => !isInB(item))
  },
  symmetric_difference: (a, b) => {
    const [isInA, isInB] = [memberTest(a), memberTest(b)]
    return [...a.filter((item) => !isInB(item)), ...b.filter((item) => !isInA(item))]
  },
}

const setFilter = (name: string): FilterFunction =>
  filter(['b'], (_, value, [other]) => {
    const [a, b] = [required(value), required(other)]
    if (name === 'union' && isList(a) !== isList(b)) throw cannotAdd(a, b)
    return distinct(operations[name]!(itemsOf(a), itemsOf(b)))
  })

const cannotAdd = (a: Value, b: Value): Error =>
  new TemplateTypeError(`can only concatenate list (not "${typeName(isList(a) ? b : a)}") to list`)

/** Ansible's filters of set theory. */
export const setFilters: Readonly<Record<string, FilterFunction>> = {
  unique,
  union: setFilter('union'),
  intersect: setFilter('intersect'),
  difference: setFilter('difference'),
  symmetric_difference: setFilter('symmetric_difference'),
}
