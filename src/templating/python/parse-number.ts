/** Python's `int(text)` and `float(text)`. */
import { Float } from '../../values.ts'
import { strip } from './lines.ts'
import { int } from './number.ts'

const FLOAT = /^[+-]?(?:\d+(?:_\d+)*\.?(?:\d+(?:_\d+)*)?|\.\d+(?:_\d+)*)(?:e[+-]?\d+(?:_\d+)*)?$/i
const NAMED = /^([+-]?)(inf|infinity|nan)$/i
const PREFIXES: Readonly<Record<string, number>> = { '0x': 16, '0o': 8, '0b': 2 }

/** The float a text spells; `undefined` when it spells none. */
export const parseFloatText = (text: string): number | Float | undefined => {
  const bare = asciiDigits(strip(text))
  const named = NAMED.exec(bare)
  if (named) {
    const value = named[2]!.toLowerCase() === 'nan' ? Number.NaN : Number.POSITIVE_INFINITY
    return named[1] === '-' ? -value : value
  }
  return FLOAT.test(bare) ? Float.of(Number(bare.replaceAll('_', ''))) : undefined
}

/** The int a text spells in a base from 2 to 36, or 0 for the base that its prefix tells; `undefined` for none. */
export const parseIntText = (text: string, base = 10): number | bigint | undefined => {
  const found = /^([+-]?)(0[xob](?=_?[\da-z]))?_?([\da-z]+(?:_[\da-z]+)*)$/i.exec(asciiDigits(strip(text)))
  if (!found) return undefined
  const [, sign, prefix, body = ''] = found
  const prefixed = prefix === undefined ? undefined : PREFIXES[prefix.toLowerCase()]
  const useful = prefixed !== undefined && (base === 0 || base === prefixed)
  const radix = base === 0 ? (prefixed ?? 10) : base
  const digits = (useful ? body : `${prefix ?? ''}${body}`).replaceAll('_', '').toLowerCase()
  if (base === 0 && prefixed === undefined && /^0+[1-9]/.test(digits)) return undefined
  if (![...digits].every((digit) => Number.parseInt(digit, 36) < radix)) return undefined
  const value = wholeNumber(digits, radix)
  return int(sign === '-' ? -value : value)
}

/** Decimal digits of all scripts as ASCII ones. */
const asciiDigits = (text: string): string =>
  /[^\x00-\x7f]/.test(text) ? text.replace(/\p{Nd}/gu, (digit) => String(digitValue(digit))) : text

/** Digits come in runs of ten. */
const digitValue = (digit: string): number => {
  const code = digit.codePointAt(0)!
  let start = code
  while (/\p{Nd}/u.test(String.fromCodePoint(start - 1))) start--
  return (code - start) % 10
}

const wholeNumber = (digits: string, radix: number): bigint =>
  radix === 10
    ? BigInt(digits)
    : [...digits].reduce((sum, digit) => sum * BigInt(radix) + BigInt(Number.parseInt(digit, 36)), 0n)
