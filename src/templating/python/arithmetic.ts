/** Python's arithmetic. */
import { Float, Secret, Tuple, Undefined, type Value } from '../../values.ts'
import { complexPower, PyComplex } from './complex.ts'
import { FilterError, TemplateTypeError, UndefinedError } from './errors.ts'
import { chargeItems, checkLength } from './limits.ts'
import { int, isFloat, isInt, numeric } from './number.ts'
import { PythonObject } from './object.ts'
import { formatPercent } from './percent-format.ts'
import { realPower } from './real-functions.ts'
import { repeatText } from './repeat-text.ts'
import { open } from './secret.ts'
import { typeName } from './type-name.ts'

export type ArithmeticOperator = '+' | '-' | '*' | '/' | '//' | '%' | '**'

/** Python's `a OP b`. */
export const arithmetic = (a: Value, operator: ArithmeticOperator, b: Value): Value => {
  if (typeof a === 'number' && typeof b === 'number' && Number.isInteger(a) && Number.isInteger(b)) {
    const quick = quickIntegers(a, operator, b)
    if (quick !== undefined) return quick
  }
  return general(open(a), operator, open(b))
}

/** The common case without allocation; `undefined` when the result needs more care. */
const quickIntegers = (a: number, operator: ArithmeticOperator, b: number): number | undefined => {
  const result = quickResult(a, operator, b)
  return result !== undefined && Number.isSafeInteger(result) ? result + 0 : undefined
}

const quickResult = (a: number, operator: ArithmeticOperator, b: number): number | undefined => {
  switch (operator) {
    case '+':
      return a + b
    case '-':
      return a - b
    case '*':
      return a * b
    case '%':
      return a >= 0 && b > 0 ? a % b : undefined
    case '//':
      return a >= 0 && b > 0 ? (a - (a % b)) / b : undefined
    default:
      return undefined
  }
}

const general = (a: Value, operator: ArithmeticOperator, b: Value): Value => {
  if (a instanceof Undefined) throw new UndefinedError(a)
  // A text without conversions takes anything, even what is not there.
  const formats = operator === '%' && (typeof a === 'string' || a instanceof PythonObject)
  if (b instanceof Undefined && !formats) throw new UndefinedError(b)
  const x = numeric(a)
  const y = numeric(b)
  if (x !== undefined && y !== undefined) {
    if (isFloat(a) || isFloat(b)) return floats(Number(x), operator, Number(y))
    return integers(BigInt(x), operator, BigInt(y))
  }
  const own = ofObject(a, operator, b)
  const result = own === undefined ? ofSequences(a, operator, b) : own
  if (result !== undefined) return result
  throw unsupported(a, operator, b)
}

const ofObject = (a: Value, operator: ArithmeticOperator, b: Value): Value | undefined => {
  const result = a instanceof PythonObject ? a.operate(operator, b, false) : undefined
  return result === undefined && b instanceof PythonObject ? b.operate(operator, a, true) : result
}

const ofSequences = (a: Value, operator: ArithmeticOperator, b: Value): Value | undefined => {
  if (operator === '+') return concatenate(a, b)
  if (operator === '*') return repeatEither(a, b)
  if (operator === '%' && typeof a === 'string') return formatPercent(a, b)
  return undefined
}

const concatenate = (a: Value, b: Value): Value | undefined => {
  if (typeof a === 'string' && typeof b === 'string') return checkLength(a + b)
  if (!Array.isArray(a) || !Array.isArray(b) || a instanceof Tuple !== b instanceof Tuple) return undefined
  chargeItems(a.length + b.length)
  return a instanceof Tuple ? Tuple.from_([...a, ...b]) : [...a, ...b]
}

const repeatEither = (a: Value, b: Value): Value | undefined => {
  if (typeof a === 'string' || Array.isArray(a))
    return isInt(b) || typeof b === 'boolean' ? repeat(a, Number(b)) : undefined
  if (typeof b === 'string' || Array.isArray(b))
    return isInt(a) || typeof a === 'boolean' ? repeat(b, Number(a)) : undefined
  return undefined
}

const repeat = (value: string | Value[], times: number): Value => {
  if (times >= 2 ** 63 || times < -(2 ** 63)) throw new FilterError("cannot fit 'int' into an index-sized integer")
  const count = value.length === 0 ? 0 : Math.max(0, times)
  if (typeof value === 'string') return repeatText(value, count)
  chargeItems(value.length * count)
  const items = value instanceof Tuple ? new Tuple() : []
  for (let i = 0; i < count; i++) for (const item of value) items.push(item)
  return items
}

const integers = (a: bigint, operator: ArithmeticOperator, b: bigint): Value => {
  switch (operator) {
    case '+':
      return int(a + b)
    case '-':
      return int(a - b)
    case '*':
      return int(bounded(a, b) && a * b)
    case '/':
      return Float.of(divideExactly(a, b))
    case '//':
      return int(floorDivide(a, b))
    case '%':
      return int(a - floorDivide(a, b) * b)
    default:
      return power(a, b)
  }
}

const bits = (value: bigint): number => value.toString(16).length * 4

