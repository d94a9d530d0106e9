/** The filters of lists of community.general: lists_union, lists_mergeby, counter, groupby_as_dict, … */
import { type Dict, isDict, type Value } from '../../../values.ts'
import { type FilterFunction, filter } from '../../plugin.ts'
import { arithmetic } from '../../python/arithmetic.ts'
import { compare, contains } from '../../python/compare.ts'
import { dictGet, dictHas, dictSet } from '../../python/dict-key.ts'
import { FilterError } from '../../python/errors.ts'
import { repr, str } from '../../python/repr.ts'
import { compareVersions } from '../../python/versions.ts'
import { classOf, flagOf, isList, itemsOf, required, textOf } from '../arguments.ts'
import { listMergeOf, type MergeOptions, mergeDicts } from '../combine.ts'
import { distinct } from '../sets.ts'

type Combination = (a: readonly Value[], b: readonly Value[]) => Value[]

/** A filter of several lists; `flatten=true` opens lists of lists. */
const combining =
  (name: string, combine: Combination): FilterFunction =>
  (_context, value, args, kwargs) => {
    const unknown = [...kwargs.keys()].filter((keyword) => keyword !== 'flatten')
    if (unknown.length > 0) throw new FilterError(`${name}() got unexpected keywords arguments: ${unknown.join(', ')}`)
    const given = [value, ...args].map(required)
    const lists = flagOf(kwargs.get('flatten')) ? given.flatMap(openedLists) : given.map(itemsOf)
    const [first = [], ...rest] = lists
    return rest.length === 0
      ? [...first]
      : rest.reduce<Value[]>((result, list) => distinct(combine(result, list)), distinct(first))
  }

const openedLists = (value: Value): (readonly Value[])[] => {
  if (!isList(value)) throw new FilterError(`All arguments must be lists. ${str(value)} is ${classOf(value)}`)
  if (value.length === 0) return []
  return value.every(isList) ? (value as Value[][]) : [value]
}

const intersection: Combination = (a, b) => a.filter((item) => contains([...b], item))
const difference: Combination = (a, b) => a.filter((item) => !contains([...b], item))

const listsMergeby: FilterFunction = (_context, value, args, kwargs) => {
  const unknown = [...kwargs.keys()].find((name) => name !== 'recursive' && name !== 'list_merge')
  if (unknown !== undefined) throw new FilterError("'recursive' and 'list_merge' are the only valid keyword arguments.")
  const terms = [value, ...args].map(required)
  const index = terms.pop()
  if (terms.length === 0 || index === undefined) throw new FilterError('At least one list and index are needed.')
  const lists = terms.flatMap(openedLists)
  if (lists.length < 2) return [...(lists[0] ?? [])]
  if (typeof index !== 'string')
    throw new FilterError(
      `First argument after the lists for community.general.lists_mergeby must be string. ${str(index)} is ${classOf(index)}`,
    )
  const options = { recursive: flagOf(kwargs.get('recursive')), listMerge: listMergeOf(kwargs.get('list_merge')) }
  return lists.reduceRight((high, low) => mergeBy(low, high, { index, options })) as Value[]
}

const mergeBy = (
  low: readonly Value[],
  high: readonly Value[],
  { index, options }: { index: string; options: MergeOptions },
): Value[] => {
  const merged: Dict = new Map()
  for (const item of [...low, ...high]) {
    if (!isDict(item))
      throw new FilterError(
        `Elements of list arguments for lists_mergeby must be dictionaries. ${str(item)} is ${classOf(item)}`,
      )
    const key = item.get(index)
    if (key === undefined) continue
    dictSet(merged, key, mergeDicts((dictGet(merged, key) ?? new Map()) as Dict, item, options))
  }
  return [...merged.values()].sort((a, b) => compare((a as Dict).get(index)!, (b as Dict).get(index)!))
}

const counter = filter([], (_, value) => {
  const given = required(value)
  if (!isList(given) && typeof given !== 'string')
    throw new FilterError(
      `Argument for community.general.counter must be a sequence (string or list). ${str(given)} is ${classOf(given)}`,
    )
  const counts: Dict = new Map()
  for (const item of itemsOf(given)) dictSet(counts, item, Number(dictGet(counts, item) ?? 0) + 1)
  return counts
})

const groupbyAsDict = filter(['attribute'], (_, value, [attribute]) => {
  const result: Dict = new Map()
  itemsOf(value).forEach((item, index) => {
    if (!isDict(item)) throw new FilterError(`Sequence element #${index} is not a mapping`)
    const key = dictGet(item, required(attribute))
    if (key === undefined) throw new FilterError(`Attribute not contained in element #${index} of sequence`)
    if (dictHas(result, key)) throw new FilterError(`Multiple sequence entries have attribute value ${repr(key)}`)
    dictSet(result, key, item)
  })
  return result
})

const accumulate = filter([], (_, value) => {
  const sums: Value[] = []
  for (const item of itemsOf(value)) sums.push(sums.length === 0 ? item : arithmetic(sums.at(-1)!, '+', item))
  return sums
})

const versionSort = filter(['reverse?'], (_, value, [reverse]) => {
  const sign = flagOf(reverse) ? -1 : 1
  return itemsOf(value).toSorted((a, b) => sign * compareVersions(textOf(a), textOf(b), 'loose'))
})

const dictOf = filter([], (_, value) => {
  const result: Dict = new Map()
  itemsOf(value).forEach((pair, index) => {
    const [key, item, ...more] = itemsOf(pair)
    if (key === undefined || item === undefined || more.length > 0)
      throw new FilterError(`dictionary update sequence element #${index} does not have a length of 2`)
    dictSet(result, key, item)
  })
  return result
})

/** The filters of lists. */
export const listFilters: Readonly<Record<string, FilterFunction>> = {
  lists_union: combining('lists_union', (a, b) => [...a, ...b]),
  lists_intersect: combining('lists_intersect', intersection),
  lists_difference: combining('lists_difference', difference),
  lists_symmetric_difference: combining('lists_symmetric_difference', (a, b) => [
    ...difference(a, b),
    ...difference(b, a),
  ]),
  lists_mergeby: listsMergeby,
  counter,
  groupby_as_dict: groupbyAsDict,
  accumulate,
  version_sort: versionSort,
  dict: dictOf,
  dict_kv: filter(['key'], (_, value, [key]) => new Map([[required(key), required(value)]])),
}
