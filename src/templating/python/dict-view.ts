/** Python's views of a dict: `keys()`, `values()`, `items()`. */
import { type Dict, Tuple, type Value } from '../../values.ts'
import { contains } from './compare.ts'
import { dictGet, dictHas } from './dict-key.ts'
import { equals } from './equals.ts'
import { PythonObject } from './object.ts'
import { repr } from './repr.ts'

/** A view follows its dict. */
export class DictView extends PythonObject {
  override readonly typeName: string
  readonly #dict: Dict
  readonly #kind: 'keys' | 'values' | 'items'

  constructor(dict: Dict, kind: 'keys' | 'values' | 'items') {
    super()
    this.#dict = dict
    this.#kind = kind
    this.typeName = `dict_${kind}`
  }

  override repr(): string {
    return `${this.typeName}(${repr([...this.iterate()])})`
  }

  override truth(): boolean {
    return this.#dict.size > 0
  }

  override length(): number {
    return this.#dict.size
  }

  override iterate(): Iterable<Value> {
    if (this.#kind === 'keys') return this.#dict.keys()
    return this.#kind === 'values' ? this.#dict.values() : [...this.#dict].map((pair) => Tuple.from_(pair))
  }

  override contains(value: Value): boolean {
    if (this.#kind === 'keys') return dictHas(this.#dict, value)
    if (this.#kind === 'values') return contains([...this.#dict.values()], value)
    if (!(value instanceof Tuple) || value.length !== 2) return false
    const found = dictGet(this.#dict, value[0]!)
    return found !== undefined && equals(found, value[1]!)
  }

  override equals(other: Value): boolean {
    if (this === other) return true
    if (!(other instanceof DictView) || this.#kind === 'values' || other.length() !== this.length()) return false
    return [...this.iterate()].every((item) => other.contains(item))
  }

  override unroll(): Value[] {
    return [...this.iterate()]
  }

  override hashKey(): unknown {
    return this.#kind === 'values' ? this : undefined
  }
}
