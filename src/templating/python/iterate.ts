/** Python's iteration and `len`. */
import { Secret, Undefined, Unknown, type Value } from '../../values.ts'
import { TemplateTypeError, UndefinedError, UnknownSignal } from './errors.ts'
import { LenientUndefined } from './lenient-undefined.ts'
import { PythonObject } from './object.ts'
import { reveal } from './secret.ts'
import { characters, textLength } from './text.ts'
import { typeName } from './type-name.ts'

/** True for what `for` can go over: strings, lists, tuples, dicts, sets, generators. */
export const isIterable = (value: Value): boolean =>
  typeof value === 'string' ||
  Array.isArray(value) ||
  value instanceof Map ||
  value instanceof Secret ||
  (value instanceof PythonObject && value.iterate() !== undefined)

/** The items of a value: a dict gives its keys, a string its characters. Raises Python's TypeError for all else. */
export const iterate = (value: Value): Iterable<Value> => {
  if (Array.isArray(value)) return value
  if (value instanceof Map) return value.keys()
  if (typeof value === 'string') return characters(value)
  if (value instanceof PythonObject) {
    const items = value.iterate()
    if (items !== undefined) return items
  }
  if (value instanceof Secret) return characters(reveal(value))
  if (value instanceof LenientUndefined) return []
  if (value instanceof Undefined) throw new UndefinedError(value)
  if (value instanceof Unknown) throw new UnknownSignal(value)
  throw new TemplateTypeError(`'${typeName(value)}' object is not iterable`)
}

/** The items as an array; a list is given as it is, not copied. */
export const toArray = (value: Value): readonly Value[] => (Array.isArray(value) ? value : [...iterate(value)])

/** Python's `len(value)`. */
export const length = (value: Value): number => {
  if (typeof value === 'string') return textLength(value)
  if (Array.isArray(value)) return value.length
  if (value instanceof Map) return value.size
  if (value instanceof Secret) return textLength(reveal(value))
  if (value instanceof PythonObject) {
    const size = value.length()
    if (size !== undefined) return size
  }
  if (value instanceof LenientUndefined) return 0
  if (value instanceof Undefined) throw new UndefinedError(value)
  if (value instanceof Unknown) throw new UnknownSignal(value)
  throw new TemplateTypeError(`object of type '${typeName(value)}' has no len()`)
}
