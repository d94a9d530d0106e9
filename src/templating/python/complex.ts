/** Python's complex numbers, as far as literals have them. */

import type { Value } from '../../values.ts'
import { floatRepr } from './number.ts'
import { PythonObject } from './object.ts'

/** A complex number: printed and compared, not calculated with. */
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
    return `(${part(this.real)}${imaginary.startsWith('-') ? '' : '+'}${imaginary})`
  }

  override truth(): boolean {
    return this.real !== 0 || this.imaginary !== 0
  }

  override equals(other: Value): boolean {
    return other instanceof PyComplex && other.real === this.real && other.imaginary === this.imaginary
  }

  override hashKey(): unknown {
    return `c${this.repr()}`
  }
}

const part = (value: number): string => floatRepr(value).replace(/\.0$/, '')
