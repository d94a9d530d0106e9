/** A dict whose values are made when they are asked for (`hostvars`, `vars`, the magic variables). */
import { EvaluatedDict } from '../templating/evaluated-dict.ts'
import type { Value } from '../values.ts'

export class LazyDict extends EvaluatedDict {
  readonly #names: () => Iterable<string>
  readonly #make: (name: string) => Value | undefined
  readonly #shown: (name: string, value: Value) => Value
  readonly #made = new Map<Value, Value | undefined>()

  /**
   * @param names the keys, asked anew each time
   * @param make the value of a key, asked once; `undefined` when there is no such key
   * @param shown what stands for a value where all of them are gone through
   */
  constructor(
    names: () => Iterable<string>,
    make: (name: string) => Value | undefined,
    shown: (name: string, value: Value) => Value = (_, value) => value,
  ) {
    super()
    this.#shown = shown
    this.#names = names
    this.#make = make
  }

  /** A dict of values that are each made on first use. */
  static of(makers: Readonly<Record<string, () => Value | undefined>>): LazyDict {
    const own = (name: string): boolean => Object.hasOwn(makers, name)
    return new LazyDict(
      () => Object.keys(makers),
      (name) => (own(name) ? makers[name]?.() : undefined),
    )
  }

  override names(): Iterable<Value> {
    return this.#names()
  }

  override get(key: Value): Value | undefined {
    if (!this.#made.has(key)) this.#made.set(key, typeof key === 'string' ? this.#make(key) : undefined)
    return this.#made.get(key)
  }

  override has(key: Value): boolean {
    return this.get(key) !== undefined
  }

  override get size(): number {
    return [...this.keys()].length
  }

  override *keys(): MapIterator<Value> {
    for (const name of this.#names()) if (this.has(name)) yield name
  }

  override *values(): MapIterator<Value> {
    for (const [, value] of this.entries()) yield value
  }

  override *entries(): MapIterator<[Value, Value]> {
    for (const key of this.keys()) yield [key, this.#shown(key as string, this.get(key) as Value)]
  }

  override [Symbol.iterator](): MapIterator<[Value, Value]> {
    return this.entries()
  }

  override forEach(callback: (value: Value, key: Value, map: Map<Value, Value>) => void): void {
    for (const [key, value] of this.entries()) callback(value, key, this)
  }
}
