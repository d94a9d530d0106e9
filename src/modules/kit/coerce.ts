/** Ansible's coercions of option values: `"yes"`, `"a,b"`, `k=v`, JSON text. A failed one throws a {@link CoercionError}. */
import { dumpJson } from '../../util/python-json.ts'
import { pythonType } from '../../util/python-type.ts'
import { type Dict, Float, isDict, Secret, type Value } from '../../values.ts'
import type { OptionType } from './option.ts'

/** A value that can't be what the option needs; the message is Ansible's. */
export class CoercionError extends Error {}

/** The value as an option of that type receives it. */
export const coerce = (type: OptionType, value: Value): unknown => coercions[type](value)

const truths = new Set(['y', 'yes', 'on', '1', 'true', 't'])
const falsehoods = new Set(['n', 'no', 'off', '0', 'false', 'f'])

/** A boolean in any of the spellings Ansible takes; `undefined` for all else. */
export const toBoolean = (value: Value): boolean | undefined => {
  if (typeof value === 'boolean') return value
  const text = plainText(value)?.trim().toLowerCase()
  if (text === undefined) return undefined
  return truths.has(text) ? true : falsehoods.has(text) ? false : undefined
}

const bool = (value: Value): boolean => {
  const result = toBoolean(value)
  if (result !== undefined) return result
  throw new CoercionError(invalidBoolean(value))
}

/** Ansible's words for a value that is no boolean. */
export const invalidBoolean = (value: Value): string => {
  const valid = "0, 1, '0', '1', 'f', 'false', 'n', 'no', 'off', 'on', 't', 'true', 'y', 'yes'"
  return `The value '${shown(value)}' is not a valid boolean.  Valid booleans include: ${valid}`
}

const text = (value: Value): string => {
  if (value === null) return ''
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  const plain = plainText(value)
  return plain ?? dumpJson(value, { other: (other) => String(other) }).replaceAll('"', "'")
}

const int = (value: Value): number => {
  const plain = typeof value === 'boolean' ? Number(value) : Number(wholeText(value))
  if (Number.isInteger(plain)) return plain
  throw new CoercionError(`<class '${pythonType(value)}'> cannot be converted to an int`)
}

const float = (value: Value): number => {
  const plain = plainText(value)
  const number = plain === undefined || plain.trim() === '' ? Number.NaN : Number(plain)
  if (!Number.isNaN(number)) return number
  throw new CoercionError(`<class '${pythonType(value)}'> cannot be converted to a float`)
}

const list = (value: Value): Value[] => {
  if (Array.isArray(value)) return value
  if (typeof value === 'string') return value === '' ? [] : value.split(',').map((item) => item.trim())
  const plain = plainText(value)
  if (plain !== undefined) return [plain]
  throw new CoercionError(`<class '${pythonType(value)}'> cannot be converted to a list`)
}

const dictionary = (value: Value): Dict => {
  if (isDict(value)) return value
  if (typeof value !== 'string') throw new CoercionError(`<class '${pythonType(value)}'> cannot be converted to a dict`)
  if (value.startsWith('{')) return jsonObject(value)
  if (value.includes('=')) return keyValuePairs(value)
  throw new CoercionError('dictionary requested, could not parse JSON or key=value')
}

const jsonObject = (source: string): Dict => {
  try {
    return new Map(Object.entries(JSON.parse(source) as Record<string, Value>))
  } catch {
    throw new CoercionError('unable to evaluate string as dictionary')
  }
}

const keyValuePairs = (source: string): Dict => {
  const pairs = source.match(/(?:[^\s,'"]|'[^']*'|"[^"]*")+/g) ?? []
  return new Map(
    pairs.map((pair) => {
      const [key = '', ...rest] = pair.split('=')
      return [key.trim(), rest.join('=').replaceAll(/['"]/g, '')]
    }),
  )
}

const units: Readonly<Record<string, number>> = { B: 1, K: 2 ** 10, M: 2 ** 20, G: 2 ** 30, T: 2 ** 40, P: 2 ** 50 }

const bytes = (value: Value): number => {
  const match = /^\s*([\d.]+)\s*([BKMGTP])?[Bb]?\w*\s*$/i.exec(plainText(value) ?? '')
  if (match) return Math.round(Number(match[1]) * (units[(match[2] ?? 'B').toUpperCase()] ?? 1))
  throw new CoercionError(`<class '${pythonType(value)}'> cannot be converted to a Byte value`)
}

const bits = (value: Value): number => {
  const match = /^\s*([\d.]+)\s*([KMGTP])?(?:b|bits?)?\s*$/i.exec(plainText(value) ?? '')
  if (match) return Math.round(Number(match[1]) * (units[(match[2] ?? 'B').toUpperCase()] ?? 1))
  throw new CoercionError(`<class '${pythonType(value)}'> cannot be converted to a Bit value`)
}

/** A number for a mode is octal when it was written as `0644`: YAML has made that 420, so it is shown in octal again. */
const mode = (value: Value): string => (typeof value === 'number' ? `0${value.toString(8)}` : text(value))

const secret = (value: Value): Secret => (value instanceof Secret ? value : new Secret(text(value)))

const json = (value: Value): string => (typeof value === 'string' ? value : dumpJson(value))

const same = (value: Value): Value => value

const coercions: Readonly<Record<OptionType, (value: Value) => unknown>> = {
  str: text,
  path: text,
  bool,
  int,
  float,
  list,
  dict: dictionary,
  raw: same,
  mode,
  secret,
  bytes,
  bits,
  jsonarg: json,
  expression: same,
}

/** Text, numbers and secrets as text; `undefined` for all else. */
const plainText = (value: Value): string | undefined => {
  if (typeof value === 'string') return value
  if (value instanceof Secret) return value.reveal()
  if (value instanceof Float) return `${value.value}.0`
  return typeof value === 'number' || typeof value === 'bigint' ? String(value) : undefined
}

const wholeText = (value: Value): string => (plainText(value)?.trim() || 'none').replace(/\.0$/, '')

const shown = (value: Value): string => (value instanceof Secret ? '********' : (plainText(value) ?? String(value)))
