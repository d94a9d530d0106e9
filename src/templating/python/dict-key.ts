/** Dict access as Python hashes keys: `1`, `1.0` and `True` are one key, tuples are keys by value. */
import { type Dict, Float, Secret, Tuple, Undefined, type Value } from '../../values.ts'
import { equals } from './equals.ts'
import { TemplateTypeError, UndefinedError } from './errors.ts'
import { PythonObject } from './object.ts'
import { reveal } from './secret.ts'
import { typeName } from './type-name.ts'

/** The value of a key, `undefined` when it is not there. An unhashable key raises Python's TypeError. */
export const dictGet = (dict: Dict, key: Value): Value | undefined => {
  const found = dict.get(key)
  if (found !== undefined || typeof key === 'string') return found
  const stored = storedKey(dict, key)
  return stored === undefined ? undefined : dict.get(stored)
}

export const dictHas = (dict: Dict, key: Value): boolean => dictGet(dict, key) !== undefined

/** Python's `dict[key] = value`: an equal key keeps its first spelling. */
export const dictSet = (dict: Dict, key: Value, value: Value): void => {
  if (typeof key === 'string' || dict.has(key)) dict.set(key, value)
  else dict.set(storedKey(dict, key) ?? plainKey(key), value)
}

/** Python's `del dict[key]`; false when it was not there. */
export const dictDelete = (dict: Dict, key: Value): boolean => {
  const stored = dict.has(key) ? key : storedKey(dict, key)
  return stored !== undefined && dict.delete(stored)
}

/** Raises Python's TypeError for a list, dict or set, and for a tuple that holds one. */
export const assertHashable = (key: Value): void => {
  if (typeof key !== 'object' || key === null) return
  if (key instanceof Undefined) throw new UndefinedError(key)
  if (key instanceof Tuple) for (const item of key) assertHashable(item)
  else if (Array.isArray(key) || key instanceof Map || (key instanceof PythonObject && key.hashKey() === undefined))
    throw new TemplateTypeError(`unhashable type: '${typeName(key)}'`)
}

/** A key that two equal hashable values share in a JavaScript Map or Set; for sets and for grouping. */
export const hashKey = (value: Value): unknown => {
  if (typeof value === 'string') return `s${value}`
  if (typeof value === 'boolean') return value ? 1 : 0
  if (value instanceof Float) return value.value + 0
  if (typeof value === 'bigint')
    return Number(value) === Infinity || BigInt(Number(value)) !== value ? value : Number(value)
  if (value instanceof Tuple) return `(${value.map((item) => tag(hashKey(item))).join(',')}`
  if (value instanceof Secret) return `s${reveal(value)}`
  assertHashable(value)
  return value instanceof PythonObject ? value.hashKey() : value
}

/** Text goes with its length, so that it needs no quotes: those of tuples in tuples would be quoted over and over. */
const tag = (key: unknown): string => (typeof key === 'string' ? `${key.length}:${key}` : String(key))

const plainKey = (key: Value): Value => (key instanceof Secret ? reveal(key) : key)

const storedKey = (dict: Dict, key: Value): Value | undefined => {
  if (key === null) return undefined
  assertHashable(key)
  if (typeof key === 'number' && key !== 0 && key !== 1 && Number.isInteger(key) && !holdsObjectKeys(dict))
    return undefined
  for (const candidate of dict.keys()) if (equals(candidate, key)) return candidate
  return undefined
}

const holdsObjectKeys = (dict: Dict): boolean => {
  for (const key of dict.keys()) if (typeof key === 'object' && key !== null) return true
  return false
}
