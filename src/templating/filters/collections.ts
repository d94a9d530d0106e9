/** Ansible's filters of lists and dicts: dict2items, items2dict, flatten, subelements, zip, product, … */
import { isDict, Tuple, type Value } from '../../values.ts'
import { type FilterFunction, filter } from '../plugin.ts'
import { dictGet, dictSet } from '../python/dict-key.ts'
import { FilterError, TemplateTypeError } from '../python/errors.ts'
import { charge, chargeItems } from '../python/limits.ts'
import { repr, str } from '../python/repr.ts'
import { open } from '../python/secret.ts'
import { truth } from '../python/truth.ts'
import { classOf, flagOf, isList, itemsOf, required, textOf, wholeOf } from './arguments.ts'

const dict2items = filter(['key_name?', 'value_name?'], (_, value, [keyName = 'key', valueName = 'value']) => {
  const dict = required(value)
  if (!isDict(dict)) throw new TemplateTypeError(`dict2items requires a dictionary, got ${classOf(dict)} instead.`)
  return [...dict].map(
    ([key, item]) =>
      new Map<Value, Value>([
        [keyName, key],
        [valueName, item],
      ]),
  )
})

const items2dict = filter(['key_name?', 'value_name?'], (_, value, [keyName = 'key', valueName = 'value']) => {
  const items = required(value)
  if (!isList(items)) throw new TemplateTypeError(`items2dict requires a list, got ${classOf(items)} instead.`)
  const result: Map<Value, Value> = new Map()
  for (const item of items) {
    if (!isDict(item) && !isList(item))
      throw new TemplateTypeError(`items2dict requires a list of dictionaries, got ${repr(items)} instead.`)
    const [key, entry] = [itemAt(item, keyName), itemAt(item, valueName)]
    if (key === undefined || entry === undefined)
      throw new TemplateTypeError(
        `items2dict requires each dictionary in the list to contain the keys '${str(keyName)}' and '${str(valueName)}', got ${repr(items)} instead.`,
      )
    dictSet(result, key, entry)
  }
  return result
})

/** An entry of a dict, or an item of a list by its number. */
const itemAt = (holder: Value, key: Value): Value | undefined => {
  if (isDict(holder)) return dictGet(holder, key)
  if (isList(holder) && typeof key === 'number') return holder.at(key)
  throw new TemplateTypeError('list indices must be integers or slices, not str')
}

export interface FlattenOptions {
  /** How many levels of lists are opened; all when absent. */
  readonly levels?: number | undefined
  readonly skipNulls: boolean
}

/** The work of an item that may be a list. */
const NESTED = 512

/** The items with those of nested lists in their place. */
export const flattened = (items: readonly Value[], { levels, skipNulls }: FlattenOptions): Value[] =>
  items.flatMap((item): Value[] => {
    charge(NESTED)
    if (skipNulls && (item === null || item === 'None' || item === 'null')) return []
    if (!isList(item) || (levels !== undefined && levels < 1)) return [item]
    return flattened(item, { levels: levels === undefined ? undefined : levels - 1, skipNulls })
  })

const flatten = filter(['levels?', 'skip_nulls?'], (_, value, [levels, skipNulls]) =>
  flattened(itemsOf(value).map(required), {
    levels: levels === undefined || levels === null ? undefined : Number(open(levels)),
    skipNulls: flagOf(skipNulls, true),
  }),
)

/** What a tuple of two takes. */
const PAIR = 8

const subelements = filter(['subelements', 'skip_missing?'], (_, value, [path, skipMissing]) => {
  const given = required(value)
  if (!isDict(given) && (!isList(given) || given instanceof Tuple))
    throw new FilterError('obj must be a list of dicts or a nested dict')
  const keys = pathOf(required(path))
  const elements = isDict(given) ? [...given.values()] : given
  return elements.flatMap((element) => {
    const found = subelementsOf(element, keys, flagOf(skipMissing))
    charge(PAIR * found.length)
    return found.map((item) => Tuple.from_([element, item]))
  })
})

const pathOf = (path: Value): readonly Value[] => {
  const opened = open(path)
  if (typeof opened === 'string') return opened.split('.')
  if (isList(opened)) return opened
  throw new TemplateTypeError('subelements must be a list or a string')
}

const subelementsOf = (element: Value, keys: readonly Value[], skipMissing: boolean): readonly Value[] => {
  let found: Value = element
  for (const key of keys) {
    if (!isDict(found))
      throw new TemplateTypeError(`the key ${str(key)} should point to a dictionary, got '${str(found)}'`)
    const next = dictGet(found, key)
    if (next === undefined && skipMissing) return []
    if (next === undefined) throw new FilterError(`could not find ${repr(key)} key in iterated item ${repr(found)}`)
    found = required(next)
  }
  if (isList(found)) return found
  throw new TemplateTypeError(`the key ${repr(keys.at(-1) ?? null)} should point to a list, got ${repr(found)}`)
}

