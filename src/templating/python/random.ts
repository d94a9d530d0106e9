/** Python's `random.Random(seed)`: the same numbers for the same seed. */
import { createHash, randomBytes } from 'node:crypto'

const SIZE = 624
const PERIOD = 397

/** The Mersenne Twister as Python seeds and draws from it. Without a seed it is seeded by the system. */
export class Random {
  readonly #state = new Uint32Array(SIZE)
  #index = SIZE

  /** @param seed an int, a text, or a float's bits as Python hashes them. */
  constructor(seed?: bigint | string) {
    if (seed === undefined) this.#seedByArray(wordsOf(BigInt(`0x${randomBytes(32).toString('hex')}`)))
    else if (typeof seed === 'string') this.#seedByArray(wordsOf(numberOfText(seed)))
    else this.#seedByArray(wordsOf(seed < 0n ? -seed : seed))
  }

  /** A float in [0, 1). */
  random(): number {
    const high = this.#next() >>> 5
    const low = this.#next() >>> 6
    return (high * 67108864 + low) / 9007199254740992
  }

  /** A whole number in [0, limit). */
  below(limit: bigint): bigint {
    if (limit <= 0n) return 0n
    const bits = limit.toString(2).length
    for (;;) {
      const value = this.bits(bits)
      if (value < limit) return value
    }
  }

  /** That many random bits. */
  bits(count: number): bigint {
    let value = 0n
    for (let shift = 0, left = count; left > 0; shift += 32, left -= 32) {
      const word = left >= 32 ? this.#next() : this.#next() >>> (32 - left)
      value |= BigInt(word) << BigInt(shift)
    }
    return value
  }

  choice<T>(items: readonly T[]): T {
    return items[Number(this.below(BigInt(items.length)))]!
  }

  /** Shuffles in place. */
  shuffle<T>(items: T[]): void {
    for (let last = items.length - 1; last > 0; last--) {
      const other = Number(this.below(BigInt(last + 1)))
      const moved = items[last]!
      items[last] = items[other]!
      items[other] = moved
    }
  }

  #seed(seed: number): void {
    this.#state[0] = seed >>> 0
    for (let i = 1; i < SIZE; i++) {
      const before = this.#state[i - 1]! ^ (this.#state[i - 1]! >>> 30)
      this.#state[i] = (Math.imul(1812433253, before) + i) >>> 0
    }
    this.#index = SIZE
  }

  #seedByArray(key: readonly number[]): void {
    this.#seed(19650218)
    const state = this.#state
    let i = 1
    let j = 0
    const step = (factor: number, addend: number, sign: 1 | -1): void => {
      const before = state[i - 1]! ^ (state[i - 1]! >>> 30)
      state[i] = ((state[i]! ^ Math.imul(before, factor)) + sign * addend) >>> 0
      i += 1
      if (i < SIZE) return
      state[0] = state[SIZE - 1]!
      i = 1
    }
    for (let k = Math.max(SIZE, key.length); k > 0; k--) {
      step(1664525, key[j]! + j, 1)
      j = (j + 1) % key.length
    }
    for (let k = SIZE - 1; k > 0; k--) step(1566083941, i, -1)
    state[0] = 0x80000000
  }

  #next(): number {
    if (this.#index >= SIZE) this.#twist()
    let word = this.#state[this.#index++]!
    word ^= word >>> 11
    word ^= (word << 7) & 0x9d2c5680
    word ^= (word << 15) & 0xefc60000
    return (word ^ (word >>> 18)) >>> 0
  }

  #twist(): void {
    const state = this.#state
    for (let i = 0; i < SIZE; i++) {
      const joined = (state[i]! & 0x80000000) | (state[(i + 1) % SIZE]! & 0x7fffffff)
      state[i] = state[(i + PERIOD) % SIZE]! ^ (joined >>> 1) ^ (joined & 1 ? 0x9908b0df : 0)
    }
    this.#index = 0
  }
}

const wordsOf = (value: bigint): number[] => {
  const words: number[] = []
  for (let rest = value; rest > 0n; rest >>= 32n) words.push(Number(rest & 0xffffffffn))
  return words.length > 0 ? words : [0]
}

/** A text counts as the number that its bytes and their SHA-512 spell. */
const numberOfText = (text: string): bigint => {
  const bytes = Buffer.from(text)
  const digest = createHash('sha512').update(bytes).digest()
  return BigInt(`0x${Buffer.concat([bytes, digest]).toString('hex')}`)
}
