/** Ansible's set theory: unique, union, intersect, difference, symmetric_difference. */
import { Undefined, type Value } from '../../values.ts'
import { type FilterFunction, filter } from '../plugin.ts'
import { arithmetic } from '../python/arithmetic.ts'
import { contains } from '../python/compare.ts'
import { assertHashable, hashKey } from '../python/dict-key.ts'
import { equals } from '../python/equals.ts'
import { FilterError, TemplateTypeError } from '../python/errors.ts'
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
  if (items.every((item) => hasHash(get(item)))) return distinct(items, get)
  if (!flagOf(attribute) && caseSensitive !== false) return distinctByEquality(items)
  throw new FilterError(
    "Jinja2's unique filter failed and we cannot fall back to Ansible's version as it does not support the parameters supplied",
  )
})

const hasHash = (value: Value): boolean => !(value instanceof Undefined) && isHashable(value)

/** Whether the value is in the collection; hashed once for large collections. */
const memberTest = (items: readonly Value[]): ((value: Value) => boolean) => {
  if (items.length < 8 || !items.every(isHashable)) return (value) => contains([...items], value)
  const keys = new Set(items.map(hashKey))
  return (value) => isHashable(value) && keys.has(hashKey(value))
}

/** Items and the value they are of, for Python's `in`. */
interface Operand {
  readonly value: Value
  readonly items: readonly Value[]
}

type Operation = (a: Operand, b: Operand) => Value[]

const isIn = (others: Operand): ((item: Value) => boolean) =>
  isList(others.value) ? memberTest(others.items) : (item) => contains(others.value, item)

const within = (items: readonly Value[], others: Operand): Value[] =>
  items.length === 0 ? [] : items.filter(isIn(others))

const without = (items: readonly Value[], others: Operand): Value[] => {
  if (items.length === 0) return []
  const known = isIn(others)
  return items.filter((item) => !known(item))
}

const union: Operation = (a, b) => distinct(itemsOf(arithmetic(a.value, '+', b.value)))
const intersect: Operation = (a, b) => distinct(within(a.items, b))

const operations: Readonly<Record<string, Operation>> = {
  union,
  intersect,
  difference: (a, b) => distinct(without(a.items, b)),
  symmetric_difference: (a, b) => {
    const both = intersect(a, b)
    return without(union(a, b), { value: both, items: both })
  },
}

/** The result is a list whatever the operands are, as in ansible-core 2.19. */
const setFilter = (name: string): FilterFunction =>
  filter(['b'], (_, value, [other]) => {
    if (other === undefined) throw new TemplateTypeError("missing 1 required positional argument: 'b'")
    return operations[name]!(operand(value), operand(other))
  })

/** Where nothing is looked for in the operand, it may be undefined. */
const operand = (given: Value | undefined): Operand => ({
  get value() {
    return required(given)
  },
  get items() {
    return itemsOf(given)
  },
})

/** Ansible's filters of set theory. */
export const setFilters: Readonly<Record<string, FilterFunction>> = {
  unique,
  union: setFilter('union'),
  intersect: setFilter('intersect'),
  difference: setFilter('difference'),
  symmetric_difference: setFilter('symmetric_difference'),
}
