/** The methods of Python's `int` and `float`. */
import { Float, Tuple, type Value } from '../../../values.ts'
import { type MethodFunction, method } from '../../plugin.ts'
import { FilterError } from '../errors.ts'
import { floatRepr, int, numeric } from '../number.ts'

const whole = (self: Value): bigint => BigInt(numeric(self) ?? 0)

const magnitude = (value: bigint): bigint => (value < 0n ? -value : value)

const bits = (self: Value): string => magnitude(whole(self)).toString(2)

const same: MethodFunction = method([], (_, self) => (typeof self === 'boolean' ? Number(self) : self))

/** The methods of `int` and `bool` by name. */
export const intMethods: Readonly<Record<string, MethodFunction>> = {
  bit_length: method([], (_, self) => (whole(self) === 0n ? 0 : bits(self).length)),
  bit_count: method([], (_, self) => bits(self).replaceAll('0', '').length),
  conjugate: same,
  as_integer_ratio: method([], (_, self) => Tuple.from_([int(whole(self)), 1])),
}

/** The methods of `float` by name. */
export const floatMethods: Readonly<Record<string, MethodFunction>> = {
  is_integer: method([], (_, self) => self instanceof Float && Number.isInteger(self.value)),
  hex: method([], (_, self) => hexadecimal(Number(numeric(self)))),
  conjugate: same,
  as_integer_ratio: method([], (_, self) => ratio(Number(numeric(self)))),
}

const ratio = (value: number): Value => {
  if (!Number.isFinite(value)) throw new FilterError('cannot convert Infinity or NaN to integer ratio')
  let numerator = value
  let denominator = 1n
  while (!Number.isInteger(numerator)) {
    numerator *= 2
    denominator *= 2n
  }
  return Tuple.from_([int(BigInt(numerator)), int(denominator)])
}

const hexadecimal = (value: number): string => {
  if (!Number.isFinite(value)) return floatRepr(value)
  const sign = value < 0 || Object.is(value, -0) ? '-' : ''
  if (value === 0) return `${sign}0x0.0p+0`
  const [bits] = new BigUint64Array(new Float64Array([value]).buffer)
  const exponent = Number((bits! >> 52n) & 0x7ffn)
  const fraction = (bits! & 0xfffffffffffffn).toString(16).padStart(13, '0')
  const power = exponent === 0 ? -1022 : exponent - 1023
  return `${sign}0x${exponent === 0 ? 0 : 1}.${fraction}p${power < 0 ? '' : '+'}${power}`
}
