/** Macros as values. */

import { Tuple, Undefined, type Value } from '../../values.ts'
import type { Evaluate, Run } from '../compiler/compiled.ts'
import type { Arguments, CallContext, Keywords } from '../plugin.ts'
import { FilterError, TemplateTypeError } from '../python/errors.ts'
import { charge } from '../python/limits.ts'
import { PythonObject } from '../python/object.ts'
import { textRepr } from '../python/repr.ts'
import type { Frame } from './frame.ts'

/** What a macro compiled to. Parameters have the first slots; `caller`, `varargs` and `kwargs` are slots if used. */
export interface MacroCode {
  readonly name: string
  readonly parameters: readonly string[]
  readonly defaults: readonly Evaluate[]
  readonly run: Run
  readonly keepsText: ((frame: Frame) => boolean) | undefined
  readonly frame: (parent: Frame) => Frame
  /** What running the body takes, at a guess. */
  readonly work: number
  readonly caller: number | undefined
  readonly varargs: number | undefined
  readonly kwargs: number | undefined
}

const DEEPEST = 300
/** The work of a call, besides that of its body. */
const CALL = 256
let depth = 0

/** A macro with the frame that it was defined in. */
export class Macro extends PythonObject {
  override readonly typeName = 'Macro'
  readonly #code: MacroCode
  readonly #parent: Frame

  constructor(code: MacroCode, parent: Frame) {
    super()
    this.#code = code
    this.#parent = parent
  }

  override repr(): string {
    return `<Macro ${textRepr(this.#code.name)}>`
  }

  override attribute(name: string): Value | undefined {
    switch (name) {
      case 'name':
        return this.#code.name
      case 'arguments':
        return Tuple.from_(this.#code.parameters)
      case 'catch_kwargs':
        return this.#code.kwargs !== undefined
      case 'catch_varargs':
        return this.#code.varargs !== undefined
      case 'caller':
        return this.#code.caller !== undefined
      default:
        return undefined
    }
  }

  override readonly call = (_context: CallContext, args: Arguments, kwargs: Keywords): Value => {
    if (depth > DEEPEST) throw new FilterError(`the macro '${this.#code.name}' calls itself without end`)
    charge(CALL + this.#code.work)
    const frame = this.#code.frame(this.#parent)
    const { context } = frame
    if (this.#takes(args, kwargs)) for (let i = 0; i < args.length; i++) frame.slots[i] = args[i]
    else this.#bind(frame, args, new Map(kwargs))
    const out = context.buffer()
    depth++
    try {
      this.#code.run(frame, out)
    } finally {
      depth--
    }
    return context.finish(out, this.#code.keepsText?.(frame) ?? false)
  }

  /** True for the plain call: each parameter has its argument, and nothing special is asked for. */
  #takes(args: Arguments, kwargs: Keywords): boolean {
    const { parameters, caller, varargs } = this.#code
    const special = caller !== undefined || varargs !== undefined || this.#code.kwargs !== undefined
    return kwargs.size === 0 && args.length === parameters.length && !special
  }

  #bind(frame: Frame, args: Arguments, kwargs: Map<string, Value>): void {
    const { parameters, defaults, varargs } = this.#code
    const count = parameters.length
    if (args.length > count && varargs === undefined)
      throw new TemplateTypeError(`macro '${this.#code.name}' takes not more than ${count} argument(s)`)
    const missing: number[] = []
    for (let i = 0; i < count; i++) {
      const name = parameters[i]!
      const given = i < args.length ? args[i] : kwargs.get(name)
      if (i < args.length && kwargs.has(name))
        throw new TemplateTypeError(`macro '${this.#code.name}' got multiple values for argument '${name}'`)
      kwargs.delete(name)
      if (given === undefined) missing.push(i)
      else frame.slots[i] = given
    }
    this.#bindSpecial(frame, args.slice(count), kwargs)
    for (const i of missing) {
      const fallback = defaults[i - (count - defaults.length)]
      frame.slots[i] = fallback === undefined ? notProvided(parameters[i]!) : fallback(frame)
    }
  }

  #bindSpecial(frame: Frame, rest: Arguments, kwargs: Map<string, Value>): void {
    const { caller, varargs, name } = this.#code
    if (caller !== undefined) {
      frame.slots[caller] = kwargs.get('caller') ?? new Undefined('caller', 'No caller defined')
      kwargs.delete('caller')
    }
    if (varargs !== undefined) frame.slots[varargs] = Tuple.from_(rest)
    if (this.#code.kwargs !== undefined) frame.slots[this.#code.kwargs] = new Map<Value, Value>(kwargs)
    else if (kwargs.size > 0) {
      const [unknown] = kwargs.keys()
      throw new TemplateTypeError(
        unknown === 'caller'
          ? `macro '${name}' was invoked with a call block but does not use caller`
          : `macro '${name}' takes no keyword argument '${unknown}'`,
      )
    }
  }
}

const notProvided = (name: string): Undefined => new Undefined(name, `parameter '${name}' was not provided`)
