/** Python's `==`. */
import { Float, Secret, Tuple, Undefined, Unknown, type Value } from '../../values.ts'
import { UndefinedError, UnknownSignal } from './errors.ts'
import { LenientUndefined } from './lenient-undefined.ts'
import { charge } from './limits.ts'
import { numeric } from './number.ts'
import { PythonObject } from './object.ts'
import { open } from './secret.ts'

/** Python's `a == b`: numbers and bools by value, containers item by item. Undefined values raise. */
export const equals = (a: Value, b: Value): boolean => {
  if (a === b) return !(typeof a === 'number' && Number.isNaN(a))
  if (typeof a === 'string' && typeof b === 'string') return false
  if (a instanceof LenientUndefined && !isMissing(b)) return false
  if (b instanceof LenientUndefined && !isMissing(a)) return false
  if (isMissing(a)) throw missing(a)
  if (isMissing(b)) throw missing(b)
  if (a instanceof PythonObject) return a.equals(open(b))
  if (b instanceof PythonObject) return b.equals(open(a))
  if (a instanceof Secret || b instanceof Secret) return equals(open(a), open(b))
  if (typeof a === 'object' && a !== null && !(a instanceof Float)) return objectsEqual(a, b)
  const x = numeric(a)
  const y = numeric(b)
  return x !== undefined && y !== undefined && x <= y && x >= y
}

const isMissing = (value: Value): value is Undefined | Unknown => value instanceof Undefined || value instanceof Unknown

const missing = (value: Undefined | Unknown): Error =>
  value instanceof Undefined ? new UndefinedError(value) : new UnknownSignal(value)

const objectsEqual = (a: object, b: Value): boolean => {
  if (Array.isArray(a)) return Array.isArray(b) && listsEqual(a as Value[], b)
  if (a instanceof Map) return b instanceof Map && dictsEqual(a as Map<Value, Value>, b)
  return false
}

/** What it takes to go through a list or dict, and an item of it. */
const HOLDER = 64
const ITEM = 16

const listsEqual = (a: readonly Value[], b: readonly Value[]): boolean => {
  if (a.length !== b.length || a instanceof Tuple !== b instanceof Tuple) return false
  charge(HOLDER + ITEM * a.length)
  for (let i = 0; i < a.length; i++) if (!equals(a[i]!, b[i]!)) return false
  return true
}

const dictsEqual = (a: ReadonlyMap<Value, Value>, b: Map<Value, Value>): boolean => {
  if (a.size !== b.size) return false
  charge(HOLDER + ITEM * a.size)
  for (const [key, item] of a) {
    const other = itemOf(b, key)
    if (other === undefined || !equals(item, other)) return false
  }
  return true
}

const itemOf = (dict: ReadonlyMap<Value, Value>, key: Value): Value | undefined => {
  const found = dict.get(key)
  if (found !== undefined || typeof key === 'string') return found
  for (const [candidate, item] of dict) if (equals(candidate, key)) return item
  return undefined
}
