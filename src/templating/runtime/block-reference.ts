/** `self.block()` and `super()`. */

import { Undefined, type Value } from '../../values.ts'
import { FilterError } from '../python/errors.ts'
import { Markup } from '../python/markup.ts'
import { PythonObject } from '../python/object.ts'
import type { RenderContext } from './context.ts'
import { Frame } from './frame.ts'
import type { Output } from './output.ts'

interface BlockCall {
  readonly name: string
  readonly locals: ReadonlyMap<string, Value>
  /** 0 is the innermost override, 1 what `super()` in it means. */
  readonly level?: number
}

/** Runs a block's code at a level of the inheritance. */
export const runBlock = (context: RenderContext, out: Output, call: BlockCall): void => {
  const level = call.level ?? 0
  const code = context.blocks?.get(call.name)?.[level]
  if (code === undefined) throw new FilterError(`the block '${call.name}' is not defined`)
  if (code.required && level === 0) throw new FilterError(`Required block '${call.name}' not found`)
  const own = context.enterBlock(code.template, call.locals)
  const root = new Frame(own, undefined, 0)
  const frame = new Frame(own, root, code.size)
  frame.slots[0] = superOf(context, call, level)
  code.run(frame, out)
}

const superOf = (context: RenderContext, call: BlockCall, level: number): Value => {
  const parent = context.blocks?.get(call.name)?.[level + 1]
  if (parent === undefined) return new Undefined('super', `there is no parent block called '${call.name}'.`)
  return new BlockReference(context, { ...call, level: level + 1 })
}

/** A block as a callable: `super` in a block, `self.name` anywhere. */
export class BlockReference extends PythonObject {
  override readonly typeName = 'BlockReference'
  readonly #context: RenderContext
  readonly #block: BlockCall

  constructor(context: RenderContext, block: BlockCall) {
    super()
    this.#context = context
    this.#block = block
  }

  override repr(): string {
    return `<BlockReference '${this.#block.name}'>`
  }

  override attribute(name: string): Value | undefined {
    return name === 'super' ? superOf(this.#context, this.#block, this.#block.level ?? 0) : undefined
  }

  override readonly call = (): Value => {
    const out = this.#context.buffer()
    runBlock(this.#context, out, this.#block)
    return this.#context.autoescape ? new Markup(out.text) : out.text
  }
}

/** `self`: the blocks of the template by name. */
export class SelfReference extends PythonObject {
  override readonly typeName = 'TemplateReference'
  readonly #context: RenderContext

  constructor(context: RenderContext) {
    super()
    this.#context = context
  }

  override repr(): string {
    return '<TemplateReference>'
  }

  override attribute(name: string): Value | undefined {
    if (this.#context.blocks?.has(name) !== true) return undefined
    return new BlockReference(this.#context, { name, locals: this.#context.vars ?? new Map() })
  }
}
