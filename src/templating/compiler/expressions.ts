/** Expressions to closures. */

import { Template, Tuple, Unknown, type Value } from '../../values.ts'
import type * as nodes from '../parser/nodes.ts'
import { arithmetic, negate, positive } from '../python/arithmetic.ts'
import { contains, equals, order } from '../python/compare.ts'
import { assertHashable, dictSet } from '../python/dict-key.ts'
import { LenientUndefined } from '../python/lenient-undefined.ts'
import { charge, checkLength } from '../python/limits.ts'
import { escapeHtml, Markup } from '../python/markup.ts'
import { isMethodName } from '../python/methods/method-of.ts'
import { numeric } from '../python/number.ts'
import { str } from '../python/repr.ts'
import { PySlice } from '../python/slice.ts'
import { truth } from '../python/truth.ts'
import { getAttribute, getItem } from '../runtime/access.ts'
import { compileCall, compileFilter, compileTest } from './calls.ts'
import type { Evaluate } from './compiled.ts'
import { isConstant } from './constants.ts'
import { compileName } from './names.ts'
import type { CompileScope } from './scope.ts'

/** The closure that computes an expression. */
export const compileExpression = (node: nodes.Expression, scope: CompileScope): Evaluate => {
  switch (node.typename) {
    case 'Literal':
      return node.value instanceof Template ? inlineTemplate(node.value) : constant(node.value)
    case 'Symbol':
      return compileName(node.value, scope)
    case 'Array':
      return compileItems(node.children, scope)
    case 'Tuple':
      return compileTuple(node.children, scope)
    case 'Dict':
      return compileDict(node, scope)
    case 'Not':
    case 'Neg':
    case 'Pos':
      return compileUnary(node, scope)
    case 'Add':
    case 'Sub':
    case 'Mul':
    case 'Div':
    case 'FloorDiv':
    case 'Mod':
    case 'Pow':
      return compileArithmetic(node, scope)
    case 'And':
    case 'Or':
      return compileLogic(node, scope)
    case 'Compare':
      return compileComparison(node, scope)
    case 'Concat':
      return compileConcat(node, scope)
    case 'InlineIf':
      return compileCondition(node, scope)
    case 'Attribute':
      return compileAttribute(node, scope)
    case 'LookupVal':
      return compileItem(node, scope)
    case 'Slice':
      return compileSlice(node, scope)
    case 'FunCall':
      return compileCall(node, scope)
    case 'Filter':
      return compileFilter(node, scope)
    case 'Is':
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

const compileAll = (nodes: readonly nodes.Expression[], scope: CompileScope): Evaluate[] =>
  nodes.map((node) => compileExpression(node, scope))

/** What a list and a dict take, and an entry of a dict. */
const LIST = 8
const DICT = 32
const ENTRY = 4

const compileItems = (nodes: readonly nodes.Expression[], scope: CompileScope): Evaluate => {
  const items = compileAll(nodes, scope)
  const size = LIST + items.length
  return (frame) => {
    charge(size)
    return items.map((item) => item(frame))
  }
}

const compileTuple = (nodes: readonly nodes.Expression[], scope: CompileScope): Evaluate => {
  const items = compileAll(nodes, scope)
  const size = LIST + items.length
  return (frame) => {
    charge(size)
    const tuple = new Tuple()
    for (const item of items) tuple.push(item(frame))
    return tuple
  }
}

const compileDict = (node: nodes.Dict, scope: CompileScope): Evaluate => {
  const entries = node.children.map(
    ({ key, value }) => [compileExpression(key, scope), compileExpression(value, scope)] as const,
  )
  const size = DICT + ENTRY * entries.length
  return (frame) => {
    charge(size)
    const dict = new Map<Value, Value>()
    for (const [key, value] of entries) {
      const name = key(frame)
      if (typeof name !== 'string') assertHashable(name)
      dictSet(dict, name, value(frame))
    }
    return dict
  }
}

const compileUnary = (node: nodes.UnaryOperator, scope: CompileScope): Evaluate => {
  const operand = compileExpression(node.target, scope)
  const place = scope.place(node)
  const operator = node.typename
  return (frame) => {
    const value = operand(frame)
    if (value instanceof Unknown) return value
    frame.context.run.at = place
    if (operator === 'Not') return !truth(value)
    return operator === 'Neg' ? negate(value) : positive(value)
  }
}

/** Jinja2 writes a negative constant without brackets, so that a power of it is the negative of a power. */
const compilePowerOfConstant = (node: nodes.Arithmetic, scope: CompileScope): Evaluate => {
  const left = compileExpression(node.left, scope)
  const right = compileExpression(node.right, scope)
  const place = scope.place(node)
  return (frame) => {
    const base = left(frame)
    const exponent = right(frame)
    if (exponent instanceof Unknown) return exponent
    frame.context.run.at = place
    const number = numeric(base)
    const negative = number !== undefined && typeof base !== 'boolean' && (number < 0 || Object.is(number, -0))
    return negative ? negate(arithmetic(negate(base), '**', exponent)) : arithmetic(base, '**', exponent)
  }
}

const compileArithmetic = (node: nodes.Arithmetic, scope: CompileScope): Evaluate => {
  if (node.typename === 'Pow' && isConstant(node.left) && !isConstant(node.right))
    return compilePowerOfConstant(node, scope)
  const left = compileExpression(node.left, scope)
  const right = compileExpression(node.right, scope)
  const place = scope.place(node)
  const operator = OPERATORS[node.typename]
  return (frame) => {
    const a = left(frame)
    const b = right(frame)
    if (a instanceof Unknown) return a
    if (b instanceof Unknown) return b
    frame.context.run.at = place
    return arithmetic(a, operator, b)
  }
}

const OPERATORS = { Add: '+', Sub: '-', Mul: '*', Div: '/', FloorDiv: '//', Mod: '%', Pow: '**' } as const

const compileLogic = (node: nodes.Logic, scope: CompileScope): Evaluate => {
  const left = compileExpression(node.left, scope)
  const right = compileExpression(node.right, scope)
  const place = scope.place(node.left)
  const stopsAt = node.typename === 'Or'
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

const compileComparison = (node: nodes.Compare, scope: CompileScope): Evaluate => {
  const first = compileExpression(node.expr, scope)
  const place = scope.place(node)
  const rest = node.ops.children.map(({ type, expr }) => ({
    holds: COMPARE[type],
    operand: compileExpression(expr, scope),
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

const COMPARE: Readonly<Record<nodes.ComparisonOperator, (a: Value, b: Value) => boolean>> = {
  '==': equals,
  '!=': (a, b) => !equals(a, b),
  '<': (a, b) => order(a, '<', b),
  '<=': (a, b) => order(a, '<=', b),
  '>': (a, b) => order(a, '>', b),
  '>=': (a, b) => order(a, '>=', b),
  in: (a, b) => contains(b, a),
  'not in': (a, b) => !contains(b, a),
}

const compileConcat = (node: nodes.Concat, scope: CompileScope): Evaluate => {
  const items = compileAll(concatenated(node), scope)
  const place = scope.place(node)
  return (frame) => {
    const values = items.map((item) => item(frame))
    frame.context.run.at = place
    for (const value of values) if (value instanceof Unknown) return value
    if (frame.context.autoescape && values.some((value) => value instanceof Markup))
      return new Markup(values.map(escapeHtml).join(''))
    charge(values.length)
    return checkLength(values.map(str).join(''))
  }
}

/** All operands of `a ~ b ~ c`: they are joined at once. */
const concatenated = (node: nodes.Expression): nodes.Expression[] =>
  node.typename === 'Concat' ? [...concatenated(node.left), node.right] : [node]

const compileCondition = (node: nodes.InlineIf, scope: CompileScope): Evaluate => {
  const test = compileExpression(node.cond, scope)
  const yes = compileExpression(node.body, scope)
  const no = node.else_ === null ? noElse(node) : compileExpression(node.else_, scope)
  const place = scope.place(node.cond)
  return (frame) => {
    const value = test(frame)
    if (value instanceof Unknown) return value
    frame.context.run.at = place
    return truth(value) ? yes(frame) : no(frame)
  }
}

const noElse = ({ lineno }: nodes.InlineIf): Evaluate => {
  const hint = `the inline if-expression on line ${lineno + 1} evaluated to false and no else section was defined.`
  return () => new LenientUndefined('', hint)
}

const compileAttribute = (node: nodes.Attribute, scope: CompileScope): Evaluate => {
  const target = compileExpression(node.target, scope)
  const name = node.val.value
  if (isMethodName(name)) return (frame) => getAttribute(target(frame), name)
  return (frame) => {
    const value = target(frame)
    const found = value instanceof Map ? value.get(name) : undefined
    return found === undefined ? getAttribute(value, name) : found
  }
}

const compileItem = (node: nodes.LookupVal, scope: CompileScope): Evaluate => {
  const target = compileExpression(node.target, scope)
  const key = compileExpression(node.val, scope)
  const place = scope.place(node)
  return (frame) => {
    const value = target(frame)
    const at = key(frame)
    frame.context.run.at = place
    return getItem(value, at)
  }
}

const NONE: Evaluate = () => null

const compileSlice = (node: nodes.Slice, scope: CompileScope): Evaluate => {
  const part = (of: nodes.Expression | null): Evaluate => (of === null ? NONE : compileExpression(of, scope))
  const [start, stop, step] = [part(node.start), part(node.stop), part(node.step)]
  return (frame) => new PySlice(start(frame), stop(frame), step(frame))
}
