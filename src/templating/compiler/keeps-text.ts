/** Whether a result that looks like a list or dict is text made by a filter, and so stays text. */

import type { Body, Expression } from '../parser/nodes.ts'
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
  const [only, more] = body
  return only?.kind === 'output' && more === undefined ? ofExpression(only.expression, scope) : undefined
}

const ofExpression = (node: Expression, scope: CompileScope): KeepsText | undefined => {
  if (node.kind === 'filter') return ofFilter(node, scope)
  if (node.kind === 'name' && scope.candidates(node.name).length === 0)
    return (frame) => frame.context.host.keepsText(node.name)
  if (node.kind === 'call') return isTextLookup(node) ? () => true : undefined
  if (node.kind !== 'condition') return undefined
  const [yes, no] = [ofExpression(node.yes, scope), node.no && ofExpression(node.no, scope)]
  if (yes === undefined && no === undefined) return undefined
  const test = scope.expression(node.test)
  return (frame) => (truth(test(frame)) ? yes : no)?.(frame) ?? false
}

/** `lookup('template', …, convert_data=False)` gives text. */
const isTextLookup = ({ target, args }: Expression & { kind: 'call' }): boolean => {
  const [name] = args.positional
  const converts = args.keywords.find(([keyword]) => keyword === 'convert_data')?.[1]
  return (
    target.kind === 'name' &&
    target.name === 'lookup' &&
    name?.kind === 'literal' &&
    /^(?:ansible\.builtin\.)?template$/.test(String(name.value)) &&
    converts?.kind === 'literal' &&
    converts.value === false
  )
}

const ofFilter = (node: Expression & { kind: 'filter' }, scope: CompileScope): KeepsText | undefined => {
  const name = node.name.replace(/^ansible\.builtin\./, '')
  if (TEXT_FILTERS.has(name)) return () => true
  return PASSING_FILTERS.has(name) && node.target !== undefined ? ofExpression(node.target, scope) : undefined
}
