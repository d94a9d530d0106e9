/** log, pow, root, human_readable, human_to_bytes. */
import { Float, type Value } from '../../values.ts'
import { type FilterFunction, filter } from '../plugin.ts'
import { FilterError, TemplateTypeError } from '../python/errors.ts'
import { fixed } from '../python/fixed.ts'
import { int, numeric } from '../python/number.ts'
import { parseFloatText } from '../python/parse-number.ts'
import { realLog, realLog10, realPower } from '../python/real-functions.ts'
import { str } from '../python/repr.ts'
import { typeName } from '../python/type-name.ts'
import { exactText, flagOf, required } from './arguments.ts'
import { roundFloat } from './numbers.ts'

const operand = (name: string, value: Value | undefined): number => {
  const given = required(value)
  const number = numeric(given)
  if (number !== undefined) return Number(number)
  throw new TemplateTypeError(`${name}() can only be used on numbers: must be real number, not ${typeName(given)}`)
}

const log = filter(['base?'], (_, value, [base]) => {
  const x = operand('log', value)
  const radix = base === undefined ? Math.E : operand('log', base)
  if (x <= 0 || radix <= 0) throw new FilterError('math domain error')
  if (radix === 10) return Float.of(realLog10(x))
  if (base === undefined) return Float.of(realLog(x))
  if (radix === 1) throw new FilterError('float division by zero')
  return Float.of(realLog(x) / realLog(radix))
})

const pow = filter(['y'], (_, value, [y]) => powerOf('pow', operand('pow', value), operand('pow', y)))

const powerOf = (name: string, x: number, y: number): Value => {
  const result = realPower(x, y)
  if ((Number.isNaN(result) && !Number.isNaN(x) && !Number.isNaN(y)) || (x === 0 && y < 0))
    throw new FilterError(`${name}(): math domain error`)
  if (!Number.isFinite(result) && Number.isFinite(x)) throw new FilterError('math range error')
  return Float.of(result)
}

const root = filter(['base?'], (_, value, [base]) => {
  const x = operand('root', value)
  const degree = base === undefined ? 2 : operand('root', base)
  if (degree === 2 && x < 0) throw new TemplateTypeError('root() can only be used on numbers: math domain error')
  return degree === 2 ? Float.of(Math.sqrt(x)) : powerOf('root', x, 1 / degree)
})

const units = ['Y', 'Z', 'E', 'P', 'T', 'G', 'M', 'K', 'B']
const sizeOf = (unit: string): number => 2 ** (10 * (units.length - 1 - units.indexOf(unit)))

const humanReadable = filter(['isbits?', 'unit?'], (_, value, [bits, unit]) => {
  const given = required(value)
  const size = numeric(given)
  if (size === undefined)
    throw new TemplateTypeError(`human_readable() failed on bad input: '${typeName(given)}' is no number`)
  const wanted = unit === undefined || unit === null ? undefined : exactText(unit).toUpperCase()
  const base = flagOf(bits) ? 'bits' : 'Bytes'
  const found = units.find((name) => (wanted === undefined ? Number(size) >= sizeOf(name) : wanted === name))
  if (found === undefined) return `${fixed(Number(size), 2)} ${base}`
  const suffix = found === 'B' ? base : found + (flagOf(bits) ? 'b' : 'B')
  return `${fixed(Number(size) / sizeOf(found), 2)} ${suffix}`
})

const humanToBytes = filter(['default_unit?', 'isbits?'], (_, value, [defaultUnit, bits]) => {
  const text = str(required(value))
  const [, digits = '', written] = /^\s*(\p{Nd}*\.?\p{Nd}*)\s*([A-Za-z]+)?/u.exec(text)!
  const number = numeric(parseFloatText(digits) ?? null)
  if (number === undefined) throw notUnderstood(text)
  const fallback = defaultUnit === undefined || defaultUnit === null ? undefined : exactText(defaultUnit)
  const unit = written ?? fallback
  const factor = unit === undefined ? 1 : unitFactor(unit, { bits: flagOf(bits), text })
  const size = roundFloat(Number(number) * factor, 0)
  return int(BigInt(Number(numeric(size))))
})

const notUnderstood = (text: string): FilterError =>
  new FilterError(`human_to_bytes() can't interpret following string: ${text}`)

/** `M`, `MB` and `Mbyte` for bytes, `M`, `Mb` and `Mbit` for bits. */
const unitFactor = (unit: string, { bits, text }: { bits: boolean; text: string }): number => {
  if (unit === '') throw new FilterError('string index out of range')
  const letter = unit[0]!.toUpperCase()
  const fits = unit.length === 1 || unit.toLowerCase().includes(bits ? 'bit' : 'byte') || unit[1] === (bits ? 'b' : 'B')
  if (units.includes(letter) && fits) return sizeOf(letter)
  throw notUnderstood(text)
}

/** Filters of mathematics and of sizes that people write. */
export const mathFilters: Readonly<Record<string, FilterFunction>> = {
  log,
  pow,
  root,
  human_readable: humanReadable,
  human_to_bytes: humanToBytes,
}
