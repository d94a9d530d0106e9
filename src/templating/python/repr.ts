/** Python's `repr` and `str` of every value. */
import { Float, OpaqueValue, Secret, Template, Tuple, Undefined, Unknown, type Value } from '../../values.ts'
import { Timestamp } from '../../yaml/timestamp.ts'
import { UndefinedError, UnknownSignal } from './errors.ts'
import { LenientUndefined } from './lenient-undefined.ts'
import { charge, checkLength } from './limits.ts'
import { MissingItem } from './missing-item.ts'
import { floatRepr } from './number.ts'
import { PythonObject } from './object.ts'
import { reveal } from './secret.ts'

/** Python's `str(value)`: what `{{ value }}` prints. An undefined value raises {@link UndefinedError}. */
export const str = (value: Value): string => {
  if (typeof value === 'string') return value
  if (value instanceof PythonObject) return value.str()
  if (value instanceof Secret) return reveal(value)
  if (value instanceof Template) return value.source
  if (value instanceof Timestamp) return value.toString()
  if (value instanceof Undefined) return undefinedText(value)
  return repr(value)
}

/** Python's `ascii(value)`. */
export const ascii = (value: Value): string =>
  repr(value).replace(/[^\x00-\x7f]/gu, (char) => {
    const hex = char.codePointAt(0)!.toString(16)
    if (hex.length <= 2) return `\\x${hex}`
    return hex.length <= 4 ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`
  })

/** Python's `repr(value)`: what a container prints for its items. */
export const repr = (value: Value): string => {
  switch (typeof value) {
    case 'string':
      return textRepr(value)
    case 'number':
      return Number.isInteger(value) ? String(value) : floatRepr(value)
    case 'boolean':
      return value ? 'True' : 'False'
    case 'bigint':
      return value.toString()
    default:
      return value === null ? 'None' : objectRepr(value, [])
  }
}

type Seen = readonly object[]

const nested = (value: Value, seen: Seen): string =>
  Array.isArray(value) || value instanceof Map ? objectRepr(value, seen) : repr(value)

const objectRepr = (value: object, seen: Seen): string => {
  if (Array.isArray(value)) return arrayRepr(value as Value[], seen)
  if (value instanceof Map) return dictRepr(value as Map<Value, Value>, seen)
  if (value instanceof Float) return floatRepr(value.value)
  if (value instanceof OpaqueValue) return value.repr()
  if (value instanceof Secret) return textRepr(reveal(value))
  if (value instanceof Template) return textRepr(value.source)
  if (value instanceof Undefined) return undefinedRepr(value, seen)
  if (value instanceof Unknown) throw new UnknownSignal(value)
  throw new Error(`not a value: ${String(value)}`)
}

/** What it takes to write a list or dict, and an item. */
const HOLDER = 64
const ITEM = 32

const arrayRepr = (value: Value[], seen: Seen): string => {
  const isTuple = value instanceof Tuple
  if (seen.includes(value)) return isTuple ? '(...)' : '[...]'
  const inner = [...seen, value]
  let text = ''
  charge(HOLDER + ITEM * value.length)
  for (let i = 0; i < value.length; i++) text = checkLength(text + (i > 0 ? ', ' : '') + nested(value[i]!, inner))
  if (!isTuple) return `[${text}]`
  return value.length === 1 ? `(${text},)` : `(${text})`
}

const dictRepr = (value: Map<Value, Value>, seen: Seen): string => {
  if (seen.includes(value)) return '{...}'
  const inner = [...seen, value]
  let text = ''
  charge(HOLDER + ITEM * value.size)
  for (const [key, item] of value)
    text = checkLength(`${text}${text === '' ? '' : ', '}${repr(key)}: ${nested(item, inner)}`)
  return `{${text}}`
}

// Python escapes what it calls not printable: the categories C and Z, the space excepted.
const SPECIAL = /[\\'\p{C}\p{Z}]/u
const ESCAPED_ALWAYS = /[\\\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu

/** Python's `repr` of a string. */
export const textRepr = (text: string): string => {
  if (!SPECIAL.test(text)) return `'${text}'`
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'"
  const escaped = text.replace(ESCAPED_ALWAYS, escapeCharacter)
  return quote + (quote === "'" ? escaped.replaceAll("'", "\\'") : escaped) + quote
}

const NAMED: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }

const escapeCharacter = (character: string): string => {
  const named = NAMED[character]
  if (named !== undefined) return named
  const code = character.codePointAt(0)!
  const hex = code.toString(16)
  if (code < 0x100) return `\\x${hex.padStart(2, '0')}`
  return code < 0x10000 ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`
}

/** What the reference shows for a name that is not there, inside a list for one. */
const undefinedRepr = (value: Undefined, seen: Seen): string => {
  if (value instanceof LenientUndefined) return 'Undefined'
  const [hint, owner] = value instanceof MissingItem ? ['None', nested(value.target, seen)] : [hintOf(value), 'missing']
  return `AnsibleUndefined(hint=${hint}, obj=${owner}, name=${nameOf(value)})`
}

const nameOf = (value: Undefined): string => {
  if (value instanceof MissingItem) return repr(value.key)
  return value.name === '' ? 'None' : textRepr(value.name)
}

const hintOf = ({ hint }: Undefined): string => (hint === undefined ? 'None' : textRepr(hint))

const undefinedText = (value: Undefined): string => {
  if (value instanceof LenientUndefined) return ''
  throw new UndefinedError(value)
}
