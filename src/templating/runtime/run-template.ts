/** Running a template from its root. */
import { FilterError } from '../python/errors.ts'
import { charge } from '../python/limits.ts'
import type { RenderContext } from './context.ts'
import { Frame } from './frame.ts'
import type { Output } from './output.ts'

const MOST_PARENTS = 100
/** The least work that a template is. */
const LEAST = 64

/** Runs a template and then, where it extends another, that one with the blocks of both. */
export const runTemplate = (context: RenderContext, out: Output): void => {
  charge(LEAST)
  context.addBlocks(context.template)
  let { template } = context
  for (let depth = 0; ; depth++) {
    if (depth > MOST_PARENTS) throw new FilterError('templates extend one another without end')
    context.parentTemplate = undefined
    template.run(new Frame(context, undefined, 0), out)
    if (context.parentTemplate === undefined) return
    template = context.parentTemplate
  }
}
