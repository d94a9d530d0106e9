/** Calls, filters and tests to closures. */

import { trusted, Unknown, type Value } from '../../values.ts'
import type { CallArguments, Expression, ExpressionOf } from '../parser/nodes.ts'
import { type Arguments, type Keywords, NO_KEYWORDS } from '../plugin.ts'
import { TemplateTypeError, UnknownSignal } from '../python/errors.ts'
import { toArray } from '../python/iterate.ts'
import { methodOf } from '../python/methods/method-of.ts'
import { str } from '../python/repr.ts'
import { getAttribute } from '../runtime/access.ts'
import { callValue } from '../runtime/call.ts'
import type { Frame } from '../runtime/frame.ts'
import type { Evaluate } from './compiled.ts'
import type { CompileScope } from './scope.ts'

interface CompiledArguments {
  readonly args: (frame: Frame) => Arguments
  readonly kwargs: (frame: Frame) => Keywords
}

const NO_ARGUMENTS: Arguments = []
const noArguments = (): Arguments => NO_ARGUMENTS
const noKeywords = (): Keywords => NO_KEYWORDS

const compileArguments = (node: CallArguments, scope: CompileScope): CompiledArguments => ({
  args: compilePositional(node, scope),
  kwargs: compileKeywords(node, scope),
})

const compilePositional = (node: CallArguments, scope: CompileScope): ((frame: Frame) => Arguments) => {
  const items = node.positional.map((item) => scope.expression(item))
  const star = node.star === undefined ? undefined : scope.expression(node.star)
  if (star !== undefined) return (frame) => [...items.map((item) => item(frame)), ...toArray(star(frame))]
  const [first, second] = items
  if (first === undefined) return noArguments
  if (second === undefined) return (frame) => [first(frame)]
  if (items.length === 2) return (frame) => [first(frame), second(frame)]
  return (frame) => items.map((item) => item(frame))
}

const compileKeywords = (node: CallArguments, scope: CompileScope): ((frame: Frame) => Keywords) => {
  const entries = node.keywords.map(([name, value]) => [name, scope.expression(value)] as const)
  const starStar = node.starStar === undefined ? undefined : scope.expression(node.starStar)
  if (entries.length === 0 && starStar === undefined) return noKeywords
  return (frame) => {
    const keywords = new Map<string, Value>()
    for (const [name, value] of entries) keywords.set(name, value(frame))
    if (starStar !== undefined) addKeywords(keywords, starStar(frame))
    return keywords
  }
}

const addKeywords = (keywords: Map<string, Value>, more: Value): void => {
  if (!(more instanceof Map)) throw new TemplateTypeError('argument after ** must be a mapping')
  for (const [name, value] of more) keywords.set(str(name), value)
}

/** `target(args)`; a method is called without making a value of it first. */
export const compileCall = (node: ExpressionOf<'call'>, scope: CompileScope): Evaluate => {
  if (node.target.kind === 'attribute') return compileMethodCall(node, scope)
  const isLookup = node.target.kind === 'name' && LOOKUPS.has(node.target.name)
  const { args, kwargs } = compileArguments(isLookup ? withTemplates(node.args) : node.args, scope)
  const place = scope.place(node)
  const target = scope.expression(node.target)
  return (frame) => {
    const callable = target(frame)
    const given = { args: args(frame), kwargs: kwargs(frame) }
    frame.context.run.at = place
    return callValue(frame.context, callable, given)
  }
}

const LOOKUPS: ReadonlySet<string> = new Set(['lookup', 'query', 'q'])

/** A lookup's terms are evaluated once more, so a string that is written right there may be a template. */
const withTemplates = (args: CallArguments): CallArguments => ({ ...args, positional: args.positional.map(asTemplate) })

const asTemplate = (node: Expression): Expression => {
  if (node.kind === 'list') return { ...node, items: node.items.map(asTemplate) }
  if (node.kind !== 'literal' || typeof node.value !== 'string') return node
  return { ...node, value: trusted(node.value) }
}

const compileMethodCall = (node: ExpressionOf<'call'>, scope: CompileScope): Evaluate => {
  const { target: holder, name } = node.target as ExpressionOf<'attribute'>
  const self = scope.expression(holder)
  const { args, kwargs } = compileArguments(node.args, scope)
  const place = scope.place(node)
  return (frame) => {
    const { context } = frame
    const value = self(frame)
    const method = methodOf(value, name)
    if (method !== undefined) {
      const given = args(frame)
      const named = kwargs(frame)
      context.run.at = place
      return given.find(isUnknown) ?? method(context, value, given, named)
    }
    const callable = getAttribute(value, name)
    const given = { args: args(frame), kwargs: kwargs(frame) }
    context.run.at = place
    return callValue(context, callable, given)
  }
}

const isUnknown = (value: Value): value is Unknown => value instanceof Unknown

/** `target | name(args)`; a filter without target (of a filter block) takes the frame's first slot. */
export const compileFilter = (node: ExpressionOf<'filter'>, scope: CompileScope): Evaluate => {
  const target = node.target === undefined ? firstSlot : scope.expression(node.target)
  const run = scope.unit.settings.filterAt(node.name, node.offset)
  const { args, kwargs } = compileArguments(node.args, scope)
  const place = scope.place(node)
  return (frame) => {
    const value = target(frame)
    const given = args(frame)
    const named = kwargs(frame)
    frame.context.run.at = place
    return run(frame.context, value, given, named)
  }
}

const firstSlot: Evaluate = (frame) => frame.slots[0]!

/** `target is name(args)`. */
export const compileTest = (node: ExpressionOf<'test'>, scope: CompileScope): Evaluate => {
  const target = scope.expression(node.target)
  const run = scope.unit.settings.testAt(node.name, node.offset)
  const { args, kwargs } = compileArguments(node.args, scope)
  const place = scope.place(node)
  return (frame) => {
    const value = target(frame)
    const given = args(frame)
    const named = kwargs(frame)
    frame.context.run.at = place
    try {
      return run(frame.context, value, given, named)
    } catch (error) {
      if (error instanceof UnknownSignal) return error.unknown
      throw error
    }
  }
}
