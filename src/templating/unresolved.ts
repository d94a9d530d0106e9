/** A variable of another scope whose template needs something that this scope does not have. */
import { Undefined, type Value } from '../values.ts'
import type { CausedUndefined } from './template-error.ts'

/** Undefined wherever it is used, but it remembers what was written: that may be evaluated where more is known. */
export class Unresolved extends Undefined {
  readonly cause: CausedUndefined['cause']
  /** The variable with its templates. */
  readonly written: Value

  constructor({ name, message, cause }: CausedUndefined, written: Value) {
    super(name, message)
    this.cause = cause
    this.written = written
  }

  /** The value, as an {@link Unresolved} where it is a variable whose template failed. */
  static of(value: Value, written: Value | undefined): Value {
    return value instanceof Undefined && 'cause' in value && written !== undefined
      ? new Unresolved(value as CausedUndefined, written)
      : value
  }
}
