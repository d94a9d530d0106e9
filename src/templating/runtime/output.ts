/** What a template writes. */

import { Undefined, Unknown, type Value } from '../../values.ts'
import { EvaluatedDict } from '../evaluated-dict.ts'
import { Bytes } from '../python/bytes.ts'
import { UndefinedError, UnknownSignal } from '../python/errors.ts'
import { LenientUndefined } from '../python/lenient-undefined.ts'
import { charge, checkLength } from '../python/limits.ts'
import { PythonObject } from '../python/object.ts'
import { str } from '../python/repr.ts'

/** What it takes to add a piece to a text. */
const PIECE = 4

/** Collects the pieces of a template's output. A single piece keeps its value, from which a native result is made. */
export class Output {
  /** How many pieces were written. */
  count = 0
  /** The first piece, as it was before it became text. */
  first: Value = ''
  readonly #deferred: boolean
  #text = ''
  /** True while the first piece, a list or dict, has no text yet: a result that is that value needs none. */
  #pending = false

  /** @param deferred a lone list or dict is turned into text only when that is asked for */
  constructor(deferred = false) {
    this.#deferred = deferred
  }

  get text(): string {
    if (this.#pending) this.#write()
    return this.#text
  }

  /** Text between tags. */
  data(text: string): void {
    if (this.count++ === 0) this.first = text
    else if (this.#pending) this.#write()
    charge(PIECE)
    this.#text = checkLength(this.#text + text)
  }

  /** The value of `{{ }}`, finalized: None prints nothing (unless results are native), generators are lists. */
  write(value: Value, native: boolean): void {
    if (typeof value === 'string') {
      this.data(value)
      return
    }
    const final = value instanceof PythonObject ? (value.unroll() ?? value) : value === null && !native ? '' : value
    if (final instanceof Undefined) {
      if (final instanceof LenientUndefined) this.data('')
      else throw new UndefinedError(final)
      return
    }
    if (final instanceof Unknown) throw new UnknownSignal(final)
    refuseUndefined(final)
    this.data(this.count === 0 && this.#defers(final) ? '' : printed(final))
    if (this.count === 1) this.first = final
  }

  #defers(value: Value): boolean {
    this.#pending = this.#deferred && typeof value === 'object' && value !== null
    return this.#pending
  }

  #write(): void {
    this.#pending = false
    this.#text = printed(this.first)
  }
}

const printed = (value: Value): string => (value instanceof Bytes ? value.text : str(value))

/** What it takes to look at an item. */
const ITEM = 16

/** A container with something undefined in it is not printed. What is made on demand shows that in its own way. */
const refuseUndefined = (value: Value): void => {
  if (typeof value !== 'object' || value === null || value instanceof EvaluatedDict) return
  if (value instanceof Undefined) {
    if (!(value instanceof LenientUndefined)) throw new UndefinedError(value)
  } else if (Array.isArray(value)) {
    charge(ITEM * value.length)
    value.forEach(refuseUndefined)
  } else if (value instanceof Map) {
    charge(ITEM * value.size)
    for (const item of value.values()) refuseUndefined(item)
  }
}
