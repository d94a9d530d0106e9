export interface CacheBounds {
  readonly entries: number
  /** Of all texts together. */
  readonly characters: number
}

interface Kept<T> {
  readonly value: T
  readonly characters: number
}

/** Keeps what was made of texts, the latest of them. A text that is longer than all may be is kept alone. */
export class BoundedCache<T> {
  readonly #bounds: CacheBounds
  readonly #kept = new Map<string, Kept<T>>()
  #characters = 0

  constructor(bounds: CacheBounds) {
    this.#bounds = bounds
  }

  /** What is kept under a key; made where nothing is. The text has the length of the key unless told. */
  get(key: string, make: () => T, characters = key.length): T {
    const known = this.#kept.get(key)
    if (known !== undefined) return known.value
    const value = make()
    this.#makeRoom(characters)
    this.#kept.set(key, { value, characters })
    this.#characters += characters
    return value
  }

  get size(): number {
    return this.#kept.size
  }

  #makeRoom(characters: number): void {
    const { entries, characters: most } = this.#bounds
    for (const [key, oldest] of this.#kept) {
      if (this.#kept.size < entries && this.#characters + characters <= most) return
      this.#kept.delete(key)
      this.#characters -= oldest.characters
    }
  }
}
