/** The methods of Python's `list` and `tuple`. */
import type { Value } from '../../../values.ts'
import { flagOf, itemsOf, required, wholeOf } from '../../filters/arguments.ts'
import { type CallContext, type MethodFunction, method } from '../../plugin.ts'
import { compare } from '../compare.ts'
import { equals } from '../equals.ts'
import { FilterError } from '../errors.ts'
import { repr } from '../repr.ts'

const list = (self: Value): Value[] => self as Value[]

const count = method(['value'], (_, self, [value]) => list(self).filter((item) => equals(item, value!)).length)

const index = method(['value', 'start?', 'stop?'], (_, self, [value, start, stop]) => {
  const items = list(self)
  const place = (bound: Value | undefined, fallback: number): number => {
    const at = wholeOf(bound, fallback)
    return at < 0 ? Math.max(0, at + items.length) : at
  }
  const end = Math.min(place(stop, items.length), items.length)
  for (let at = place(start, 0); at < end; at++) if (equals(items[at]!, value!)) return at
  throw new FilterError(`${repr(value!)} is not in list`)
})

const insert = method(['index', 'value'], (_, self, [at, value]) => {
  const items = list(self)
  items.splice(wholeOf(at), 0, value!)
  return null
})

const remove = method(['value'], (_, self, [value]) => {
  const items = list(self)
  const at = items.findIndex((item) => equals(item, value!))
  if (at < 0) throw new FilterError('list.remove(x): x not in list')
  items.splice(at, 1)
  return null
})

const pop = method(['index?'], (_, self, [at]) => {
  const items = list(self)
  if (items.length === 0) throw new FilterError('pop from empty list')
  const place = wholeOf(at, -1)
  const [item] = place < -items.length || place >= items.length ? [] : items.splice(place, 1)
  if (item === undefined) throw new FilterError('pop index out of range')
  return item
})

const sort = method(['key?', 'reverse?'], (context: CallContext, self, [key, reverse]) => {
  const items = list(self)
  const keyOf = (item: Value): Value => (key === undefined || key === null ? item : context.call(key, [item]))
  const keyed = items.map((item) => ({ item, key: keyOf(item) }))
  const down = flagOf(reverse)
  keyed.sort((a, b) => (down ? compare(b.key, a.key) : compare(a.key, b.key)))
  items.splice(0, items.length, ...keyed.map(({ item }) => item))
  return null
})

/** The methods of `tuple` by name. */
export const tupleMethods: Readonly<Record<string, MethodFunction>> = { count, index }

/** The methods of `list` by name. */
export const listMethods: Readonly<Record<string, MethodFunction>> = {
  ...tupleMethods,
  append: method(['value'], (_, self, [value]) => {
    list(self).push(value!)
    return null
  }),
  extend: method(['iterable'], (_, self, [iterable]) => {
    list(self).push(...itemsOf(required(iterable)))
    return null
  }),
  insert,
  remove,
  pop,
  clear: method([], (_, self) => {
    list(self).length = 0
    return null
  }),
  sort,
  reverse: method([], (_, self) => {
    list(self).reverse()
    return null
  }),
  copy: method([], (_, self) => [...list(self)]),
}
