/** keep_keys, remove_keys and replace_keys, of both collections that have them. */
import { type Dict, isDict, type Value } from '../../../values.ts'
import { type FilterFunction, filter } from '../../plugin.ts'
import { FilterError } from '../../python/errors.ts'
import { charge } from '../../python/limits.ts'
import { str } from '../../python/repr.ts'
import { truth } from '../../python/truth.ts'
import { isList, itemsOf, required, textOf } from '../arguments.ts'
import { regexOf } from '../regex.ts'

type Matcher = (key: string, wanted: Value) => boolean

const matchers: Readonly<Record<string, Matcher>> = {
  equal: (key, wanted) => key === str(wanted),
  equality: (key, wanted) => key === str(wanted),
  starts_with: (key, wanted) => key.startsWith(str(wanted)),
  ends_with: (key, wanted) => key.endsWith(str(wanted)),
  regex: (key, wanted) => regexOf(wanted).match(key) !== undefined,
}

const matcherOf = (parameter: Value | undefined): Matcher => {
  const name = textOf(parameter, 'equal')
  const matcher = Object.hasOwn(matchers, name) ? matchers[name] : undefined
  if (matcher) return matcher
  throw new FilterError(`matching_parameter must be one of equal, starts_with, ends_with, regex; not ${name}`)
}

const targetsOf = (target: Value | undefined): readonly Value[] => {
  const given = required(target)
  return isList(given) ? given : [given]
}

/** Whether some target matches a key. */
const selector = (target: Value | undefined, parameter: Value | undefined): ((key: Value) => boolean) => {
  const [matches, targets] = [matcherOf(parameter), targetsOf(target)]
  return (key) => targets.some((wanted) => matches(str(key), wanted))
}

interface Replacement {
  readonly matches: (key: Value) => boolean
  readonly after: Value
}

const replacementsOf = (target: Value | undefined, parameter: Value | undefined): readonly Replacement[] => {
  const matches = matcherOf(parameter)
  return targetsOf(target).map((pair) => {
    const [before, after] = isDict(pair) ? [pair.get('before'), pair.get('after')] : []
    if (before === undefined || after === undefined)
      throw new FilterError('each target of replace_keys needs before and after')
    return { matches: (key) => matches(str(key), before), after }
  })
}

const parameters = ['target', 'matching_parameter?']

/** community.general: the keys of each dict in a list. */
const ofEach = (change: (dict: Dict, args: readonly (Value | undefined)[]) => Dict): FilterFunction =>
  filter(parameters, (_, value, args) =>
    itemsOf(value).map((item) => {
      if (!isDict(item)) throw new FilterError('Elements of the data list must be dictionaries.')
      return change(item, args)
    }),
  )

const filtered = (dict: Dict, holds: (key: Value) => boolean): Dict => new Map([...dict].filter(([key]) => holds(key)))

/** Filters of keys of community.general. */
export const generalKeyFilters: Readonly<Record<string, FilterFunction>> = {
  keep_keys: ofEach((dict, [target, parameter]) => filtered(dict, selector(target, parameter))),
  remove_keys: ofEach((dict, [target, parameter]) => {
    const isSelected = selector(target, parameter)
    return filtered(dict, (key) => !isSelected(key))
  }),
  replace_keys: ofEach((dict, [target, parameter]) => {
    const replacements = replacementsOf(target, parameter)
    const nameOf = (key: Value): Value => replacements.find(({ matches }) => matches(key))?.after ?? key
    return new Map([...dict].map(([key, item]) => [nameOf(key), item]))
  }),
}

/** ansible.utils: the keys at any depth. */
const atAnyDepth = (
  name: string,
  change: (value: Value, args: readonly (Value | undefined)[]) => Value,
): FilterFunction =>
  filter(parameters, (_, value, args) => {
    const given = required(value)
    if (!isDict(given) && !isList(given))
      throw new FilterError(`Error when using plugin '${name}': Input is not valid for this operation`)
    return change(given, args)
  })

const isEmpty = (value: Value): boolean => value === null || ((isList(value) || isDict(value)) && !truth(value))

const kept = (value: Value, isSelected: (key: Value) => boolean): Value => {
  charge(64)
  if (isList(value)) return value.map((item) => kept(item, isSelected)).filter((item) => !isEmpty(item))
  if (!isDict(value)) return null
  const result: Dict = new Map()
  for (const [key, item] of value) {
    const inner = isSelected(key) ? item : isList(item) || isDict(item) ? kept(item, isSelected) : null
    if (isSelected(key) || !isEmpty(inner)) result.set(key, inner)
  }
  return result
}

const removed = (value: Value, isSelected: (key: Value) => boolean): Value => {
  charge(64)
  if (isList(value)) return value.map((item) => removed(item, isSelected)).filter(truth)
  if (!isDict(value)) return value
  return new Map([...value].filter(([key]) => !isSelected(key)).map(([key, item]) => [key, removed(item, isSelected)]))
}

/** A key with a new name goes to the end. */
const renamed = (value: Value, replacements: readonly Replacement[]): Value => {
  charge(64)
  if (isList(value)) return value.map((item) => renamed(item, replacements))
  if (!isDict(value)) return value
  const result: Dict = new Map(value)
  for (const { matches, after } of replacements) {
    for (const [key, item] of [...result]) {
      if (!matches(key)) continue
      result.delete(key)
      result.set(after, item)
    }
  }
  return new Map([...result].map(([key, item]) => [key, renamed(item, replacements)]))
}

/** Filters of keys of ansible.utils. */
export const utilsKeyFilters: Readonly<Record<string, FilterFunction>> = {
  keep_keys: atAnyDepth('keep_keys', (value, [target, parameter]) => kept(value, selector(target, parameter))),
  remove_keys: atAnyDepth('remove_keys', (value, [target, parameter]) => removed(value, selector(target, parameter))),
  replace_keys: atAnyDepth('replace_keys', (value, [target, parameter]) =>
    renamed(value, replacementsOf(target, parameter)),
  ),
}
