/** An imported template. */

import type { Value } from '../../values.ts'
import { PythonObject } from '../python/object.ts'
import type { RenderContext } from './context.ts'

/** The macros and variables that a template exports; as text, what it prints. */
export class TemplateModule extends PythonObject {
  override readonly typeName = 'TemplateModule'
  readonly name: string
  readonly #context: RenderContext
  readonly #text: string

  constructor(name: string, context: RenderContext, text: string) {
    super()
    this.name = name
    this.#context = context
    this.#text = text
  }

  override repr(): string {
    return `<TemplateModule '${this.name}'>`
  }

  override str(): string {
    return this.#text
  }

  override attribute(name: string): Value | undefined {
    return this.#context.exported?.has(name) === true ? this.#context.vars?.get(name) : undefined
  }
}
