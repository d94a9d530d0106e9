/** Whether a result that looks like a list or dict is text made by a filter, and so stays text. */

import type { Body, Expression, Filter, FunCall } from '../parser/nodes.ts'
import { truth } from '../python/truth.ts'
import type { Frame } from '../runtime/frame.ts'
import type { CompileScope } from './scope.ts'

type KeepsText = (frame: Frame) => boolean

const TEXT_FILTERS: ReadonlySet<string> = new Set([
  'string',
  'to_json',
  'to_nice_json',
  'to_yaml',
  'to_nice_yaml',
  'ppretty',
  'json',
])
const PASSING_FILTERS: ReadonlySet<string> = new Set(['default', 'd', 'mandatory'])

/** For a body that is a single `{{ }}`: asks, only when its text looks literal, whether it is to be kept as it is. */
export const keepsText = (body: Body, scope: CompileScope): KeepsText | undefined => {
  const [only, more] = body.children
  if (only?.typename !== 'Output' || more !== undefined || only.children.length !== 1) return undefined
  return ofExpression(only.children[0]!, scope)
}

const ofExpression = (node: Expression, scope: CompileScope): KeepsText | undefined => {
  if (node.typename === 'Filter') return ofFilter(node, scope)
  if (node.typename === 'Symbol' && scope.candidates(node.value).length === 0)
    return (frame) => frame.context.host.keepsText(node.value)
  if (node.typename === 'FunCall') return isTextLookup(node) ? () => true : undefined
  if (node.typename !== 'InlineIf') return undefined
  const [yes, no] = [ofExpression(node.body, scope), node.else_ === null ? undefined : ofExpression(node.else_, scope)]
  if (yes === undefined && no === undefined) return undefined
  const test = scope.expression(node.cond)
  return (frame) => (truth(test(frame)) ? yes : no)?.(frame) ?? false
}

/** `lookup('template', …, convert_data=False)` gives text. */
const isTextLookup = ({ name: target, args }: FunCall): boolean => {
  const [name] = args.positional.children
  const converts = args.keywords.children.find(({ key }) => key.value === 'convert_data')?.value
  return (
    target.typename === 'Symbol' &&
    target.value === 'lookup' &&
    name?.typename === 'Literal' &&
    /^(?:ansible\.builtin\.)?template$/.test(String(name.value)) &&
    converts?.typename === 'Literal' &&
    converts.value === false
  )
}

const ofFilter = (node: Filter, scope: CompileScope): KeepsText | undefined => {
  const name = node.name.value.replace(/^ansible\.builtin\./, '')
  if (TEXT_FILTERS.has(name)) return () => true
  return PASSING_FILTERS.has(name) && node.target !== null ? ofExpression(node.target, scope) : undefined
}
