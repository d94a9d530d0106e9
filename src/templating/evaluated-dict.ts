import type { Value } from '../values.ts'

/** A dict that holds no templates, whatever it was made from: it is not searched for them, so its values may be lazy. */
export abstract class EvaluatedDict extends Map<Value, Value> {
  /** The name that a message about a missing key has for the dict: `hostvars`. */
  label: string | undefined

  /** The keys, without a look at their values. */
  names(): Iterable<Value> {
    return this.keys()
  }
}
