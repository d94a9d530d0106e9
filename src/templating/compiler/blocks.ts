/** Blocks and inheritance to closures. */

import type { Block, Extends } from '../parser/nodes.ts'
import { FilterError } from '../python/errors.ts'
import { str } from '../python/repr.ts'
import { runBlock } from '../runtime/block-reference.ts'
import { type BlockCode, NEXT, type Run } from './compiled.ts'
import { CompileScope } from './scope.ts'

/** Registers the block with its template; running it runs the innermost override. */
export const compileBlock = (statement: Block, scope: CompileScope): Run => {
  const name = statement.name.value
  const root = new CompileScope(scope.unit)
  const inner = root.inner(statement.body, 'super')
  const code: BlockCode = {
    name,
    run: inner.body(statement.body),
    size: inner.size,
    required: statement.required,
    template: scope.unit.template,
  }
  const { template } = scope.unit
  template.blocks ??= new Map()
  template.blocks.set(name, code)
  const readers = statement.scoped ? scope.readers() : []
  return (frame, out) => {
    runBlock(frame.context, out, { name, locals: frame.context.visibleNames(frame, readers) })
    return NEXT
  }
}

/** Names the parent template; it runs when the child is done. */
export const compileExtends = (statement: Extends, scope: CompileScope): Run => {
  const template = scope.expression(statement.template)
  const place = scope.place(statement)
  return (frame) => {
    const { context } = frame
    const name = str(template(frame))
    context.run.at = place
    if (context.parentTemplate !== undefined) throw new FilterError('extended multiple times')
    context.parentTemplate = context.host.loadTemplate(name, context.template)
    context.addBlocks(context.parentTemplate)
    return NEXT
  }
}
