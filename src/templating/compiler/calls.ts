/** Calls, filters and tests to closures. */

import { trusted, Unknown, type Value } from '../../values.ts'
import {
  type Arguments as ArgumentsNode,
  type Attribute,
  type Expression,
  endOf,
  type Filter,
  type FunCall,
  List,
  Literal,
  type Test,
} from '../parser/nodes.ts'
import { type Arguments, type Keywords, NO_KEYWORDS } from '../plugin.ts'
import { TemplateTypeError, UnknownSignal } from '../python/errors.ts'
import { toArray } from '../python/iterate.ts'
import { charge } from '../python/limits.ts'
import { methodOf } from '../python/methods/method-of.ts'
import { PythonObject } from '../python/object.ts'
import { str } from '../python/repr.ts'
import { getAttribute } from '../runtime/access.ts'
import { callValue } from '../runtime/call.ts'
import type { Frame } from '../runtime/frame.ts'
import type { Evaluate } from './compiled.ts'
import type { CompileScope } from './scope.ts'
import { textType } from './text-type.ts'

interface CompiledArguments {
  readonly args: (frame: Frame) => Arguments
  readonly kwargs: (frame: Frame) => Keywords
}

const NO_ARGUMENTS: Arguments = []
const noArguments = (): Arguments => NO_ARGUMENTS
const noKeywords = (): Keywords => NO_KEYWORDS

/** Keywords that a call gets besides those that are written. */
type Extra = Readonly<Record<string, Evaluate>>

const compileArguments = (node: ArgumentsNode, scope: CompileScope, extra?: Extra): CompiledArguments => ({
  args: compilePositional(node, scope),
  kwargs: compileKeywords(node, scope, extra),
})

type MakeArguments = (frame: Frame) => Arguments

const compilePositional = ({ positional, star }: ArgumentsNode, scope: CompileScope): MakeArguments =>
  compileItems(positional.children, star, scope)

const compileItems = (nodes: readonly Expression[], rest: Expression | null, scope: CompileScope): MakeArguments => {
  const items = nodes.map((item) => scope.expression(item))
  const star = rest === null ? undefined : scope.expression(rest)
  if (star !== undefined) return (frame) => [...items.map((item) => item(frame)), ...toArray(star(frame))]
  const [first, second] = items
  if (first === undefined) return noArguments
  if (second === undefined) return (frame) => [first(frame)]
  if (items.length === 2) return (frame) => [first(frame), second(frame)]
  return (frame) => items.map((item) => item(frame))
}

const compileKeywords = (node: ArgumentsNode, scope: CompileScope, extra: Extra = {}): ((frame: Frame) => Keywords) => {
  const written = node.keywords.children.map(({ key, value }) => [str(key.value), scope.expression(value)] as const)
  const entries = [...written, ...Object.entries(extra)]
  const starStar = node.starStar === null ? undefined : scope.expression(node.starStar)
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
  for (const [name, value] of more) {
    const isText = typeof name === 'string' || (name instanceof PythonObject && name.typeName === 'Markup')
    if (!isText) throw new TemplateTypeError('keywords must be strings')
    keywords.set(str(name), value)
  }
}

/** `target(args)`; a method is called without making a value of it first. */
export const compileCall = (node: FunCall, scope: CompileScope, extra?: Extra): Evaluate => {
  const { name } = node
  if (name.typename === 'Attribute') return compileMethodCall(node, scope, { of: name, extra })
  const isLookup = name.typename === 'Symbol' && LOOKUPS.has(name.value)
  const { args, kwargs } = compileArguments(node.args, scope, extra)
  const terms = isLookup ? compileItems(node.args.positional.children.map(asTemplate), node.args.star, scope) : args
  const place = scope.place(node)
  const target = scope.expression(name)
  return (frame) => {
    const callable = target(frame)
    const given = { args: terms(frame), kwargs: kwargs(frame) }
    frame.context.run.at = place
    return callValue(frame.context, callable, given)
  }
}

const LOOKUPS: ReadonlySet<string> = new Set(['lookup', 'query', 'q'])

/** A lookup's terms are evaluated once more, so a string that is written right there may be a template. */
const asTemplate = (node: Expression): Expression => {
  const { lineno, colno } = node
  const end = endOf(node)
  if (node.typename === 'Array')
    return Object.assign(new List(lineno, colno), { children: node.children.map(asTemplate), end })
  if (node.typename !== 'Literal' || typeof node.value !== 'string') return node
  return Object.assign(new Literal(lineno, colno), { value: trusted(node.value), end })
}

/** The least work of a method. */
const METHOD = 4

const compileMethodCall = (
  node: FunCall,
  scope: CompileScope,
  { of, extra }: { of: Attribute; extra: Extra | undefined },
): Evaluate => {
  const name = of.val.value
  const self = scope.expression(of.target)
  const { args, kwargs } = compileArguments(node.args, scope, extra)
  const place = scope.place(node)
  return (frame) => {
    const { context } = frame
    const value = self(frame)
    const method = methodOf(value, name)
    if (method !== undefined) {
      const given = args(frame)
      const named = kwargs(frame)
      context.run.at = place
      charge(METHOD)
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
export const compileFilter = (node: Filter, scope: CompileScope): Evaluate => {
  const target = node.target === null ? firstSlot : scope.expression(node.target)
  const place = scope.place(node)
  const run = scope.unit.settings.filterAt(node.name.value, place.offset)
  const { args, kwargs } = compileArguments(node.args, scope)
  const filtered: Evaluate = (frame) => {
    const value = target(frame)
    const given = args(frame)
    const named = kwargs(frame)
    frame.context.run.at = place
    return run(frame.context, value, given, named)
  }
  return node.name.value.endsWith('type_debug') ? withTextType(node, scope, filtered) : filtered
}

/** Which kind of text a text is, only the expression tells. */
const withTextType = (node: Filter, scope: CompileScope, filtered: Evaluate): Evaluate => {
  const kind = textType(node.target, scope)
  return (frame) => {
    const name = filtered(frame)
    return name === 'str' ? kind(frame) : name
  }
}

const firstSlot: Evaluate = (frame) => frame.slots[0]!

/** `target is name(args)`. */
export const compileTest = (node: Test, scope: CompileScope): Evaluate => {
  const target = scope.expression(node.target)
  const place = scope.place(node)
  const run = scope.unit.settings.testAt(node.name.value, place.offset)
  const { args, kwargs } = compileArguments(node.args, scope)
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
