/** The `loop` variable. */

import { Tuple, Undefined, type Value } from '../../values.ts'
import type { Arguments, CallContext } from '../plugin.ts'
import { equals } from '../python/equals.ts'
import { FilterError, TemplateTypeError } from '../python/errors.ts'
import { PythonObject } from '../python/object.ts'
import { PyFunction } from './bound-method.ts'

/** What a loop's body knows of the loop. */
export class LoopContext extends PythonObject {
  override readonly typeName = 'LoopContext'
  /** The index of the current item. */
  at = 0
  /** Set in a recursive loop: runs it for the items of a child. */
  recurse: ((items: Value) => Value) | undefined
  readonly #items: readonly Value[]
  readonly #depth: number
  #last: Value | undefined

  constructor(items: readonly Value[], depth: number) {
    super()
    this.#items = items
    this.#depth = depth
  }

  override repr(): string {
    return `<LoopContext ${this.at + 1}/${this.#items.length}>`
  }

  override length(): number {
    return this.#items.length
  }

  override attribute(name: string): Value | undefined {
    const count = this.#items.length
    switch (name) {
      case 'index':
        return this.at + 1
      case 'index0':
        return this.at
      case 'revindex':
        return count - this.at
      case 'revindex0':
        return count - this.at - 1
      case 'first':
        return this.at === 0
      case 'last':
        return this.at === count - 1
      case 'length':
        return count
      default:
        return this.#further(name)
    }
  }

  #further(name: string): Value | undefined {
    switch (name) {
      case 'depth':
        return this.#depth + 1
      case 'depth0':
        return this.#depth
      case 'previtem':
        return this.#neighbour(this.at - 1, 'previous')
      case 'nextitem':
        return this.#neighbour(this.at + 1, 'next')
      case 'cycle':
        return new PyFunction('cycle', (_context, args) => this.#cycle(args))
      case 'changed':
        return new PyFunction('changed', (_context, args) => this.#changed(args))
      default:
        return undefined
    }
  }

  #neighbour(at: number, which: string): Value {
    const item = this.#items[at]
    return item === undefined ? new Undefined(`${which} item`, `there is no ${which} item`) : item
  }

  #cycle(args: Arguments): Value {
    if (args.length === 0) throw new TemplateTypeError('no items for cycling given')
    return args[this.at % args.length]!
  }

  #changed(args: Arguments): boolean {
    const now = Tuple.from_(args)
    if (this.#last !== undefined && equals(this.#last, now)) return false
    this.#last = now
    return true
  }

  override readonly call = (_context: CallContext, args: Arguments): Value => {
    const [items] = args
    if (this.recurse === undefined)
      throw new TemplateTypeError('The loop must have the recursive marker to be called recursively.')
    if (items === undefined) throw new TemplateTypeError("missing 1 required positional argument: 'iterable'")
    if (this.#depth > 200) throw new FilterError('the loop calls itself without end')
    return this.recurse(items)
  }
}
