/** The undefined value of an attribute or item that is not there. */
import { Undefined, type Value } from '../../values.ts'

/** An attribute or item that is not there; remembers where it was looked for, to suggest another name. */
export class MissingItem extends Undefined {
  readonly target: Value

  constructor(name: string, where: { hint: string; target: Value }) {
    super(name, where.hint)
    this.target = where.target
  }
}
