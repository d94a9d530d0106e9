/** What Jinja2 computes when it compiles: expressions of constants, which become literals in its code. */
import { Float, Tuple, type Value } from '../../values.ts'
import type * as nodes from '../parser/nodes.ts'
import { PyComplex } from '../python/complex.ts'
import { Markup } from '../python/markup.ts'
import { PySet } from '../python/set.ts'
import { isTextFilter } from './keeps-text.ts'

/** Whether an expression is made of constants only. Whether it is replaced also depends on its value: {@link isFolded}. */
export const isConstant = (node: nodes.Expression): boolean => {
  switch (node.typename) {
    case 'Literal':
      return true
    case 'Array':
    case 'Tuple':
      return node.children.every(isConstant)
    case 'Dict':
      return node.children.every(({ key, value }) => isConstant(key) && isConstant(value))
    case 'Not':
    case 'Neg':
    case 'Pos':
      return isConstant(node.target)
    case 'Compare':
      return isConstant(node.expr) && node.ops.children.every(({ expr }) => isConstant(expr))
    case 'InlineIf':
      return node.else_ !== null && [node.cond, node.body, node.else_].every(isConstant)
    case 'Attribute':
    case 'LookupVal':
      return isConstant(node.target) && isConstant(node.val)
    case 'Slice':
      return [node.start, node.stop, node.step].every((part) => part === null || isConstant(part))
    case 'Filter':
      return !needsContext(node.name.value) && node.target !== null && isConstant(node.target) && areConstant(node.args)
    case 'Is':
      return isConstant(node.target) && areConstant(node.args)
    case 'Symbol':
    case 'FunCall':
      return false
    default:
      return isConstant(node.left) && isConstant(node.right)
  }
}

const CONTEXT_FILTERS: ReadonlySet<string> = new Set(['map', 'select', 'reject', 'selectattr', 'rejectattr'])

const needsContext = (name: string): boolean => CONTEXT_FILTERS.has(name.replace(/^ansible\.builtin\./, ''))

const areConstant = ({ positional, keywords, star, starStar }: nodes.Arguments): boolean =>
  positional.children.every(isConstant) &&
  keywords.children.every(({ value }) => isConstant(value)) &&
  [star, starStar].every((part) => part === null || isConstant(part))

/** Whether a template is nothing but one `{{ }}` of constants. */
export const isConstantOutput = (body: nodes.Body): boolean => {
  const [only, more] = body.children
  if (only?.typename !== 'Output' || more !== undefined || only.children.length !== 1) return false
  const [expression] = only.children
  return isConstant(expression!) && !(expression!.typename === 'Filter' && isTextFilter(expression!.name.value))
}

/** Whether a value can stand in the code as a literal. */
export const isFolded = (value: Value): boolean => {
  if (value === null || typeof value !== 'object' || value instanceof Float) return true
  if (value instanceof Markup || value instanceof PyComplex) return true
  if (value instanceof PySet) return [...value.iterate()].every(isFolded)
  if (Array.isArray(value)) return (value instanceof Tuple || value.constructor === Array) && value.every(isFolded)
  return value instanceof Map && [...value].every(([key, item]) => isFolded(key) && isFolded(item))
}
