/** Where a running template keeps its names. */
import type { Value } from '../../values.ts'
import type { RenderContext } from './context.ts'

/**
 * The names of one scope: a loop's pass, a macro's call, a `with` block. Which slot a name has is settled when the
 * template is compiled; an empty slot means that the name is looked for further out.
 */
export class Frame {
  readonly slots: (Value | undefined)[]
  readonly parent: Frame | undefined
  readonly context: RenderContext

  constructor(context: RenderContext, parent: Frame | undefined, size: number) {
    this.context = context
    this.parent = parent
    this.slots = new Array<Value | undefined>(size)
  }
}
