/** Filters of presence and choice: default, mandatory, ternary, bool, type_debug, extract. */
import { Undefined, type Value } from '../../values.ts'
import { type FilterFunction, filter } from '../plugin.ts'
import { equals } from '../python/equals.ts'
import { FilterError } from '../python/errors.ts'
import { open } from '../python/secret.ts'
import { truth } from '../python/truth.ts'
import { typeName } from '../python/type-name.ts'
import { flagOf, isList, required, textOf } from './arguments.ts'

const fallback = filter(['default_value?', 'boolean?'], (_, value, [otherwise = '', boolean]) =>
  value instanceof Undefined || (flagOf(boolean) && !truth(value)) ? otherwise : value,
)

const mandatory = filter(['msg?'], (_, value, [message]) => {
  if (!(value instanceof Undefined)) return value
  if (message !== undefined && message !== null) throw new FilterError(textOf(message))
  throw new FilterError(`Mandatory variable ${value.name ? `'${value.name}' ` : ''} not defined.`)
})

const ternary = filter(['true_val', 'false_val', 'none_val?'], (_, value, [whenTrue, whenFalse, whenNone]) => {
  if (value === null && whenNone !== undefined && whenNone !== null) return whenNone
  return (truth(required(value)) ? whenTrue : whenFalse)!
})

const trueWords = new Set(['yes', 'on', '1', 'true'])

/** Ansible's idea of a boolean: `yes`, `on`, `true` and 1 are true, all else but None is false. */
export const toBool = (value: Value): boolean | null => {
  const given = open(required(value))
  if (given === null || typeof given === 'boolean') return given
  return typeof given === 'string' ? trueWords.has(given.toLowerCase()) : equals(given, 1)
}

const typeDebug = filter([], (_, value) => typeName(value))

const extract = filter(['container', 'morekeys?'], (context, value, [container, more]) => {
  const keys = [required(value), ...(more === undefined || more === null ? [] : isList(more) ? more : [more])]
  return keys.reduce<Value>((found, key) => context.item(found, key), container!)
})

/** Filters of presence and choice. */
export const basicFilters: Readonly<Record<string, FilterFunction>> = {
  default: fallback,
  d: fallback,
  mandatory,
  ternary,
  bool: filter([], (_, value) => toBool(value)),
  type_debug: typeDebug,
  extract,
}
