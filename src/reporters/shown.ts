/** What of a result may be shown. */
import {
  type Dict,
  Float,
  isDict,
  OpaqueValue,
  type Secret,
  Template,
  Tuple,
  Undefined,
  type Unknown,
  type Value,
} from '../values.ts'

const CENSORED = "the output has been hidden due to the fact that 'no_log: true' was specified for this result"

/** A copy of the value that holds plain data only: no secret, no template, nothing unknown. */
export const shown = (value: Value): Value => {
  if (value === null || typeof value !== 'object' || value instanceof Float) return value
  if (value instanceof Tuple) return Tuple.from_(Array.from(value, shown))
  if (Array.isArray(value)) return value.map(shown)
  if (isDict(value)) return new Map(Array.from(value, ([key, item]) => [shown(key), shown(item)]))
  return shownText(value)
}

const shownText = (value: Template | Undefined | Secret | Unknown | OpaqueValue): string => {
  if (value instanceof Template) return value.source
  if (value instanceof Undefined) return value.message
  return value instanceof OpaqueValue ? value.repr() : String(value)
}

// Read by reporters; all other `_ansible_` keys are dropped early.
const READ = new Set<Value>(['_ansible_verbose_always', '_ansible_verbose_override', '_ansible_delegated_vars'])

/**
 * The result as reporters get it: plain data without what the status tells already; under `no_log` only the counts
 * and `censored`.
 */
export const visibleResult = (result: Dict, noLog: boolean): Dict => {
  if (noLog || result.get('_ansible_no_log') === true) return censored(result)
  const visible: Dict = new Map()
  for (const [key, value] of result) {
    if (key === 'failed' || key === 'skipped' || (isInternal(key) && !READ.has(key))) continue
    visible.set(shown(key), shown(value))
  }
  return visible
}

const censored = (result: Dict): Dict => {
  const kept: Dict = new Map([['censored', CENSORED]])
  for (const key of ['attempts', 'changed', 'retries', '_ansible_delegated_vars'])
    if (result.has(key)) kept.set(key, shown(result.get(key)!))
  return kept
}

/** The value without the keys for internal use, at any depth. */
export const withoutInternal = (value: Value): Value => {
  if (Array.isArray(value)) return value.map(withoutInternal)
  if (!isDict(value)) return value
  return new Map([...value].filter(([key]) => !isInternal(key)).map(([key, item]) => [key, withoutInternal(item)]))
}

const isInternal = (key: Value): boolean => typeof key === 'string' && key.startsWith('_ansible_')
