/** What a body holds somewhere inside. */
import { Block, type Body, CallBlock, Literal, Macro, Name } from '../parser/nodes.ts'
import type { Node } from '../parser/nunjucks.ts'

/** Whether a name is used in a body; a scoped block in it may use any. */
export const mentions = (body: Body, name: string): boolean =>
  body.findAll(Name).some(({ value }) => value === name) || body.findAll(Block).some(({ scoped }) => scoped)

/** Whether a name is used in a body other than in its blocks. */
export const mentionsOutsideBlocks = (body: Body, name: string): boolean => {
  const inBlocks = new Set(body.findAll(Block).flatMap((block) => block.body.findAll(Name)))
  return body.findAll(Name).some((each) => each.value === name && !inBlocks.has(each))
}

/** Whether a macro or call block is in a body: it keeps the frame that it was made in. */
export const keepsFrames = (body: Body): boolean => body.findAll(Macro).length > 0 || body.findAll(CallBlock).length > 0

const MUTATORS: ReadonlySet<unknown> = new Set([
  'append',
  'extend',
  'insert',
  'remove',
  'pop',
  'popitem',
  'clear',
  'sort',
  'reverse',
  'update',
  'setdefault',
])

/** Whether a method is called somewhere in a tree of this text that changes its list or dict in place. */
export const mutates = (text: string, node: Node): boolean =>
  // A method has its name behind a dot or in quotes.
  /[.'"]/.test(text) && node.findAll(Literal).some(({ value }) => MUTATORS.has(value))
