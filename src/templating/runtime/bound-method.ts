/** Methods and functions as values. */

import type { Value } from '../../values.ts'
import type { Arguments, CallContext, GlobalFunction, Keywords, MethodFunction } from '../plugin.ts'
import { PythonObject } from '../python/object.ts'

/** A method of a value, before it is called: `text.upper`. */
export class BoundMethod extends PythonObject {
  override readonly typeName = 'builtin_function_or_method'
  readonly #self: Value
  readonly #name: string
  readonly #method: MethodFunction

  constructor(self: Value, name: string, method: MethodFunction) {
    super()
    this.#self = self
    this.#name = name
    this.#method = method
  }

  override repr(): string {
    return `<built-in method ${this.#name}>`
  }

  override readonly call = (context: CallContext, args: Arguments, kwargs: Keywords): Value =>
    this.#method(context, this.#self, args, kwargs)
}

/** A function that templates call by name: `range`, `lookup`. */
export class PyFunction extends PythonObject {
  override readonly typeName: string
  readonly #name: string
  override readonly call: GlobalFunction

  constructor(name: string, call: GlobalFunction, typeName = 'function') {
    super()
    this.#name = name
    this.call = call
    this.typeName = typeName
  }

  override repr(): string {
    return this.typeName === 'type' ? `<class '${this.#name}'>` : `<function ${this.#name}>`
  }
}
