import { isDict, Template, type Value } from '../values.ts'

/** The value with its templates as their text: to be looked at, not evaluated again. */
export const asWritten = (value: Value): Value => {
  if (value instanceof Template) return value.source
  if (Array.isArray(value)) return value.map(asWritten)
  return isDict(value) ? new Map([...value].map(([key, item]) => [key, asWritten(item)])) : value
}
