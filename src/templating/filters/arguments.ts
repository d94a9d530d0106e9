/** Reads the arguments of filters and tests, with Python's errors for wrong types. */
import { Undefined, type Value } from '../../values.ts'
import { Bytes } from '../python/bytes.ts'
import { TemplateTypeError, UndefinedError } from '../python/errors.ts'
import { toArray } from '../python/iterate.ts'
import { LenientUndefined } from '../python/lenient-undefined.ts'
import { numeric } from '../python/number.ts'
import { PythonObject } from '../python/object.ts'
import { str } from '../python/repr.ts'
import { open } from '../python/secret.ts'
import { truth } from '../python/truth.ts'
import { typeName } from '../python/type-name.ts'

/** The value, unless it is undefined: that raises. */
export const required = (value: Value | undefined): Exclude<Value, Undefined> => {
  if (value instanceof LenientUndefined) return ''
  if (value instanceof Undefined) throw new UndefinedError(value)
  if (value === undefined) throw new TemplateTypeError('missing a required argument')
  return value
}

/** Python's `str(value)`; the fallback when there is no argument. */
export const textOf = (value: Value | undefined, fallback = ''): string =>
  value === undefined ? fallback : typeof value === 'string' ? value : str(value)

/** As {@link textOf}, but bytes are the text they encode: Ansible's filters take them so, Jinja's do not. */
export const plainText = (value: Value): string => (value instanceof Bytes ? value.text : textOf(value))

/** A text; Python's TypeError for all else. */
export const exactText = (value: Value | undefined, what = 'expected str'): string => {
  const opened = open(required(value))
  if (typeof opened === 'string') return opened
  if (opened instanceof PythonObject && opened.typeName === 'Markup') return opened.str()
  throw new TemplateTypeError(`${what}, not ${typeName(opened)}`)
}

/** Python's truth of an argument. */
export const flagOf = (value: Value | undefined, fallback = false): boolean =>
  value === undefined ? fallback : truth(required(value))

/** A whole number; Python's TypeError for all else. */
export const wholeOf = (value: Value | undefined, fallback?: number): number => {
  if (value === undefined && fallback !== undefined) return fallback
  const given = required(value)
  const number = numeric(given)
  if (number === undefined || typeName(given) === 'float')
    throw new TemplateTypeError(`'${typeName(given)}' object cannot be interpreted as an integer`)
  return Number(number)
}

/** A number of any kind as a float. */
export const numberOf = (value: Value | undefined, fallback?: number): number => {
  if (value === undefined && fallback !== undefined) return fallback
  const given = required(value)
  const number = numeric(given)
  if (number === undefined) throw new TemplateTypeError(`must be real number, not ${typeName(given)}`)
  return Number(number)
}

/** The items of an iterable. */
export const itemsOf = (value: Value | undefined): readonly Value[] => toArray(required(value))

/** True for lists and tuples, which Ansible calls sequences. */
export const isList = (value: Value | undefined): value is Value[] => Array.isArray(value)

/** `'list'` for messages that name the type of what was given: `<class 'list'>`. */
export const classOf = (value: Value): string => {
  const name = typeName(value)
  return name === 'AnsibleUndefined' ? "<class 'ansible.template.AnsibleUndefined'>" : `<class '${name}'>`
}
