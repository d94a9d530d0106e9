/** Whether a result that looks like a list or dict is text made by a filter, and so stays text. */
import type { Value } from '../../values.ts'
import type { Body, Expression, Filter, FunCall, Logic } from '../parser/nodes.ts'
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

/** Whether the results of a filter stay text. */
export const isTextFilter = (name: string): boolean => TEXT_FILTERS.has(name.replace(/^ansible\.builtin\./, ''))

const PASSING_FILTERS: ReadonlySet<string> = new Set(['default', 'd', 'mandatory', 'truncate'])

/** For a body that is a single `{{ }}`: asks, only when its text looks literal, whether it is to be kept as it is. */
export const keepsText = (body: Body, scope: CompileScope): KeepsText | undefined => {
  const [only, more] = body.children
  if (only?.typename !== 'Output' || more !== undefined || only.children.length !== 1) return undefined
  return ofExpression(only.children[0]!, scope)
}

const ofExpression = (node: Expression, scope: CompileScope): KeepsText | undefined => {
  if (node.typename === 'Filter') return ofFilter(node, scope)
  const path = variablePath(node, scope)
  if (path !== undefined) return (frame) => frame.context.host.keepsText(path)
  if (node.typename === 'FunCall') return isTextLookup(node, scope.unit.settings.native) ? () => true : undefined
  if (node.typename === 'And' || node.typename === 'Or') return ofLogic(node, scope)
  if (node.typename !== 'InlineIf') return undefined
  const [yes, no] = [ofExpression(node.body, scope), node.else_ === null ? undefined : ofExpression(node.else_, scope)]
  if (yes === undefined && no === undefined) return undefined
  const test = scope.expression(node.cond)
  return (frame) => (truth(test(frame)) ? yes : no)?.(frame) ?? false
}

/** The side that is the result. */
const ofLogic = (node: Logic, scope: CompileScope): KeepsText | undefined => {
  const [left, right] = [ofExpression(node.left, scope), ofExpression(node.right, scope)]
  if (left === undefined && right === undefined) return undefined
  const first = scope.expression(node.left)
  const stopsAt = node.typename === 'Or'
  return (frame) => (truth(first(frame)) === stopsAt ? left : right)?.(frame) ?? false
}

/** `lookup('template', …, convert_data=False)` gives text, and so does that lookup in general with `jinja2_native`. */
const isTextLookup = ({ name: target, args }: FunCall, native: boolean): boolean => {
  const [name] = args.positional.children
  const option = (wanted: string): Value | undefined => {
    const value = args.keywords.children.find(({ key }) => key.value === wanted)?.value
    return value?.typename === 'Literal' ? value.value : undefined
  }
  return (
    target.typename === 'Symbol' &&
    target.value === 'lookup' &&
    name?.typename === 'Literal' &&
    /^(?:ansible\.builtin\.)?template$/.test(String(name.value)) &&
    (option('convert_data') === false || (native && option('jinja2_native') !== true))
  )
}

const ofFilter = (node: Filter, scope: CompileScope): KeepsText | undefined => {
  const name = node.name.value.replace(/^ansible\.builtin\./, '')
  if (isTextFilter(name)) return () => true
  return PASSING_FILTERS.has(name) && node.target !== null ? ofExpression(node.target, scope) : undefined
}

/** `['a', 'b', 0]` of the variable `a.b[0]`. */
export const variablePath = (node: Expression, scope: CompileScope): readonly [string, ...Value[]] | undefined => {
  if (node.typename === 'Symbol') return scope.candidates(node.value).length === 0 ? [node.value] : undefined
  if (node.typename !== 'Attribute' && node.typename !== 'LookupVal') return undefined
  const owner = variablePath(node.target, scope)
  if (owner === undefined || node.val.typename !== 'Literal') return undefined
  return [...owner, node.val.value]
}
