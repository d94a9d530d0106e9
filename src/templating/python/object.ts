/** Python objects that only templates handle, and what the engine may ask of them. */

import { OpaqueValue, type Value } from '../../values.ts'
import type { Arguments, CallContext, Keywords } from '../plugin.ts'

/**
 * The base of sets, dates, views, generators, namespaces, macros and functions. What an object does not override it
 * can't do, and the engine raises Python's TypeError for it.
 */
export abstract class PythonObject extends OpaqueValue {
  /** Python's `type(x).__name__`. */
  abstract readonly typeName: string

  /** Python's `str(x)`. */
  str(): string {
    return this.repr()
  }

  truth(): boolean {
    return true
  }

  /** The items of an iterable; `undefined` when it is none. */
  iterate(): Iterable<Value> | undefined {
    return undefined
  }

  /** Python's `len(x)`; `undefined` when it has none. */
  length(): number | undefined {
    return undefined
  }

  /** An attribute or bound method; `undefined` when there is none. */
  attribute(_name: string): Value | undefined {
    return undefined
  }

  /** `x[key]`; `undefined` when there is none. */
  item(_key: Value): Value | undefined {
    return undefined
  }

  /** Python's `x in self`; `undefined` means: iterate. */
  contains(_value: Value): boolean | undefined {
    return undefined
  }

  equals(other: Value): boolean {
    return this === other
  }

  /** Negative, 0 or positive; `undefined` when the two have no order. */
  compare(_other: Value): number | undefined {
    return undefined
  }

  /** Calls the object; `undefined` in objects that are not callable. */
  readonly call?: (context: CallContext, args: Arguments, kwargs: Keywords) => Value

  /** What a dict key or a set member of equal value has in common; `undefined` when it is unhashable. */
  hashKey(): unknown {
    return this
  }

  /** The items of a generator, view or range, which Ansible turns into a list wherever one is output or filtered. */
  unroll(): Value[] | undefined {
    return undefined
  }

  /** `self OP other` (or `other OP self` when reflected); `undefined` when not supported. */
  operate(_operator: string, _other: Value, _reflected: boolean): Value | undefined {
    return undefined
  }
}
