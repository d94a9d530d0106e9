/** JSON as Python's `json.dumps` writes it. */
import { Float, isDict, type Value } from '../values.ts'

export interface DumpOptions {
  /** Spaces for each level; all on one line when absent. */
  readonly indent?: number | undefined
  readonly sortKeys?: boolean | undefined
  /** Write non-ASCII characters as `\uXXXX`, as Python does unless told otherwise. */
  readonly ensureAscii?: boolean | undefined
  /** Between items and after a key; Python's defaults depend on `indent`. */
  readonly separators?: readonly [string, string] | undefined
  /** Gives the text for a value that JSON can't hold; throws by default. */
  readonly other?: ((value: Value) => Value) | undefined
}

/** The value as JSON text, in Python's spelling of numbers, spaces and escapes. */
export const dumpJson = (value: Value, options: DumpOptions = {}): string => write(value, options, '\n')

const write = (value: Value, options: DumpOptions, newline: string): string => {
  if (value === null) return 'null'
  if (typeof value === 'boolean' || typeof value === 'bigint') return String(value)
  if (typeof value === 'string') return quoteJson(value, options.ensureAscii ?? true)
  if (typeof value === 'number' || value instanceof Float) return numberText(value)
  if (Array.isArray(value)) return writeList(value, options, newline)
  if (isDict(value)) return writeDict(value, options, newline)
  if (options.other) return write(options.other(value), options, newline)
  throw new TypeError(`Object of type ${value.constructor.name} is not JSON serializable`)
}

const writeList = (list: readonly Value[], options: DumpOptions, newline: string): string =>
  enclose(['[', ']'], list, { options, newline, item: (value, inner) => write(value, options, inner) })

const writeDict = (dict: ReadonlyMap<Value, Value>, options: DumpOptions, newline: string): string => {
  const written = options.sortKeys ? inOrder(dict) : [...dict]
  const entries = written.map(([key, value]) => [keyText(key), value] as const)
  const colon = options.separators?.[1] ?? ': '
  const item = ([key, value]: readonly [string, Value], inner: string): string =>
    `${quoteJson(key, options.ensureAscii ?? true)}${colon}${write(value, options, inner)}`
  return enclose(['{', '}'], entries, { options, newline, item })
}

/** The entries by their keys: numbers by what they are worth, all else as it is written. */
const inOrder = (dict: ReadonlyMap<Value, Value>): [Value, Value][] => {
  const numbers = [...dict.keys()].every((key) => worth(key) !== undefined)
  const rank = (key: Value): string | number | bigint => (numbers ? worth(key)! : keyText(key))
  return [...dict].sort(([a], [b]) => (rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : 0))
}

const worth = (key: Value): number | bigint | undefined => {
  if (typeof key === 'number' || typeof key === 'bigint') return key
  if (typeof key === 'boolean') return Number(key)
  return key instanceof Float ? key.value : undefined
}

interface Enclosing<T> {
  readonly options: DumpOptions
  readonly newline: string
  readonly item: (value: T, newline: string) => string
}

const enclose = <T>([open, close]: readonly [string, string], items: readonly T[], how: Enclosing<T>): string => {
  if (items.length === 0) return open + close
  const { indent, separators } = how.options
  const comma = separators?.[0] ?? (indent === undefined ? ', ' : ',')
  if (indent === undefined) return open + items.map((item) => how.item(item, how.newline)).join(comma) + close
  const inner = how.newline + ' '.repeat(indent)
  return open + inner + items.map((item) => how.item(item, inner)).join(comma + inner) + how.newline + close
}

const keyText = (key: Value): string => {
  if (typeof key === 'string') return key
  if (key === null) return 'null'
  return typeof key === 'number' || key instanceof Float ? numberText(key) : String(key)
}

const numberText = (number: number | Float): string => {
  const value = typeof number === 'number' ? number : number.value
  return !Number.isFinite(value) || (Number.isInteger(value) && typeof number === 'number')
    ? String(value)
    : floatText(value)
}

/** Python's `repr` of a finite float: shortest digits, an exponent from 1e16 and below 1e-4. */
export const floatText = (value: number): string => {
  const magnitude = Math.abs(value)
  if (value !== 0 && (magnitude >= 1e16 || magnitude < 1e-4)) {
    const [digits, exponent] = value.toExponential().split('e') as [string, string]
    return `${digits}e${exponent[0]}${exponent.slice(1).padStart(2, '0')}`
  }
  const text = Object.is(value, -0) ? '-0' : String(value)
  return text.includes('.') ? text : `${text}.0`
}

const escapes: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\f': '\\f',
  '\b': '\\b',
}

/** A text in quotes; `ascii` writes all other characters as escapes. */
export const quoteJson = (text: string, ascii: boolean): string => {
  const pattern = ascii ? /["\\]|[^ -~]/g : /["\\\u0000-\u001f]/g
  const escaped = (char: string): string => escapes[char] ?? `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`
  return `"${text.replace(pattern, escaped)}"`
}
