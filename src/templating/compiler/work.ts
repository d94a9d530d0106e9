/** How much work a part of a template is, at a guess. */
import { Filter, FunCall, Literal, Name, Output, Test } from '../parser/nodes.ts'
import type { Node } from '../parser/nunjucks.ts'

/** Names and values are the least that expressions are made of. */
const ATOM = 32
const CALL = 128

/** The work of running a body or computing an expression once; loops within add their own. */
export const workOf = (node: Node): number => {
  const count = (kind: Parameters<Node['findAll']>[0]): number => node.findAll(kind).length
  return ATOM * (count(Name) + count(Literal) + count(Output)) + CALL * (count(Filter) + count(Test) + count(FunCall))
}
