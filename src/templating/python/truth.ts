/** Python's truth of a value. */
import { Float, Secret, Undefined, Unknown, type Value } from '../../values.ts'
import { UndefinedError, UnknownSignal } from './errors.ts'
import { LenientUndefined } from './lenient-undefined.ts'
import { PythonObject } from './object.ts'
import { reveal } from './secret.ts'

/** Python's `bool(value)`: empty containers, zero and None are false. An undefined value raises, as in Ansible. */
export const truth = (value: Value): boolean => {
  switch (typeof value) {
    case 'boolean':
      return value
    case 'string':
      return value !== ''
    case 'number':
      return value !== 0
    case 'bigint':
      return value !== 0n
    default:
      return value !== null && objectTruth(value)
  }
}

const objectTruth = (value: object): boolean => {
  if (Array.isArray(value)) return value.length > 0
  if (value instanceof Map) return value.size > 0
  if (value instanceof Float) return value.value !== 0
  if (value instanceof PythonObject) return value.truth()
  if (value instanceof Secret) return reveal(value) !== ''
  if (value instanceof LenientUndefined) return false
  if (value instanceof Undefined) throw new UndefinedError(value)
  if (value instanceof Unknown) throw new UnknownSignal(value)
  return true
}
