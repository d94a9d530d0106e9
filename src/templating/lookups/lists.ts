/** items, list, dict, nested, together, subelements, sequence, flattened, indexed_items, random_choice. */
import { randomInt } from 'node:crypto'
import { type Dict, isDict, Tuple, type Value } from '../../values.ts'
import { isList, required } from '../filters/arguments.ts'
import { toBool } from '../filters/basics.ts'
import type { LookupFunction } from '../plugin.ts'
import { FilterError } from '../python/errors.ts'
import { charge, chargeItems } from '../python/limits.ts'
import { repr, str } from '../python/repr.ts'
import { sequence } from './sequence.ts'

/** The terms with those that are lists opened, one level deep. */
const opened = (terms: readonly Value[]): Value[] => terms.flatMap((term) => (isList(term) ? [...term] : [term]))

const flattenedAll = (terms: readonly Value[]): Value[] =>
  terms.flatMap((term): Value[] => {
    charge(64)
    if (term === null || term === 'None' || term === 'null') return []
    return isList(term) ? flattenedAll(term) : [term]
  })

const dictLookup: LookupFunction = (_context, terms) =>
  terms.flatMap((term) => {
    if (!isDict(required(term))) throw new FilterError('with_dict expects a dict')
    return [...(term as Dict)].map(
      ([key, value]) =>
        new Map<Value, Value>([
          ['key', key],
          ['value', value],
        ]),
    )
  })

const asList = (term: Value): readonly Value[] => (isList(required(term)) ? (term as Value[]) : [term])

const nested: LookupFunction = (_context, terms) => {
  if (terms.length === 0) throw new FilterError('with_nested requires at least one element in the nested list')
  const lists = terms.map(asList)
  chargeItems(lists.reduce((rows, list) => rows * list.length, lists.length))
  return lists
    .reduce<Value[][]>((rows, list) => rows.flatMap((row) => list.map((item) => [...row, item])), [[]])
    .map((row) => opened(row))
}

const together: LookupFunction = (_context, terms) => {
  if (terms.length === 0) throw new FilterError('with_together requires at least one element in each list')
  const lists = terms.map(asList)
  const length = Math.max(...lists.map((list) => list.length))
  return Array.from({ length }, (_unused, index) => opened(lists.map((list) => list[index] ?? null)))
}

const subelements: LookupFunction = (_context, terms) => {
  const [source, path, flags] = terms
  if (terms.length < 2 || terms.length > 3) throw wrongTerms('')
  const given = isDict(required(source!)) ? (source as Dict) : asList(source!)
  if (typeof path !== 'string') throw wrongTerms('first a dict or a list, second a string pointing to the subkey')
  if (flags !== undefined && !isDict(flags) && !isFlagList(flags))
    throw wrongTerms('the optional third item must be a dict with flags skip_missing')
  if (isDict(given) && isSkipped(given)) return []
  const skipMissing = flags !== undefined && isDict(flags) && toBool(flags.get('skip_missing') ?? false) === true
  const elements = isDict(given) ? [...given.values()] : given
  return elements.flatMap((element) => subelementsOf(element, path.split('.'), skipMissing))
}

const wrongTerms = (what: string): FilterError =>
  new FilterError(`subelements lookup expects a list of two or three items, ${what}`)

const isFlagList = (flags: Value): boolean => isList(flags) && flags.every((flag) => flag === 'skip_missing')

const isSkipped = (dict: Dict): boolean => (dict.get('skipped') ?? false) !== false

const subelementsOf = (element: Value, path: readonly string[], skipMissing: boolean): Value[] => {
  if (!isDict(required(element)))
    throw new FilterError(`subelements lookup expects a dictionary, got '${str(element)}'`)
  const dict = element as Dict
  if (isSkipped(dict)) return []
  const items = itemsAt(dict, path, skipMissing)
  if (items === undefined) return []
  const rest = without(dict, path)
  return items.map((item) => Tuple.from_([rest, item]))
}

const itemsAt = (dict: Dict, path: readonly string[], skipMissing: boolean): readonly Value[] | undefined => {
  const [key = '', ...rest] = path
  const found = dict.get(key)
  if (found === undefined && skipMissing) return undefined
  if (found === undefined) throw new FilterError(`could not find '${key}' key in iterated item '${repr(dict)}'`)
  if (rest.length > 0) {
    if (isDict(found)) return itemsAt(found, rest, skipMissing)
    if (skipMissing) return undefined
    throw new FilterError(`the key ${key} should point to a dictionary, got '${str(found)}'`)
  }
  if (isList(found)) return found
  throw new FilterError(`the key ${key} should point to a list, got '${str(found)}'`)
}

/** The dict without what the path names: items go with what is left, as the reference gives it. */
const without = (dict: Dict, [key = '', ...rest]: readonly string[]): Dict => {
  const copy: Dict = new Map(dict)
  const inner = dict.get(key)
  if (rest.length > 0 && isDict(inner)) copy.set(key, without(inner, rest))
  else copy.delete(key)
  return copy
}

const randomChoice: LookupFunction = (_context, terms) => (terms.length === 0 ? [] : [terms[randomInt(terms.length)]!])

/** Lookups that make lists out of their terms. */
export const listLookups: Readonly<Record<string, LookupFunction>> = {
  items: (_context, terms) => opened(terms),
  list: (_context, terms) => [...terms],
  flattened: (_context, terms) => flattenedAll(terms),
  indexed_items: (_context, terms) => opened(terms).map((item, index) => Tuple.from_([index, item])),
  dict: dictLookup,
  nested,
  cartesian: nested,
  together,
  subelements,
  sequence: (_context, terms, options) => sequence(terms, options),
  random_choice: randomChoice,
}
