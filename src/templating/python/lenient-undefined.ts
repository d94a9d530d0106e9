/** The undefined value of an `if` without `else`. */
import { Undefined } from '../../values.ts'

/** Undefined that prints nothing, is false and empty; all other uses raise, as with any undefined value. */
export class LenientUndefined extends Undefined {}
