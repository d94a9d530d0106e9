/** What a template writes. */

import { Undefined, Unknown, type Value } from '../../values.ts'
import { UndefinedError, UnknownSignal } from '../python/errors.ts'
import { LenientUndefined } from '../python/lenient-undefined.ts'
import { escapeHtml } from '../python/markup.ts'
import { PythonObject } from '../python/object.ts'
import { str } from '../python/repr.ts'

/** Collects the pieces of a template's output. A single piece keeps its value, from which a native result is made. */
export class Output {
  text = ''
  /** How many pieces were written. */
  count = 0
  /** The first piece, as it was before it became text. */
  first: Value = ''

  /** Text between tags. */
  data(text: string): void {
    if (this.count++ === 0) this.first = text
    this.text += text
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
    if (this.count++ === 0) this.first = final
    this.text += str(final)
  }

  /** As {@link write}, escaped for HTML unless the value is markup. */
  writeEscaped(value: Value): void {
    if (value !== null) this.data(escapeHtml(value))
  }
}
