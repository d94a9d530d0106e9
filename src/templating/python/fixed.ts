/** Floats with a fixed number of decimals. */

const MOST_DIGITS = 100

/** `value` with that many decimals, correctly rounded, a tie to the even digit, as Python prints and rounds. */
export const fixed = (value: number, decimals: number): string => {
  const digits = Math.min(decimals, MOST_DIGITS)
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf'
  if (Object.is(value, -0)) return `-${(0).toFixed(digits)}`
  // toFixed turns to exponents from 1e21 on; a double that large is whole.
  if (Math.abs(value) >= 1e21) return BigInt(value).toString() + (digits > 0 ? `.${'0'.repeat(digits)}` : '')
  return isTie(value, digits) ? toEven(value, digits) : value.toFixed(digits)
}

/** JavaScript rounds an exact tie away from zero; nothing else differs. */
const isTie = (value: number, digits: number): boolean =>
  digits + 30 <= MOST_DIGITS && /50{29}$/.test(value.toFixed(digits + 30))

const toEven = (value: number, digits: number): string => {
  const truncated = value
    .toFixed(digits + 30)
    .slice(0, -30)
    .replace(/\.$/, '')
  const lastDigit = Number(truncated.at(-1))
  return lastDigit % 2 === 0 ? truncated : value.toFixed(digits)
}

/** `value` as `d.dddde+x` with that many decimals, a tie to the even digit. */
export const exponential = (value: number, decimals: number): string => {
  const digits = Math.min(decimals, MOST_DIGITS)
  const rounded = value.toExponential(digits)
  if (digits + 30 > MOST_DIGITS) return rounded
  const [exact = '', exponent = ''] = value.toExponential(digits + 30).split('e')
  const kept = exact.slice(0, -30).replace(/\.$/, '')
  const isEven = Number(kept.at(-1)) % 2 === 0
  return isEven && /50{29}$/.test(exact) ? `${kept}e${exponent}` : rounded
}
