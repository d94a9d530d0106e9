/** The methods of Python's `int` and `float`. */
import { Float, Tuple, type Value } from '../../../values.ts'
import { type MethodFunction, method } from '../../plugin.ts'
import { FilterError } from '../errors.ts'
import { int, numeric } from '../number.ts'

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
  is_integer: method([], (_, self) => self instanceof Float),
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
