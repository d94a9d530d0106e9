/** Expressions to closures. */

import { Template, Tuple, Unknown, type Value } from '../../values.ts'
import type { ComparisonOperator, Expression, ExpressionOf } from '../parser/nodes.ts'
import { arithmetic, negate, positive } from '../python/arithmetic.ts'
import { contains, equals, order } from '../python/compare.ts'
import { assertHashable, dictSet } from '../python/dict-key.ts'
import { LenientUndefined } from '../python/lenient-undefined.ts'
import { escapeHtml, Markup } from '../python/markup.ts'
import { isMethodName } from '../python/methods/method-of.ts'
import { str } from '../python/repr.ts'
import { PySlice } from '../python/slice.ts'
import { truth } from '../python/truth.ts'
import { getAttribute, getItem } from '../runtime/access.ts'
import { compileCall, compileFilter, compileTest } from './calls.ts'
import type { Evaluate } from './compiled.ts'
import { compileName } from './names.ts'
import type { CompileScope } from './scope.ts'

/** The closure that computes an expression. */
export const compileExpression = (node: Expression, scope: CompileScope): Evaluate => {
  switch (node.kind) {
    case 'literal':
      return node.value instanceof Template ? inlineTemplate(node.value) : constant(node.value)
    case 'name':
      return compileName(node.name, scope)
    case 'list':
      return compileItems(node.items, scope)
    case 'tuple':
      return compileTuple(node.items, scope)
    case 'dict':
      return compileDict(node, scope)
    case 'unary':
      return compileUnary(node, scope)
    case 'binary':
      return compileBinary(node, scope)
    case 'and':
    case 'or':
      return compileLogic(node, scope)
    case 'compare':
      return compileComparison(node, scope)
    case 'concat':
      return compileConcat(node, scope)
    case 'condition':
      return compileCondition(node, scope)
    case 'attribute':
      return compileAttribute(node, scope)
    case 'item':
      return compileItem(node, scope)
    case 'slice':
      return compileSlice(node, scope)
    case 'call':
      return compileCall(node, scope)
    case 'filter':
      return compileFilter(node, scope)
    case 'test':
      return compileTest(node, scope)
  }
}

const constant =
  (value: Value): Evaluate =>
  () =>
    value

const inlineTemplate =
  (template: Template): Evaluate =>
  (frame) =>
    frame.context.evaluate(template)

const compileAll = (nodes: readonly Expression[], scope: CompileScope): Evaluate[] =>
  nodes.map((node) => compileExpression(node, scope))

const compileItems = (nodes: readonly Expression[], scope: CompileScope): Evaluate => {
  const items = compileAll(nodes, scope)
  return (frame) => items.map((item) => item(frame))
}

const compileTuple = (nodes: readonly Expression[], scope: CompileScope): Evaluate => {
  const items = compileAll(nodes, scope)
  return (frame) => {
    const tuple = new Tuple()
    for (const item of items) tuple.push(item(frame))
    return tuple
  }
}

const compileDict = (node: ExpressionOf<'dict'>, scope: CompileScope): Evaluate => {
  const entries = node.entries.map(
    ([key, value]) => [compileExpression(key, scope), compileExpression(value, scope)] as const,
  )
  return (frame) => {
    const dict = new Map<Value, Value>()
    for (const [key, value] of entries) {
      const name = key(frame)
      if (typeof name !== 'string') assertHashable(name)
      dictSet(dict, name, value(frame))
    }
    return dict
  }
}

const compileUnary = (node: ExpressionOf<'unary'>, scope: CompileScope): Evaluate => {
  const operand = compileExpression(node.operand, scope)
  const place = scope.place(node)
  const { operator } = node
  return (frame) => {
    const value = operand(frame)
    if (value instanceof Unknown) return value
    frame.context.run.at = place
    if (operator === 'not') return !truth(value)
    return operator === '-' ? negate(value) : positive(value)
  }
}

const compileBinary = (node: ExpressionOf<'binary'>, scope: CompileScope): Evaluate => {
  const left = compileExpression(node.left, scope)
  const right = compileExpression(node.right, scope)
  const place = scope.place(node)
  const { operator } = node
  return (frame) => {
    const a = left(frame)
    const b = right(frame)
    if (a instanceof Unknown) return a
    if (b instanceof Unknown) return b
    frame.context.run.at = place
    return arithmetic(a, operator, b)
  }
}

