/** Jinja's filters of numbers: abs, int, float, round, filesizeformat. */
import { Float, type Value } from '../../values.ts'
import { type FilterFunction, filter } from '../plugin.ts'
import { PyComplex } from '../python/complex.ts'
import { FilterError, TemplateTypeError } from '../python/errors.ts'
import { fixed } from '../python/fixed.ts'
import { int, isInt, numeric } from '../python/number.ts'
import { parseFloatText, parseIntText } from '../python/parse-number.ts'
import { realPower } from '../python/real-functions.ts'
import { str } from '../python/repr.ts'
import { open } from '../python/secret.ts'
import { typeName } from '../python/type-name.ts'
import { flagOf, required, textOf, wholeOf } from './arguments.ts'

const abs = filter([], (_, value) => {
  const given = required(value)
  if (given instanceof PyComplex) return Float.of(Math.hypot(given.real, given.imaginary))
  const number = numeric(given)
  if (number === undefined) throw new TemplateTypeError(`bad operand type for abs(): '${typeName(given)}'`)
  if (typeof number === 'bigint') return number < 0n ? -number : number
  return given instanceof Float ? new Float(Math.abs(number)) : Math.abs(number)
})

const toInt = filter(['default?', 'base?'], (_, value, [fallback = 0, base]) => {
  const given = open(required(value))
  if (typeof given === 'string') return textToInt(given, base) ?? fallback
  const number = numeric(given)
  if (number === undefined || Number.isNaN(number)) return fallback
  if (typeof number === 'number' && !Number.isFinite(number))
    throw new FilterError('cannot convert float infinity to integer')
  return typeof number === 'bigint' ? number : int(Math.trunc(number))
})

const textToInt = (text: string, base: Value = 10): number | bigint | undefined => {
  // With a base that is none the text counts as a float.
  const whole = isBase(base) ? parseIntText(text, Number(base)) : undefined
  if (whole !== undefined) return whole
  const float = numeric(parseFloatText(text) ?? null)
  if (float === undefined) return undefined
  if (Number.isNaN(Number(float))) return undefined
  if (!Number.isFinite(Number(float))) throw new FilterError(`cannot convert float ${text} to integer`)
  return int(Math.trunc(Number(float)))
}

const isBase = (base: Value): boolean =>
  (isInt(base) || typeof base === 'boolean') && (Number(base) === 0 || (Number(base) >= 2 && Number(base) <= 36))

const toFloat = filter(['default?'], (_, value, [fallback = new Float(0)]) => {
  const given = open(required(value))
  if (typeof given === 'string') return parseFloatText(given) ?? fallback
  const number = numeric(given)
  return number === undefined ? fallback : Float.of(Number(number))
})

const round = filter(['precision?', 'method?'], (_, value, [precision, method]) => {
  const digits = wholeOf(precision, 0)
  const how = textOf(method, 'common')
  const given = required(value)
  if (how !== 'common' && how !== 'ceil' && how !== 'floor')
    throw new FilterError('method must be common, ceil or floor')
  const number = numeric(given)
  if (number === undefined) throw new TemplateTypeError(`type ${typeName(given)} doesn't define __round__ method`)
  if (how === 'common')
    return isInt(given) || typeof given === 'boolean' ? roundInt(number, digits) : roundFloat(Number(number), digits)
  const scale = digits < 0 ? realPower(10, digits) : Number(10n ** BigInt(digits))
  const scaled = Number(number) * scale
  if (!Number.isFinite(scaled))
    throw new FilterError(`cannot convert float ${Number.isNaN(scaled) ? 'NaN' : 'infinity'} to integer`)
  // Adding 0 turns the -0 that JavaScript rounds to into Python's 0.
  return Float.of(((how === 'ceil' ? Math.ceil(scaled) : Math.floor(scaled)) + 0) / scale)
})

/** Python's `round` of an int: to tens and hundreds for negative digits, a tie to the even one. */
const roundInt = (number: number | bigint, digits: number): Value => {
  if (digits >= 0) return number
  const unit = 10n ** BigInt(-digits)
  const whole = BigInt(number)
  const rest = ((whole % unit) + unit) % unit
  const floor = whole - rest
  const up = rest * 2n > unit || (rest * 2n === unit && (floor / unit) % 2n !== 0n)
  return int(up ? floor + unit : floor)
}

/** Python's `round` of a float, a tie to the even digit. */
export const roundFloat = (number: number, digits: number): Value => {
  if (!Number.isFinite(number)) return number
  if (digits >= 0) return Float.of(Number(fixed(number, digits)))
  if (digits < -308) return Float.of(number < 0 ? -0 : 0)
  const whole = Math.trunc(number)
  // Twice the number, and one more for a fraction: so a half is told from what is a little more.
  const unit = 10n ** BigInt(-digits)
  const size = BigInt(Math.abs(whole)) * 2n + (whole === number ? 0n : 1n)
  const [floor, rest] = [size / (2n * unit), size % (2n * unit)]
  const up = rest > unit || (rest === unit && floor % 2n === 1n)
  const rounded = Number((up ? floor + 1n : floor) * unit)
  return Float.of(number < 0 ? -rounded : rounded)
}

const sizePrefixes = {
  binary: ['KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB', 'ZiB', 'YiB'],
  decimal: ['kB', 'MB', 'GB', 'TB', 'PB', 'EB', 'ZB', 'YB'],
}

const filesizeformat = filter(['binary?'], (_, value, [binary]) => {
  const given = open(required(value))
  const bytes = Number(numeric(typeof given === 'string' ? (parseFloatText(given) ?? null) : given) ?? Number.NaN)
  if (Number.isNaN(bytes)) throw new FilterError(`could not convert string to float: '${str(given)}'`)
  const base = flagOf(binary) ? 1024 : 1000
  if (bytes === 1) return '1 Byte'
  if (bytes < base) return `${BigInt(Math.trunc(bytes))} Bytes`
  const prefixes = sizePrefixes[flagOf(binary) ? 'binary' : 'decimal']
  const power = prefixes.findIndex((_name, index) => bytes < base ** (index + 2))
  const index = power < 0 ? prefixes.length - 1 : power
  return `${fixed((base * bytes) / base ** (index + 2), 1)} ${prefixes[index]}`
})

/** Jinja's filters of numbers. */
export const numberFilters: Readonly<Record<string, FilterFunction>> = {
  abs,
  int: toInt,
  float: toFloat,
  round,
  filesizeformat,
}
