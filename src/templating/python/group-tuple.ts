/** What `groupby` gives for each group. */
import { Tuple, type Value } from '../../values.ts'

/** A pair that also has its parts as attributes: `group.grouper` and `group.list`. */
export class GroupTuple extends Tuple {
  // Methods of arrays make their results through this; those are plain.
  static override get [Symbol.species](): ArrayConstructor {
    return Array
  }

  constructor(grouper: Value, list: Value[]) {
    super()
    this.push(grouper, list)
  }

  /** The named parts of the pair. */
  attribute(name: string): Value | undefined {
    return name === 'grouper' ? this[0] : name === 'list' ? this[1] : undefined
  }
}
