/** Python's range. */
import type { Value } from '../../values.ts'
import type { Arguments } from '../plugin.ts'
import { PyFunction } from '../runtime/bound-method.ts'
import { equals } from './equals.ts'
import { FilterError, TemplateTypeError } from './errors.ts'
import { numeric } from './number.ts'
import { PythonObject } from './object.ts'
import { repr } from './repr.ts'
import { PySlice, sliceBounds } from './slice.ts'

/** Whole numbers from a start up to, but without, a stop. */
export class PyRange extends PythonObject {
  override readonly typeName = 'range'
  readonly #start: number
  readonly #stop: number
  readonly #step: number

  constructor(start: number, stop: number, step: number) {
    super()
    this.#start = start
    this.#stop = stop
    this.#step = step
  }

  override repr(): string {
    const ends = `${this.#start}, ${this.#stop}`
    return this.#step === 1 ? `range(${ends})` : `range(${ends}, ${this.#step})`
  }

  override length(): number {
    return Math.max(0, Math.ceil((this.#stop - this.#start) / this.#step))
  }

  override truth(): boolean {
    return this.length() > 0
  }

  override unroll(): Value[] {
    return Array.from({ length: this.length() }, (_, i) => this.#start + i * this.#step)
  }

  override iterate(): Iterable<Value> {
    return this.unroll()
  }

  override attribute(name: string): Value | undefined {
    switch (name) {
      case 'start':
        return this.#start
      case 'stop':
        return this.#stop
      case 'step':
        return this.#step
      case 'count':
      case 'index':
        return new PyFunction(name, (_, args) => this.#find(name, args), 'builtin_function_or_method')
      default:
        return undefined
    }
  }

  #find(name: 'count' | 'index', [value, more]: Arguments): Value {
    if (value === undefined || more !== undefined)
      throw new TemplateTypeError(`range.${name}() takes exactly one argument`)
    const at = this.unroll().findIndex((item) => equals(item, value))
    if (name === 'count') return at < 0 ? 0 : 1
    if (at < 0) throw new FilterError(`${repr(value)} is not in range`)
    return at
  }

  override item(key: Value): Value | undefined {
    if (key instanceof PySlice) return this.#slice(key)
    const index = typeof key === 'boolean' ? Number(key) : key
    if (typeof index !== 'number' || !Number.isInteger(index)) return undefined
    const at = index < 0 ? this.length() + index : index
    return at >= 0 && at < this.length() ? this.#start + at * this.#step : undefined
  }

  /** A slice of a range is a range. */
  #slice(slice: PySlice): PyRange {
    const { start, stop, step } = sliceBounds(this.length(), slice)
    return new PyRange(this.#start + start * this.#step, this.#start + stop * this.#step, this.#step * step)
  }

  override contains(value: Value): boolean {
    const sought = numeric(value)
    return sought !== undefined && this.unroll().includes(Number(sought))
  }

  override equals(other: Value): boolean {
    return other instanceof PyRange && String(other.unroll()) === String(this.unroll())
  }
}
