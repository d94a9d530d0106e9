/** Python's number literals. */
import { Float } from '../../values.ts'
import { int } from '../python/number.ts'

/** The value of `12`, `1_000`, `0xff`, `1.5e3`. */
export const number = (text: string): number | bigint | Float => {
  const digits = text.replaceAll('_', '')
  if (/^0[xXoObB]/.test(digits)) return int(BigInt(digits))
  if (/[.eE]/.test(digits)) return Float.of(Number(digits))
  return int(digits.length < 16 ? Number(digits) : BigInt(digits))
}
