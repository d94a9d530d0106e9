/** combine: merges dicts as Ansible does, with its ways of merging lists. */
import { type Dict, isDict, Tuple, Undefined, type Value } from '../../values.ts'
import type { FilterFunction } from '../plugin.ts'
import { contains } from '../python/compare.ts'
import { dictGet, dictSet } from '../python/dict-key.ts'
import { equals } from '../python/equals.ts'
import { FilterError } from '../python/errors.ts'
import { charge } from '../python/limits.ts'
import { typeName } from '../python/type-name.ts'
import { flagOf, isList, required, textOf } from './arguments.ts'
import { flattened } from './collections.ts'
import { writeJson } from './json-text.ts'

const listMerges = ['replace', 'keep', 'append', 'prepend', 'append_rp', 'prepend_rp'] as const
export type ListMerge = (typeof listMerges)[number]

export interface MergeOptions {
  readonly recursive: boolean
  readonly listMerge: ListMerge
}

/** The filter: all dicts given, and those in lists, merged so that the last wins. */
export const combine: FilterFunction = (_context, value, args, kwargs) => {
  const unknown = [...kwargs.keys()].find((name) => name !== 'recursive' && name !== 'list_merge')
  if (unknown !== undefined) throw new FilterError("'recursive' and 'list_merge' are the only valid keyword arguments")
  const options = { recursive: flagOf(kwargs.get('recursive')), listMerge: listMergeOf(kwargs.get('list_merge')) }
  const dicts = flattened([value, ...args].map(required), { levels: 1, skipNulls: true })
  dicts.forEach(refuseUndefined)
  if (dicts.length === 0) return new Map()
  // From the last to the first: which values are merged depends on it where their types differ.
  return dicts.reduceRight((high, low) => mergeValues(low, high, options))
}

/** The name of a way to merge lists, checked. */
export const listMergeOf = (value: Value | undefined): ListMerge => {
  const name = textOf(value, 'replace')
  const known = listMerges.find((candidate) => candidate === name)
  if (known) return known
  throw new FilterError(
    "merge_hash: 'list_merge' argument can only be equal to 'replace', 'keep', 'append', 'prepend', 'append_rp' or 'prepend_rp'",
  )
}

const refuseUndefined = (value: Value): void => {
  if (value instanceof Undefined) required(value)
  if (Array.isArray(value)) value.forEach(refuseUndefined)
  else if (isDict(value)) for (const item of value.values()) refuseUndefined(item)
}

const mergeValues = (low: Value, high: Value, options: MergeOptions): Value => {
  if (isDict(low) && isDict(high)) return mergeDicts(low, high, options)
  throw new FilterError(
    `failed to combine variables, expected dicts but got a '${typeName(low)}' and a '${typeName(high)}': \n${writeJson(low)}\n${writeJson(high)}`,
  )
}

/** A new dict with the entries of both; where both have a key, the second wins or the two are merged. */
export const mergeDicts = (low: Dict, high: Dict, options: MergeOptions): Dict => {
  // Equal dicts are not merged, so lists within them are not doubled.
  if (low.size === high.size && equals(low, high)) return new Map(high)
  charge(4 * (low.size + high.size))
  const merged: Dict = new Map(low)
  for (const [key, value] of high) {
    const before = dictGet(merged, key)
    dictSet(merged, key, before === undefined ? value : mergeEntry(before, value, options))
  }
  return merged
}

const mergeEntry = (before: Value, value: Value, options: MergeOptions): Value => {
  if (options.recursive && isDict(before) && isDict(value)) return mergeDicts(before, value, options)
  if (isMutable(before) && isMutable(value)) return mergeLists(before, value, options.listMerge)
  return value
}

const isMutable = (value: Value): value is Value[] => isList(value) && !(value instanceof Tuple)

const mergeLists = (low: readonly Value[], high: readonly Value[], how: ListMerge): Value => {
  switch (how) {
    case 'replace':
      return [...high]
    case 'keep':
      return [...low]
    case 'append':
      return [...low, ...high]
    case 'prepend':
      return [...high, ...low]
    case 'append_rp':
      return [...without(low, high), ...high]
    case 'prepend_rp':
      return [...high, ...without(low, high)]
  }
}

const without = (items: readonly Value[], others: readonly Value[]): Value[] =>
  items.filter((item) => !contains([...others], item))
