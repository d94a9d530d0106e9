/** Python's names for the types of values. */
import { Float, Omit, Secret, Template, Tuple, Undefined, Unknown, type Value } from '../../values.ts'
import { PythonObject } from './object.ts'

/** Python's `type(value).__name__`: `int`, `str`, `NoneType`. */
export const typeName = (value: Value): string => {
  switch (typeof value) {
    case 'string':
      return 'str'
    case 'boolean':
      return 'bool'
    case 'bigint':
      return 'int'
    case 'number':
      return Number.isInteger(value) ? 'int' : 'float'
    default:
      return value === null ? 'NoneType' : nameOfObject(value)
  }
}

const nameOfObject = (value: object): string => {
  if (Array.isArray(value)) return value instanceof Tuple ? 'tuple' : 'list'
  if (value instanceof Map) return 'dict'
  if (value instanceof Float) return 'float'
  if (value instanceof PythonObject) return value.typeName
  if (value instanceof Undefined) return 'AnsibleUndefined'
  if (value instanceof Secret) return 'AnsibleVaultEncryptedUnicode'
  if (value instanceof Template || value instanceof Omit) return 'str'
  if (value instanceof Unknown) return 'Unknown'
  return 'object'
}