const compileLogic = (node: ExpressionOf<'and' | 'or'>, scope: CompileScope): Evaluate => {
  const left = compileExpression(node.left, scope)
  const right = compileExpression(node.right, scope)
  const place = scope.place(node.left)
  const stopsAt = node.kind === 'or'
  return (frame) => {
    const value = left(frame)
    if (value instanceof Unknown) return undecided(value, { other: right(frame), stopsAt })
    frame.context.run.at = place
    return truth(value) === stopsAt ? value : right(frame)
  }
}

/** With one side unknown, the other may still decide: `unknown and false` is false. */
const undecided = (unknown: Unknown, { other, stopsAt }: { other: Value; stopsAt: boolean }): Value =>
  other instanceof Unknown || truth(other) !== stopsAt ? unknown : other

const compileComparison = (node: ExpressionOf<'compare'>, scope: CompileScope): Evaluate => {
  const first = compileExpression(node.first, scope)
  const place = scope.place(node)
  const rest = node.rest.map(({ operator, operand }) => ({
    holds: COMPARE[operator],
    operand: compileExpression(operand, scope),
  }))
  return (frame) => {
    let left = first(frame)
    for (const { holds, operand } of rest) {
      const right = operand(frame)
      if (left instanceof Unknown) return left
      if (right instanceof Unknown) return right
      frame.context.run.at = place
      if (!holds(left, right)) return false
      left = right
    }
    return true
  }
}

const COMPARE: Readonly<Record<ComparisonOperator, (a: Value, b: Value) => boolean>> = {
  '==': equals,
  '!=': (a, b) => !equals(a, b),
  '<': (a, b) => order(a, '<', b),
  '<=': (a, b) => order(a, '<=', b),
  '>': (a, b) => order(a, '>', b),
  '>=': (a, b) => order(a, '>=', b),
  in: (a, b) => contains(b, a),
  'not in': (a, b) => !contains(b, a),
}

const compileConcat = (node: ExpressionOf<'concat'>, scope: CompileScope): Evaluate => {
  const items = compileAll(node.items, scope)
  const place = scope.place(node)
  return (frame) => {
    const values = items.map((item) => item(frame))
    frame.context.run.at = place
    for (const value of values) if (value instanceof Unknown) return value
    if (frame.context.autoescape && values.some((value) => value instanceof Markup))
      return new Markup(values.map(escapeHtml).join(''))
    return values.map(str).join('')
  }
}

const compileCondition = (node: ExpressionOf<'condition'>, scope: CompileScope): Evaluate => {
  const test = compileExpression(node.test, scope)
  const yes = compileExpression(node.yes, scope)
  const no = node.no === undefined ? noElse(node, scope) : compileExpression(node.no, scope)
  const place = scope.place(node.test)
  return (frame) => {
    const value = test(frame)
    if (value instanceof Unknown) return value
    frame.context.run.at = place
    return truth(value) ? yes(frame) : no(frame)
  }
}

const noElse = (node: Expression, scope: CompileScope): Evaluate => {
  const line = scope.unit.template.source.slice(0, node.offset).split('\n').length
  const hint = `the inline if-expression on line ${line} evaluated to false and no else section was defined.`
  return () => new LenientUndefined('', hint)
}

const compileAttribute = (node: ExpressionOf<'attribute'>, scope: CompileScope): Evaluate => {
  const target = compileExpression(node.target, scope)
  const { name } = node
  if (isMethodName(name)) return (frame) => getAttribute(target(frame), name)
  return (frame) => {
    const value = target(frame)
    const found = value instanceof Map ? value.get(name) : undefined
    return found === undefined ? getAttribute(value, name) : found
  }
}

const compileItem = (node: ExpressionOf<'item'>, scope: CompileScope): Evaluate => {
  const target = compileExpression(node.target, scope)
  const key = compileExpression(node.key, scope)
  const place = scope.place(node)
  return (frame) => {
    const value = target(frame)
    const at = key(frame)
    frame.context.run.at = place
    return getItem(value, at)
  }
}

const NONE: Evaluate = () => null

const compileSlice = (node: ExpressionOf<'slice'>, scope: CompileScope): Evaluate => {
  const part = (of: Expression | undefined): Evaluate => (of === undefined ? NONE : compileExpression(of, scope))
  const [start, stop, step] = [part(node.start), part(node.stop), part(node.step)]
  return (frame) => new PySlice(start(frame), stop(frame), step(frame))
}
