/** Python's int and float over JavaScript's number and bigint. */
import { Float, type Value } from '../../values.ts'

/** An int of any size: a number while that is exact, else a bigint. */
export const int = (value: number | bigint): number | bigint => {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value + 0 : BigInt(value)
  return value >= -9007199254740991n && value <= 9007199254740991n ? Number(value) : value
}

/** True for Python's `int`, `bool` excluded. */
export const isInt = (value: Value | undefined): value is number | bigint =>
  typeof value === 'number' ? Number.isInteger(value) : typeof value === 'bigint'

/** True for Python's `float`. */
export const isFloat = (value: Value | undefined): value is number | Float =>
  value instanceof Float || (typeof value === 'number' && !Number.isInteger(value))

/** The number an int, a float or a bool stands for; `undefined` for all else. */
export const numeric = (value: Value): number | bigint | undefined => {
  if (typeof value === 'number' || typeof value === 'bigint') return value
  if (typeof value === 'boolean') return value ? 1 : 0
  return value instanceof Float ? value.value : undefined
}

/** Python's `repr` of a float: `2.0`, `1e+16`, `inf`. */
export const floatRepr = (value: number): string => {
  if (Number.isNaN(value)) return 'nan'
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf'
  if (Object.is(value, -0)) return '-0.0'
  const size = Math.abs(value)
  if (size !== 0 && (size < 1e-4 || size >= 1e16)) return exponential(value)
  const text = plainDigits(value)
  return text.includes('.') ? text : `${text}.0`
}

const exponential = (value: number): string => {
  const [digits, exponent] = value.toExponential().split('e') as [string, string]
  const sign = exponent.startsWith('-') ? '-' : '+'
  return `${digits}e${sign}${exponent.slice(1).padStart(2, '0')}`
}

/** JavaScript turns to exponents below 1e-6 only, so the range from 1e-4 to 1e16 prints plainly. */
const plainDigits = (value: number): string => String(value)
