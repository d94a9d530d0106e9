/** Python's complex numbers: what literals and powers of negative numbers give. */

import { Float, type Value } from '../../values.ts'
import { PyFunction } from '../runtime/bound-method.ts'
import { FilterError } from './errors.ts'
import { floatRepr, numeric } from './number.ts'
import { PythonObject } from './object.ts'
import { cosineAndSine, realLog, realPower } from './real-functions.ts'

/** A complex number. */
export class PyComplex extends PythonObject {
  override readonly typeName = 'complex'
  readonly real: number
  readonly imaginary: number

  constructor(real: number, imaginary: number) {
    super()
    this.real = real
    this.imaginary = imaginary
  }

  override repr(): string {
    const imaginary = `${part(this.imaginary)}j`
    if (this.real === 0 && !Object.is(this.real, -0)) return imaginary
    return `(${part(this.real)}${/^[-]/.test(imaginary) ? '' : '+'}${imaginary})`
  }

  override truth(): boolean {
    return this.real !== 0 || this.imaginary !== 0
  }

  override attribute(name: string): Value | undefined {
    if (name === 'real') return Float.of(this.real)
    if (name === 'imag') return Float.of(this.imaginary)
    if (name !== 'conjugate') return undefined
    return new PyFunction(name, () => new PyComplex(this.real, -this.imaginary), 'builtin_function_or_method')
  }

  override equals(other: Value): boolean {
    const number = complexOf(other)
    return number !== undefined && number.real === this.real && number.imaginary === this.imaginary
  }

  override hashKey(): unknown {
    return this.imaginary === 0 ? this.real + 0 : `c${this.repr()}`
  }

  override operate(operator: string, other: Value, reflected: boolean): Value | undefined {
    const number = complexOf(other)
    const run = OPERATIONS[operator]
    if (number === undefined || run === undefined) return undefined
    return reflected ? run(number, this) : run(this, number)
  }
}

const part = (value: number): string => floatRepr(value).replace(/\.0$/, '')

const complexOf = (value: Value): PyComplex | undefined => {
  if (value instanceof PyComplex) return value
  const number = numeric(value)
  return number === undefined ? undefined : new PyComplex(Number(number), 0)
}

type Operation = (a: PyComplex, b: PyComplex) => PyComplex

const product: Operation = (a, b) =>
  new PyComplex(a.real * b.real - a.imaginary * b.imaginary, a.real * b.imaginary + a.imaginary * b.real)

/** Divides by the larger part first, so that nothing overflows. */
const quotient: Operation = (a, b) => {
  if (Math.abs(b.real) >= Math.abs(b.imaginary)) {
    if (b.real === 0) throw new FilterError('complex division by zero')
    const ratio = b.imaginary / b.real
    const whole = b.real + b.imaginary * ratio
    return new PyComplex((a.real + a.imaginary * ratio) / whole, (a.imaginary - a.real * ratio) / whole)
  }
  const ratio = b.real / b.imaginary
  const whole = b.real * ratio + b.imaginary
  return new PyComplex((a.real * ratio + a.imaginary) / whole, (a.imaginary * ratio - a.real) / whole)
}

/** Python's `a ** b`: by multiplication for small whole exponents. */
export const complexPower: Operation = (a, b) => {
  if (b.imaginary === 0 && Number.isInteger(b.real) && Math.abs(b.real) <= 100) return wholePower(a, b.real)
  if (!a.truth()) {
    if (b.imaginary !== 0 || b.real < 0) throw new FilterError('0.0 to a negative or complex power')
    return new PyComplex(0, 0)
  }
  const size = Math.hypot(a.real, a.imaginary)
  const angle = Math.atan2(a.imaginary, a.real)
  const length = realPower(size, b.real) * (b.imaginary === 0 ? 1 : realPower(Math.E, -angle * b.imaginary))
  const [cosine, sine] = cosineAndSine(angle * b.real + (b.imaginary === 0 ? 0 : b.imaginary * realLog(size)))
  return new PyComplex(length * cosine, length * sine)
}

const wholePower = (a: PyComplex, exponent: number): PyComplex => {
  let [result, power] = [new PyComplex(1, 0), a]
  for (let rest = Math.abs(exponent); rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = product(result, power)
    power = product(power, power)
  }
  return exponent > 0 ? result : quotient(new PyComplex(1, 0), result)
}

const OPERATIONS: Readonly<Record<string, Operation>> = {
  '+': (a, b) => new PyComplex(a.real + b.real, a.imaginary + b.imaginary),
  '-': (a, b) => new PyComplex(a.real - b.real, a.imaginary - b.imaginary),
  '*': product,
  '/': quotient,
  '**': complexPower,
}
