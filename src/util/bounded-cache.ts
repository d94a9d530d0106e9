export interface CacheBounds {
  readonly entries: number
  /** Of all keys together. */
  readonly characters: number
}

/** Keeps what was made of texts, the latest of them. A text that is longer than all may be is kept alone. */
export class BoundedCache<T> {
  readonly #bounds: CacheBounds
  readonly #kept = new Map<string, T>()
  #characters = 0

  constructor(bounds: CacheBounds) {
    this.#bounds = bounds
  }

  /** What is kept for a text; made where nothing is. */
  get(key: string, make: () => T): T {
    const known = this.#kept.get(key)
    if (known !== undefined) return known
    const made = make()
    this.#makeRoom(key.length)
    this.#kept.set(key, made)
    this.#characters += key.length
    return made
  }

  get size(): number {
    return this.#kept.size
  }

  #makeRoom(characters: number): void {
    const { entries, characters: most } = this.#bounds
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size < entries && this.#characters + characters <= most) return
      this.#kept.delete(oldest)
      this.#characters -= oldest.length
    }
  }
}
