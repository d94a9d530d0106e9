/** What a template writes. */

import { Undefined, Unknown, type Value } from '../../values.ts'
import { EvaluatedDict } from '../evaluated-dict.ts'
import { Bytes } from '../python/bytes.ts'
import { UndefinedError, UnknownSignal } from '../python/errors.ts'
import { LenientUndefined } from '../python/lenient-undefined.ts'
import { charge, checkLength } from '../python/limits.ts'
import { PythonObject } from '../python/object.ts'
import { str } from '../python/repr.ts'
import { Unresolved } from '../unresolved.ts'

/** What it takes to add a piece to a text. */
const PIECE = 64

/** `first`: only a value that stands first; `all`: as what follows may change them, as it does in the reference. */
export type Deferred = 'none' | 'first' | 'all'

/** Collects the pieces of a template's output. A single piece keeps its value, from which a native result is made. */
export class Output {
  /** How many pieces were written. */
  count = 0
  /** The first piece, as it was before it became text. */
  first: Value = ''
  readonly #deferred: Deferred
  readonly #keepsUnresolved: boolean
  #text = ''
  /** The pieces, where lists and dicts among them have no text yet. */
  #pieces: Value[] | undefined
  /** True while the first piece, a list or dict, has no text yet: a result that is that value needs none. */
  #pending = false

  /**
   * @param deferred which lists and dicts are turned into text only when that is asked for
   * @param keepsUnresolved whether a lone {@link Unresolved} is a result; else it raises as all that is undefined does
   */
  constructor(deferred: Deferred = 'none', keepsUnresolved = false) {
    this.#deferred = deferred
    this.#keepsUnresolved = keepsUnresolved
  }

  get text(): string {
    if (this.#pending) this.#write()
    if (this.#pieces !== undefined) this.#join(this.#pieces)
    return this.#text
  }

  /** Text between tags. */
  data(text: string): void {
    if (this.count++ === 0) this.first = text
    else if (this.#pending) this.#write()
    charge(PIECE)
    if (this.#pieces !== undefined) this.#pieces.push(text)
    else this.#text = checkLength(this.#text + text)
  }

  /** The value of `{{ }}`, finalized: None prints nothing (unless results are native), generators are lists. */
  write(value: Value, native: boolean): void {
    if (typeof value === 'string') {
      this.data(value)
      return
    }
    const rolled = value instanceof PythonObject ? value.unroll() : undefined
    const final = rolled ?? (value === null && !native ? '' : value)
    if (final instanceof Undefined) {
      this.#undefined(final)
      return
    }
    if (final instanceof Unknown) throw new UnknownSignal(final)
    if (rolled === undefined) refuseUndefined(final)
    if (this.#deferred === 'all' && typeof final === 'object') this.#keep(final)
    else this.data(this.count === 0 && this.#defers(final) ? '' : printed(final))
    if (this.count === 1) this.first = final
  }

  #undefined(value: Undefined): void {
    if (value instanceof LenientUndefined) this.data('')
    else if (this.#keepsUnresolved && this.count === 0 && value instanceof Unresolved) this.#keepFirst(value)
    else throw new UndefinedError(value)
  }

  #defers(value: Value): boolean {
    this.#pending = this.#deferred === 'first' && typeof value === 'object' && value !== null
    return this.#pending
  }

  #keepFirst(value: Value): void {
    this.count = 1
    this.first = value
  }

  #keep(value: Value): void {
    charge(PIECE)
    this.count++
    this.#pieces ??= [this.#text]
    this.#pieces.push(value)
  }

  #join(pieces: readonly Value[]): void {
    this.#text = ''
    for (const piece of pieces) this.#text = checkLength(this.#text + printed(piece))
    this.#pieces = undefined
  }

  #write(): void {
    this.#pending = false
    this.#text = printed(this.first)
  }
}

const printed = (value: Value): string => (value instanceof Bytes ? value.text : str(value))

/** What it takes to look at a list or dict, and at an item. */
const HOLDER = 32
const ITEM = 16

/** A list or dict with something undefined in it is not printed; a view of a dict is. What is made on demand shows that in its own way. */
const refuseUndefined = (value: Value): void => {
  if (typeof value !== 'object' || value === null || value instanceof EvaluatedDict) return
  if (value instanceof Undefined) {
    if (!(value instanceof LenientUndefined)) throw new UndefinedError(value)
  } else if (Array.isArray(value)) {
    charge(HOLDER + ITEM * value.length)
    value.forEach(refuseUndefined)
  } else if (value instanceof Map) {
    charge(HOLDER + ITEM * value.size)
    for (const item of value.values()) refuseUndefined(item)
  }
}