const zip: FilterFunction = (_context, value, args, kwargs) => {
  const unknown = [...kwargs.keys()].find((name) => name !== 'strict')
  if (unknown !== undefined) throw new TemplateTypeError('zip() got an unexpected keyword argument')
  const lists = [value, ...args].map(itemsOf)
  const length = Math.min(...lists.map((list) => list.length))
  return Array.from({ length }, (_unused, index) => Tuple.from_(lists.map((list) => list[index]!)))
}

const zipLongest: FilterFunction = (_context, value, args, kwargs) => {
  if ([...kwargs.keys()].some((name) => name !== 'fillvalue'))
    throw new TemplateTypeError('zip_longest() got an unexpected keyword argument')
  const fill = kwargs.get('fillvalue') ?? null
  const lists = [value, ...args].map(itemsOf)
  const length = Math.max(...lists.map((list) => list.length))
  return Array.from({ length }, (_unused, index) =>
    Tuple.from_(lists.map((list) => (index < list.length ? list[index]! : fill))),
  )
}

const product: FilterFunction = (_context, value, args, kwargs) => {
  const unknown = [...kwargs.keys()].find((name) => name !== 'repeat')
  if (unknown !== undefined) throw new TemplateTypeError(`'${unknown}' is an invalid keyword argument for product()`)
  const once = [value, ...args].map(itemsOf)
  const repeat = wholeOf(kwargs.get('repeat'), 1)
  if (repeat < 0) throw new FilterError('repeat argument cannot be negative')
  const columns = repeat * once.length
  const rows = once.reduce((size, list) => size * list.length ** repeat, 1)
  chargeItems(rows * Math.max(columns, 1))
  const lists = rows === 0 ? [] : Array.from({ length: repeat }, () => once).flat()
  return Array.from({ length: rows }, (_unused, index) => rowOfProduct(lists, index))
}

/** The row's number says which item of each list is in it, the last list's counting first. */
const rowOfProduct = (lists: readonly (readonly Value[])[], index: number): Tuple => {
  const row: Value[] = []
  let rest = index
  for (const list of lists.toReversed()) {
    row.push(list[rest % list.length]!)
    rest = Math.floor(rest / list.length)
  }
  return Tuple.from_(row.reverse())
}

const permutations = filter(['r?'], (_, value, [r]) => {
  const items = itemsOf(value)
  return pick(items.length, sizeOf(r, items.length), { ordered: false }).map((row) => rowOf(items, row))
})

const combinations = filter(['r'], (_, value, [r]) => {
  const items = itemsOf(value)
  return pick(items.length, sizeOf(r, items.length), { ordered: true }).map((row) => rowOf(items, row))
})

const sizeOf = (r: Value | undefined, fallback: number): number => {
  const size = r === null ? fallback : wholeOf(r, fallback)
  if (size < 0) throw new FilterError('r must be non-negative')
  return size
}

const rowOf = (items: readonly Value[], row: readonly number[]): Tuple => Tuple.from_(row.map((index) => items[index]!))

/** All ways to pick places out of a count, in order; `ordered` only those whose places rise. */
const pick = (count: number, size: number, { ordered }: { ordered: boolean }): number[][] => {
  if (size > count) return []
  let rows: number[][] = [[]]
  for (let step = 0; step < size; step++) {
    chargeItems(rows.length * Math.max(count, size))
    rows = rows.flatMap((row) => {
      const places = Array.from({ length: count }, (_unused, place) => place)
      return places
        .filter((place) => (ordered ? place > (row.at(-1) ?? -1) : !row.includes(place)))
        .map((place) => [...row, place])
    })
  }
  return rows
}

const rekeyOnMember = filter(['key', 'duplicates?'], (_, value, [key, duplicates]) => {
  const mode = textOf(duplicates, 'error')
  if (mode !== 'error' && mode !== 'overwrite')
    throw new FilterError(`duplicates parameter to rekey_on_member has unknown value: ${mode}`)
  const result: Map<Value, Value> = new Map()
  for (const item of membersOf(required(value))) {
    if (!isDict(item)) throw new TemplateTypeError('List item is not a valid dict')
    const member = dictGet(item, required(key))
    if (member === undefined) throw new FilterError(`Key ${str(key!)} was not found`)
    if (mode === 'error' && truth(dictGet(result, member) ?? null))
      throw new FilterError(`Key ${str(member)} is not unique, cannot correctly turn into dict`)
    dictSet(result, member, item)
  }
  return result
})

const membersOf = (value: Value): Iterable<Value> => {
  if (isDict(value)) return value.values()
  if (typeof value === 'string') throw new TemplateTypeError('Type is not a valid list, set, or dict')
  return itemsOf(value)
}

/** Ansible's filters of lists and dicts. */
export const collectionFilters: Readonly<Record<string, FilterFunction>> = {
  dict2items,
  items2dict,
  flatten,
  subelements,
  zip,
  zip_longest: zipLongest,
  product,
  permutations,
  combinations,
  rekey_on_member: rekeyOnMember,
}
