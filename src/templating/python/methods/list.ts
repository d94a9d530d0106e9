/** The methods of Python's `list` and `tuple`. */
import type { Value } from '../../../values.ts'
import { flagOf, itemsOf, required, wholeOf } from '../../filters/arguments.ts'
import { type CallContext, type MethodFunction, method } from '../../plugin.ts'
import { compare } from '../compare.ts'
import { equals } from '../equals.ts'
import { FilterError } from '../errors.ts'
import { charge, chargeItems } from '../limits.ts'
import { repr } from '../repr.ts'

const list = (self: Value): Value[] => self as Value[]

/** A list that a method goes through. */
const whole = (self: Value): Value[] => {
  charge(list(self).length)
  return list(self)
}

const count = method(['value'], (_, self, [value]) => whole(self).filter((item) => equals(item, value!)).length)

const index = method(['value', 'start?', 'stop?'], (_, self, [value, start, stop]) => {
  const items = whole(self)
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
  const items = whole(self)
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
  const items = whole(self)
  const keyOf = (item: Value): Value => (key === undefined || key === null ? item : context.call(key, [item]))
  const keyed = items.map((item) => ({ item, key: keyOf(item) }))
  const down = flagOf(reverse)
  keyed.sort((a, b) => (down ? compare(b.key, a.key) : compare(a.key, b.key)))
  for (const [index, { item }] of keyed.entries()) items[index] = item
  return null
})

/** The work of adding an item. */
const APPEND = 4

/** The methods of `tuple` by name. */
export const tupleMethods: Readonly<Record<string, MethodFunction>> = { count, index }

/** The methods of `list` by name. */
export const listMethods: Readonly<Record<string, MethodFunction>> = {
  ...tupleMethods,
  append: method(['value'], (_, self, [value]) => {
    charge(APPEND)
    list(self).push(value!)
    return null
  }),
  extend: method(['iterable'], (_, self, [iterable]) => {
    const items = list(self)
    // What it is extended by may be the list itself, which must not grow while it is gone through.
    const more = [...itemsOf(required(iterable))]
    chargeItems(items.length + more.length)
    for (const item of more) items.push(item)
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
  copy: method([], (_, self) => [...whole(self)]),
}
