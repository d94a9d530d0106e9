/** Python's set. */
import type { Value } from '../../values.ts'
import { hashKey } from './dict-key.ts'
import { equals } from './equals.ts'
import { PythonObject } from './object.ts'
import { repr } from './repr.ts'

/** Distinct hashable values. Their order is that of insertion, where Python's is arbitrary. */
export class PySet extends PythonObject {
  override readonly typeName = 'set'
  readonly #items = new Map<unknown, Value>()

  constructor(items: Iterable<Value> = []) {
    super()
    for (const item of items) this.add(item)
  }

  add(item: Value): void {
    const key = hashKey(item)
    if (!this.#items.has(key)) this.#items.set(key, item)
  }

  override repr(): string {
    return this.#items.size === 0 ? 'set()' : `{${[...this.#items.values()].map(repr).join(', ')}}`
  }

  override truth(): boolean {
    return this.#items.size > 0
  }

  override length(): number {
    return this.#items.size
  }

  override iterate(): Iterable<Value> {
    return this.#items.values()
  }

  override contains(value: Value): boolean {
    return this.#items.has(hashKey(value))
  }

  override equals(other: Value): boolean {
    if (!(other instanceof PySet) || other.length() !== this.#items.size) return false
    for (const [key, item] of this.#items) {
      const twin = other.#items.get(key)
      if (twin === undefined || !equals(item, twin)) return false
    }
    return true
  }

  override hashKey(): undefined {
    return undefined
  }
}
