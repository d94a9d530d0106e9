/** Python's `'%s' % value`. */
import { Float, Tuple, Undefined, type Value } from '../../values.ts'
import { dictGet } from './dict-key.ts'
import { FilterError, TemplateTypeError } from './errors.ts'
import { exponential, fixed } from './fixed.ts'
import { floatRepr, isInt, numeric } from './number.ts'
import { PythonObject } from './object.ts'
import { repeatText } from './repeat-text.ts'
import { ascii, repr, str } from './repr.ts'
import { takeCharacters, textLength } from './text.ts'
import { typeName } from './type-name.ts'

interface Conversion {
  readonly flags: string
  readonly width: number
  readonly precision: number | undefined
  readonly type: string
}

const SPEC = /%(?:\(([^)]*)\))?([-+ #0]*)(\*|\d+)?(?:\.(\*|\d*))?[hlL]?(.)?/gsu
const LARGEST_WIDTH = 1 << 20

/** The text with each `%` conversion replaced; raises Python's errors for wrong counts and types. */
export const formatPercent = (format: string, argument: Value, shown: Shown = PLAIN): string => {
  const args = argument instanceof Tuple ? argument : [argument]
  let next = 0
  let named = false
  const take = (): Value => {
    const value = args[next++]
    if (value === undefined) throw new TemplateTypeError('not enough arguments for format string')
    return value
  }
  const star = (text: string | undefined): number | undefined =>
    text === undefined ? undefined : text === '*' ? starred(take()) : Number(text)
  const text = format.replace(
    SPEC,
    (_, key?: string, flags = '', width?: string, precision?: string, type?: string) => {
      if (type === undefined) throw new FilterError('incomplete format')
      if (key !== undefined) named = true
      const value = key === undefined ? undefined : lookUp(argument, key)
      const size = star(width) ?? 0
      const digits = star(precision)
      if (type === '%') return '%'
      const conversion = { flags: size < 0 ? `${flags}-` : flags, width: Math.abs(size), precision: digits, type }
      return convert(conversion, value === undefined ? take() : value, shown)
    },
  )
  if (
    !named &&
    next < args.length &&
    !(
      argument instanceof Map ||
      argument instanceof Undefined ||
      (argument instanceof PythonObject && ['bytes', 'range'].includes(argument.typeName)) ||
      (Array.isArray(argument) && !(argument instanceof Tuple))
    )
  )
    throw new TemplateTypeError('not all arguments converted during string formatting')
  return text
}

const starred = (value: Value): number => {
  if (isInt(value) || typeof value === 'boolean') return Number(value)
  throw new TemplateTypeError('* wants int')
}

/** How a value becomes text for `%s` and `%r`. */
export interface Shown {
  readonly str: (value: Value) => string
  readonly repr: (value: Value) => string
}

const PLAIN: Shown = { str, repr }

const lookUp = (argument: Value, key: string): Value => {
  if (argument instanceof Undefined) return argument
  if (!(argument instanceof Map)) throw new TemplateTypeError('format requires a mapping')
  const value = dictGet(argument, key)
  if (value === undefined) throw new FilterError(`KeyError: ${repr(key)}`)
  return value
}

const convert = (conversion: Conversion, value: Value, shown: Shown): string => {
  const { flags, type } = conversion
  if (conversion.width > LARGEST_WIDTH || (conversion.precision ?? 0) > LARGEST_WIDTH)
    throw new FilterError('width too big')
  if ('diu'.includes(type)) return padNumber(conversion, wholeDigits(conversion, value))
  if ('xXo'.includes(type)) return padNumber(conversion, baseDigits(conversion, value))
  if ('eEfFgG'.includes(type)) return padNumber(conversion, floatDigits(conversion, value))
  const text = conversionText(conversion, value, shown)
  const gap = repeatText(' ', conversion.width - textLength(text))
  return flags.includes('-') ? text + gap : gap + text
}

const conversionText = ({ type, precision }: Conversion, value: Value, shown: Shown): string => {
  const isRepr = type === 'r' || type === 'a'
  const whole =
    type === 's' ? shown.str(value) : type === 'a' ? ascii(value) : isRepr ? shown.repr(value) : character(type, value)
  return precision === undefined || type === 'c' ? whole : takeCharacters(whole, Math.max(0, precision))
}

const character = (type: string, value: Value): string => {
  if (type !== 'c')
    throw new FilterError(`unsupported format character '${type}' (0x${type.codePointAt(0)!.toString(16)})`)
  const code = typeof value === 'boolean' || typeof value === 'bigint' ? Number(value) : value
  if (typeof code === 'number' && Number.isInteger(code)) {
    if (code < 0 || code > 0x10ffff) throw new FilterError('%c arg not in range(0x110000)')
    return String.fromCodePoint(code)
  }
  if (typeof value === 'string' && textLength(value) === 1) return value
  throw new TemplateTypeError('%c requires int or char')
}

const number = ({ type }: Conversion, value: Value): number | bigint => {
  const result = numeric(value)
  if (result !== undefined) return result
  const wanted = 'xXo'.includes(type)
    ? 'an integer is required'
    : 'eEfFgG'.includes(type)
      ? 'must be real number'
      : 'a real number is required'
  throw new TemplateTypeError(
    wanted === 'must be real number'
      ? `${wanted}, not ${typeName(value)}`
      : `%${type} format: ${wanted}, not ${typeName(value)}`,
  )
}

const wholeDigits = (conversion: Conversion, value: Value): string => {
  const whole = number(conversion, value)
  if (typeof whole === 'number' && !Number.isFinite(whole))
    throw new FilterError(`cannot convert float ${Number.isNaN(whole) ? 'NaN' : 'infinity'} to integer`)
  const digits = typeof whole === 'bigint' ? whole.toString() : BigInt(Math.trunc(whole)).toString()
  return zeroExtended(digits, conversion.precision)
}

const baseDigits = (conversion: Conversion, value: Value): string => {
  const whole = number(conversion, value)
  if (value instanceof Float || (typeof whole === 'number' && !Number.isInteger(whole)))
    throw new TemplateTypeError(`%${conversion.type} format: an integer is required, not float`)
  const digits = zeroExtended(whole.toString(conversion.type === 'o' ? 8 : 16), conversion.precision)
  const prefix = conversion.flags.includes('#') ? `0${conversion.type}` : ''
  const signed = digits.startsWith('-') ? `-${prefix}${digits.slice(1)}` : prefix + digits
  return conversion.type === 'X' ? signed.toUpperCase() : signed
}

const zeroExtended = (digits: string, precision = 0): string =>
  digits.startsWith('-') ? `-${digits.slice(1).padStart(precision, '0')}` : digits.padStart(precision, '0')

const floatDigits = (conversion: Conversion, value: Value): string => {
  const text = formatFloat(Number(number(conversion, value)), conversion.type, {
    precision: conversion.precision ?? 6,
    alternate: conversion.flags.includes('#'),
  })
  return text
}

/** A float in the format `e`, `f` or `g` (upper case for upper case output), as C's printf prints it. */
export const formatFloat = (
  value: number,
  type: string,
  options: { precision: number; alternate?: boolean },
): string => {
  const text = Number.isFinite(value) ? finite(value, type.toLowerCase(), options) : floatRepr(value)
  return type === type.toUpperCase() ? text.toUpperCase() : text
}

const finite = (value: number, type: string, options: { precision: number; alternate?: boolean }): string => {
  const text = digitsOf(value, type, options)
  // The alternate form always has a point.
  return options.alternate === true && !text.includes('.') ? text.replace(/(?=e|$)/, '.') : text
}

const digitsOf = (value: number, type: string, options: { precision: number; alternate?: boolean }): string => {
  const { precision } = options
  const sign = Object.is(value, -0) ? '-' : ''
  if (type === 'f') return fixed(value, precision)
  if (type === 'e') return sign + twoDigitExponent(exponential(value, precision))
  return generalFormat(value, Math.max(1, precision), options.alternate === true)
}

const generalFormat = (value: number, precision: number, alternate: boolean): string => {
  const exponent = value === 0 ? 0 : Number(exponential(value, precision - 1).split('e')[1])
  const plain = exponent >= -4 && exponent < precision
  const text = plain ? fixed(value, precision - 1 - exponent) : twoDigitExponent(exponential(value, precision - 1))
  return alternate
    ? text
    : text.replace(/\.?0+(?=e|$)/, (zeros, at: number) =>
        text.slice(0, at).includes('.') || zeros.startsWith('.') ? '' : zeros,
      )
}

const twoDigitExponent = (text: string): string =>
  text.replace(/e([-+])(\d+)$/, (_, sign: string, digits: string) => `e${sign}${digits.padStart(2, '0')}`)

const padNumber = ({ flags, width }: Conversion, digits: string): string => {
  const negative = digits.startsWith('-')
  const sign = negative ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : ''
  const body = negative ? digits.slice(1) : digits
  const gap = Math.max(0, width - sign.length - body.length)
  if (flags.includes('-')) return sign + body + repeatText(' ', gap)
  return flags.includes('0') ? zeroPadded(sign, body, gap) : repeatText(' ', gap) + sign + body
}

const zeroPadded = (sign: string, body: string, gap: number): string => {
  const prefix = /^0[xXo]/.exec(body)?.[0] ?? ''
  return sign + prefix + repeatText('0', gap) + body.slice(prefix.length)
}
