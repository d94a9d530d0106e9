import { userError } from '../errors.ts'
import { didYouMean } from '../util/suggest.ts'
import { type Dict, Float, isDict, type Value } from '../values.ts'
import { type Form, keywordsOf, type ObjectKind } from './keywords.ts'
import { keyPosition, show, typeName, valuePosition } from './source.ts'

/**
 * Refuses keys that the object doesn't have and values of the wrong form; a template's form is known only when it is
 * evaluated.
 *
 * @param isOther tells the keys that are no keywords and are read elsewhere.
 * @throws UserError at the key or its value.
 */
export const checkKeywords = (source: Dict, kind: ObjectKind, isOther: (key: Value) => boolean = () => false): void => {
  const table = keywordsOf[kind]
  for (const key of source.keys()) {
    const form = typeof key === 'string' && Object.hasOwn(table, key) ? table[key] : undefined
    if (form !== undefined) checkForm(source, key as string, form)
    else if (!isOther(key)) throw unknownKeyword(source, key, kind)
  }
}

/** The error for a key that an object of that kind doesn't have. */
export const unknownKeyword = (source: Dict, key: Value, kind: ObjectKind): Error => {
  const name = typeof key === 'string' ? key : show(key)
  const hint = didYouMean(name, Object.keys(keywordsOf[kind]))
  return userError(`'${name}' is not a valid attribute for a ${kind}`, keyPosition(source, key), hint)
}

const checkForm = (source: Dict, key: string, form: Form): void => {
  const value = source.get(key) as Value
  if (form === 'own' || form === 'list' || value === null || isLate(value)) return
  if (typeof form !== 'string') return checkChoice(source, key, form)
  if (form === 'string') return checkString(source, key)
  if (forms[form](value)) return
  throw userError(
    `the field '${key}' has an invalid value (${show(value)}), and could not be converted to ${form}.`,
    valuePosition(source, key),
    hints[form],
  )
}

const checkString = (source: Dict, key: string): void => {
  const value = source.get(key) as Value
  if (!Array.isArray(value) && !isDict(value)) return
  throw userError(
    `The field '${key}' is supposed to be a string type, however the incoming data structure is a <class '${typeName(value)}'>`,
    valuePosition(source, key),
  )
}

const checkChoice = (source: Dict, key: string, choices: readonly string[]): void => {
  const value = source.get(key) as Value
  if (choices.includes(value as string)) return
  throw userError(
    `'${String(value)}' is not a valid value for ${key}. Must be one of ${choices.join(', ')}`,
    valuePosition(source, key),
    didYouMean(String(value), choices),
  )
}

/** Templates, secrets and other objects show their form when they are used. */
const isLate = (value: Value): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !isDict(value) && !(value instanceof Float)

const truths = new Set(['y', 'yes', 'on', '1', 'true', 't', '1.0', 'n', 'no', 'off', '0', 'false', 'f', '0.0'])

const plain = (value: Value): string | undefined => {
  if (value instanceof Float) return `${value.value}`
  return Array.isArray(value) || isDict(value) ? undefined : String(value)
}

const isNumeric = (text: string | undefined): boolean =>
  text !== undefined && text.trim() !== '' && !Number.isNaN(Number(text))

type Checked = Exclude<Form & string, 'own' | 'list' | 'string'>

const forms: Readonly<Record<Checked, (value: Value) => boolean>> = {
  bool: (value) => truths.has(plain(value)?.trim().toLowerCase() ?? ''),
  int: (value) => typeof value === 'boolean' || (isNumeric(plain(value)) && Number.isInteger(Number(plain(value)))),
  float: (value) => typeof value === 'boolean' || isNumeric(plain(value)),
  percent: (value) => isNumeric(plain(value)?.replaceAll('%', '')),
  dict: isDict,
}

const hints: Readonly<Partial<Record<Checked, string>>> = {
  bool: 'write true or false',
  int: 'write a whole number',
  float: 'write a number',
  percent: 'write a number, with or without %',
}
