/** Jinja2's `namespace()`. */

import type { Value } from '../../values.ts'
import type { Arguments, Keywords } from '../plugin.ts'
import { TemplateTypeError } from '../python/errors.ts'
import { toArray } from '../python/iterate.ts'
import { PythonObject } from '../python/object.ts'
import { repr, str } from '../python/repr.ts'

/** An object whose attributes `set` may change from within loops. */
export class Namespace extends PythonObject {
  override readonly typeName = 'Namespace'
  readonly #values = new Map<string, Value>()

  constructor(args: Arguments, kwargs: Keywords) {
    super()
    const [initial] = args
    if (initial instanceof Map) for (const [name, value] of initial) this.#values.set(str(name), value)
    else if (initial !== undefined) for (const pair of toArray(initial)) this.#setPair(toArray(pair))
    for (const [name, value] of kwargs) this.#values.set(name, value)
  }

  #setPair([name, value, more]: readonly Value[]): void {
    if (name === undefined || value === undefined || more !== undefined)
      throw new TemplateTypeError('namespace() takes a dict, pairs or keyword arguments')
    this.#values.set(str(name), value)
  }

  set(name: string, value: Value): void {
    this.#values.set(name, value)
  }

  override repr(): string {
    return `<Namespace ${repr(new Map<Value, Value>(this.#values))}>`
  }

  override attribute(name: string): Value | undefined {
    return this.#values.get(name)
  }
}
