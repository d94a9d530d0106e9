/** The undefined value of an attribute or item that is not there. */
import { Undefined, type Value } from '../../values.ts'

/** An attribute or item that is not there; remembers where it was looked for, to suggest another name. */
export class MissingItem extends Undefined {
  readonly target: Value
  /** What was looked up: the name, or another key. */
  readonly key: Value

  constructor(name: string, where: { hint: string; target: Value; key?: Value }) {
    super(name, where.hint)
    this.target = where.target
    this.key = where.key ?? name
  }
}