const bounded = (a: bigint, b: bigint): bigint => {
  const small = a > -(1n << 64n) && a < 1n << 64n && b > -(1n << 64n) && b < 1n << 64n
  if (!small && bits(a) + bits(b) > 1 << 20) throw new FilterError('the number would be too large')
  return 1n
}

const divideExactly = (a: bigint, b: bigint): number => {
  if (b === 0n) throw new FilterError('division by zero')
  const x = Number(a)
  const y = Number(b)
  if (Number.isSafeInteger(x) && Number.isSafeInteger(y)) return x / y
  return correctlyRounded(a, b)
}

/** The quotient with some more bits than a float has, and a last bit that stands for all that follow. */
const correctlyRounded = (a: bigint, b: bigint): number => {
  const shift = BigInt(Math.max(0, bits(b) - bits(a) + 64))
  const scaled = a << shift
  const quotient = Number((scaled / b) * 2n + (scaled % b === 0n ? 0n : a < 0n === b < 0n ? 1n : -1n))
  if (!Number.isFinite(quotient)) throw new FilterError('integer division result too large for a float')
  return quotient / 2 / 2 ** Math.min(Number(shift), 1000) / 2 ** Math.max(0, Number(shift) - 1000)
}

const floorDivide = (a: bigint, b: bigint): bigint => {
  if (b === 0n) throw new FilterError('integer division or modulo by zero')
  const quotient = a / b
  return a % b !== 0n && a < 0n !== b < 0n ? quotient - 1n : quotient
}

const power = (a: bigint, b: bigint): Value => {
  if (b < 0n) return floats(Number(a), '**', Number(b))
  if (a > 1n || a < -1n) if (BigInt(bits(a)) * b > 1n << 20n) throw new FilterError('the number would be too large')
  return int(a ** b)
}

const floats = (a: number, operator: ArithmeticOperator, b: number): Value => {
  switch (operator) {
    case '+':
      return Float.of(a + b)
    case '-':
      return Float.of(a - b)
    case '*':
      return Float.of(a * b)
    case '/':
      return Float.of(a / nonZero(b, 'float division by zero'))
    case '//':
      return Float.of(floatFloorDivide(a, b))
    case '%':
      return Float.of(floatModulo(a, nonZero(b, 'float modulo')))
    default:
      return floatPower(a, b)
  }
}

const nonZero = (value: number, message: string): number => {
  if (value === 0) throw new FilterError(message)
  return value
}

const floatFloorDivide = (a: number, b: number): number => {
  const quotient = (a - floatModulo(a, b)) / b
  if (quotient === 0) return Object.is(a / b, -0) || a / b < 0 ? -0 : 0
  const floor = Math.floor(quotient)
  return quotient - floor > 0.5 ? floor + 1 : floor
}

const floatModulo = (a: number, b: number): number => {
  const remainder = a % nonZero(b, 'float floor division by zero')
  if (remainder === 0) return b < 0 ? -0 : 0
  return remainder < 0 !== b < 0 ? remainder + b : remainder
}

const floatPower = (a: number, b: number): Value => {
  if (a === 0 && b < 0) throw new FilterError('0.0 cannot be raised to a negative power')
  if (a === 1) return new Float(1)
  if (a < 0 && Number.isFinite(a) && Number.isFinite(b) && !Number.isInteger(b))
    return complexPower(new PyComplex(a, 0), new PyComplex(b, 0))
  const result = realPower(a, b)
  if (!Number.isFinite(result) && Number.isFinite(a) && Number.isFinite(b))
    throw new FilterError("(34, 'Numerical result out of range')")
  return Float.of(result)
}

const unsupported = (a: Value, operator: ArithmeticOperator, b: Value): TemplateTypeError => {
  const [left, right] = [typeName(a), typeName(b)]
  if (operator === '+' && ['str', 'list', 'tuple'].includes(left))
    return new TemplateTypeError(`can only concatenate ${left} (not "${right}") to ${left}`)
  if (operator === '*' && [left, right].some((name) => ['str', 'list', 'tuple'].includes(name)))
    return new TemplateTypeError(
      `can't multiply sequence by non-int of type '${['str', 'list', 'tuple'].includes(left) ? right : left}'`,
    )
  const symbol = operator === '**' ? '** or pow()' : operator
  return new TemplateTypeError(`unsupported operand type(s) for ${symbol}: '${left}' and '${right}'`)
}

/** Python's `-value`. */
export const negate = (value: Value): Value => {
  if (value instanceof PyComplex) return new PyComplex(-value.real, -value.imaginary)
  const number = operand(value, '-')
  if (isFloat(value)) return Float.of(-Number(number))
  return int(typeof number === 'bigint' ? -number : 0 - number)
}

/** Python's `+value`. */
export const positive = (value: Value): Value => {
  if (value instanceof PyComplex) return value
  const number = operand(value, '+')
  return isFloat(value) ? value : number
}

const operand = (value: Value, operator: string): number | bigint => {
  const number = numeric(value)
  if (number !== undefined) return number
  if (value instanceof Undefined) throw new UndefinedError(value)
  const type = value instanceof Secret ? 'str' : typeName(value)
  throw new TemplateTypeError(`bad operand type for unary ${operator}: '${type}'`)
}
