/** Jinja's filters of lists: first, last, join, sort, groupby, batch, slice, min, max, sum, … */
import { type Dict, Tuple, Undefined, type Value } from '../../values.ts'
import { type CallContext, type FilterFunction, filter } from '../plugin.ts'
import { arithmetic } from '../python/arithmetic.ts'
import { compare } from '../python/compare.ts'
import { equals } from '../python/equals.ts'
import { FilterError, TemplateTypeError } from '../python/errors.ts'
import { GroupTuple } from '../python/group-tuple.ts'
import { length } from '../python/iterate.ts'
import { chargeItems } from '../python/limits.ts'
import { escapeHtml, Markup } from '../python/markup.ts'
import { str } from '../python/repr.ts'
import { characters } from '../python/text.ts'
import { typeName } from '../python/type-name.ts'
import { flagOf, isList, itemsOf, required, textOf, wholeOf } from './arguments.ts'
import { attributeGetter, attributesGetter, withoutCase } from './attribute-getter.ts'

const first = filter([], ({ position }, value) => {
  const [item] = itemsOf(value)
  return item === undefined ? new Undefined('', 'No first item, sequence was empty.', position) : item
})

const last = filter([], ({ position }, value) => {
  const item = itemsOf(value).at(-1)
  return item === undefined ? new Undefined('', 'No last item, sequence was empty.', position) : item
})

const join = filter(['d?', 'attribute?'], (context, value, [d, attribute]) => {
  const get = attributeGetter(context, attribute)
  const items = attribute === undefined ? itemsOf(value) : itemsOf(value).map(get)
  const separator = d === undefined ? '' : required(d)
  if (context.autoescape && [separator, ...items].some((item) => item instanceof Markup))
    return new Markup(items.map(escapeHtml).join(escapeHtml(separator)))
  return items.map(str).join(textOf(separator))
})

const batch = filter(['linecount', 'fill_with?'], (_, value, [linecount, fill]) => {
  const items = itemsOf(value)
  const size = wholeOf(linecount)
  const rows: Value[][] = []
  // No row is ever full that is to have less than one item; the first of none is, before there is one.
  if (size === 0 && items.length > 0) rows.push([])
  const step = size > 0 ? size : Math.max(items.length, 1)
  for (let start = 0; start < items.length; start += step) rows.push(items.slice(start, start + step))
  const lastRow = rows.at(-1)
  if (lastRow && fill !== undefined && fill !== null) {
    chargeItems(size)
    while (lastRow.length < size) lastRow.push(fill)
  }
  return rows
})

const slice = filter(['slices', 'fill_with?'], (_, value, [slices, fill]) => {
  const items = itemsOf(value)
  const count = wholeOf(slices)
  if (count === 0) throw new FilterError('integer division or modulo by zero')
  chargeItems(count)
  const size = Math.floor(items.length / count)
  const longer = items.length % count
  return Array.from({ length: count }, (_unused, index) => {
    const start = index * size + Math.min(index, longer)
    const row = items.slice(start, start + size + (index < longer ? 1 : 0))
    if (fill !== undefined && fill !== null && index >= longer) row.push(fill)
    return row
  })
})

const sort = filter(
  ['reverse?', 'case_sensitive?', 'attribute?'],
  (context, value, [reverse, caseSensitive, attribute]) => {
    const get = attributesGetter(context, attribute, { ignoreCase: !flagOf(caseSensitive) })
    return sorted(itemsOf(value), get, wholeOf(reverse, 0) !== 0)
  },
)

/** A stable sort by keys, as Python's `sorted(items, key=…, reverse=…)`. */
const sorted = (items: readonly Value[], key: (item: Value) => Value, reverse = false): Value[] => {
  const keyed = items.map((item) => ({ item, key: key(item) }))
  for (const entry of keyed) if (keyed.length > 1 && !isList(entry.key)) required(entry.key)
  keyed.sort((a, b) => (reverse ? compare(b.key, a.key) : compare(a.key, b.key)))
  return keyed.map(({ item }) => item)
}

const dictsort = filter(['case_sensitive?', 'by?', 'reverse?'], (_, value, [caseSensitive, by, reverse]) => {
  const place = ['key', 'value'].indexOf(textOf(by, 'key'))
  if (place < 0) throw new FilterError('You can only sort by either "key" or "value"')
  const dict = required(value)
  if (!(dict instanceof Map)) throw new TemplateTypeError(`'${typeName(dict)}' object has no attribute 'items'`)
  const pairs = [...dict].map((pair) => Tuple.from_(pair))
  return sorted(pairs, (pair) => sortKey((pair as Tuple)[place]!, flagOf(caseSensitive)), wholeOf(reverse, 0) !== 0)
})

const sortKey = (value: Value, caseSensitive: boolean): Value => (caseSensitive ? value : withoutCase(value))

const groupby = filter(
  ['attribute', 'default?', 'case_sensitive?'],
  (context, value, [attribute, fallback, caseSensitive]) => {
    const exact = attributeGetter(context, attribute, { fallback })
    const key = (item: Value) => sortKey(exact(item), flagOf(caseSensitive))
    const groups: { key: Value; items: Value[] }[] = []
    for (const item of sorted(itemsOf(value), key)) {
      const group = groups.at(-1)
      const itemKey = key(item)
      if (group && equals(group.key, itemKey)) group.items.push(item)
      else groups.push({ key: itemKey, items: [item] })
    }
    return groups.map((group) => new GroupTuple(exact(group.items[0]!), group.items))
  },
)

const extreme = (sign: 1 | -1): FilterFunction =>
  filter(['case_sensitive?', 'attribute?'], (context, value, [caseSensitive, attribute]) => {
    const items = itemsOf(value)
    if (items.length === 0) return new Undefined('', 'No aggregated item, sequence was empty.', context.position)
    const get = attributeGetter(context, attribute, { ignoreCase: !flagOf(caseSensitive) })
    return items.reduce((best, item) => (compare(get(item), get(best)) * sign < 0 ? item : best))
  })

const sum = filter(['attribute?', 'start?'], (context, value, [attribute, start]) => {
  const get = attributeGetter(context, attribute)
  if (typeof start === 'string') throw new TemplateTypeError("sum() can't sum strings [use ''.join(seq) instead]")
  return itemsOf(value).reduce<Value>((total, item) => arithmetic(total, '+', required(get(item))), start ?? 0)
})

const reverse = filter([], (_, value) => {
  const given = required(value)
  if (typeof given === 'string') return characters(given).reverse().join('')
  return [...itemsOf(given)].reverse()
})

const items = filter([], (_, value) => {
  if (value instanceof Undefined) return []
  if (!(value instanceof Map)) throw new TemplateTypeError('Can only get item pairs from a mapping.')
  return [...(value as Dict)].map((pair) => Tuple.from_(pair))
})

const count = filter([], (_: CallContext, value) => length(required(value)))

/** Jinja's filters of lists. */
export const sequenceFilters: Readonly<Record<string, FilterFunction>> = {
  first,
  last,
  join,
  batch,
  slice,
  sort,
  dictsort,
  groupby,
  min: extreme(1),
  max: extreme(-1),
  sum,
  reverse,
  items,
  list: filter([], (_, value) => [...itemsOf(value)]),
  length: count,
  count,
}
