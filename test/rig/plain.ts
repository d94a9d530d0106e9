import { Float, type Value } from '../../src/values.ts'

/** A value as plain data to compare with: mappings are objects, floats numbers, all that is special its text. */
export const plain = (value: Value | unknown): unknown => {
  if (value instanceof Float) return value.value
  if (Array.isArray(value)) return [...value].map(plain)
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, item]) => [String(key), plain(item)]))
  return typeof value === 'object' && value !== null ? String(value) : value
}
