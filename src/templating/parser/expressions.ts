/** Jinja2's expression grammar. */
import type { Value } from '../../values.ts'
import type { Token } from './lexer.ts'
import type { BinaryOperator, CallArguments, Comparison, ComparisonOperator, Expression } from './nodes.ts'
import { describe, type Tokens } from './tokens.ts'

/** An expression; `conditional: false` leaves an `if` behind it for the statement. */
export const parseExpression = (tokens: Tokens, conditional = true): Expression =>
  tokens.nested(() => (conditional ? parseCondition(tokens) : parseOr(tokens)))

/** One expression, or a tuple of several with commas between, as `for`, `set` and `{{ }}` take. */
export const parseTuple = (
  tokens: Tokens,
  options: { conditional?: boolean; simple?: boolean; explicitParentheses?: boolean; endOn?: string } = {},
): Expression => {
  const parse = (): Expression =>
    options.simple === true ? parsePrimary(tokens) : parseExpression(tokens, options.conditional ?? true)
  const offset = tokens.current.offset
  const items: Expression[] = []
  let isTuple = false
  for (;;) {
    if (items.length > 0) {
      if (!tokens.skipOperator(',')) break
      isTuple = true
    }
    if (endsTuple(tokens, options.endOn)) break
    items.push(parse())
    if (!tokens.isOperator(',')) break
  }
  if (!isTuple && items.length === 1) return items[0]!
  if (items.length === 0 && options.explicitParentheses !== true)
    throw tokens.error(`Expected an expression, got '${describe(tokens.current)}'`)
  return { kind: 'tuple', items, offset, end: tokens.lastEnd }
}

const endsTuple = (tokens: Tokens, endOn: string | undefined): boolean =>
  tokens.is('variable_end') ||
  tokens.is('block_end') ||
  tokens.is('eof') ||
  tokens.isOperator(')') ||
  (endOn !== undefined && tokens.isName(endOn))

const parseCondition = (tokens: Tokens): Expression => {
  let node = parseOr(tokens)
  while (tokens.skipName('if')) {
    const test = parseOr(tokens)
    const otherwise = tokens.skipName('else') ? tokens.nested(() => parseCondition(tokens)) : undefined
    node = { kind: 'condition', test, yes: node, no: otherwise, offset: node.offset, end: tokens.lastEnd }
  }
  return node
}

const parseOr = (tokens: Tokens): Expression => {
  let left = parseAnd(tokens)
  while (tokens.skipName('or')) {
    const right = parseAnd(tokens)
    left = { kind: 'or', left, right, offset: left.offset, end: right.end }
  }
  return left
}

const parseAnd = (tokens: Tokens): Expression => {
  let left = parseNot(tokens)
  while (tokens.skipName('and')) {
    const right = parseNot(tokens)
    left = { kind: 'and', left, right, offset: left.offset, end: right.end }
  }
  return left
}

const parseNot = (tokens: Tokens): Expression => {
  if (!tokens.isName('not')) return parseCompare(tokens)
  const { offset } = tokens.next()
  const operand = tokens.nested(() => parseNot(tokens))
  return { kind: 'unary', operator: 'not', operand, offset, end: operand.end }
}

const COMPARISONS: ReadonlySet<string> = new Set(['==', '!=', '<', '<=', '>', '>='])

const parseCompare = (tokens: Tokens): Expression => {
  const first = parseSum(tokens)
  const rest: Comparison[] = []
  for (let operator = comparison(tokens); operator !== undefined; operator = comparison(tokens))
    rest.push({ operator, operand: parseSum(tokens) })
  return rest.length === 0 ? first : { kind: 'compare', first, rest, offset: first.offset, end: tokens.lastEnd }
}

const comparison = (tokens: Tokens): ComparisonOperator | undefined => {
  const { current } = tokens
  if (current.type === 'operator' && COMPARISONS.has(current.value)) return tokens.next().value as ComparisonOperator
  if (tokens.skipName('in')) return 'in'
  if (!tokens.isName('not') || tokens.ahead.type !== 'name' || tokens.ahead.value !== 'in') return undefined
  tokens.next()
  tokens.next()
  return 'not in'
}

const binaryLevel =
  (operators: ReadonlySet<string>, operand: (tokens: Tokens) => Expression) =>
  (tokens: Tokens): Expression => {
    let left = operand(tokens)
    while (tokens.current.type === 'operator' && operators.has(tokens.current.value)) {
      const operator = tokens.next().value as BinaryOperator
      const right = operand(tokens)
      left = { kind: 'binary', operator, left, right, offset: left.offset, end: right.end }
    }
    return left
  }

const parsePower = (tokens: Tokens): Expression => {
  let left = parseUnary(tokens)
  while (tokens.skipOperator('**')) {
    const right = parseUnary(tokens)
    left = { kind: 'binary', operator: '**', left, right, offset: left.offset, end: right.end }
  }
  return left
}

const parseProduct = binaryLevel(new Set(['*', '/', '//', '%']), parsePower)

const parseConcat = (tokens: Tokens): Expression => {
  const first = parseProduct(tokens)
  if (!tokens.isOperator('~')) return first
  const items = [first]
  while (tokens.skipOperator('~')) items.push(parseProduct(tokens))
  return { kind: 'concat', items, offset: first.offset, end: tokens.lastEnd }
}

const parseSum = binaryLevel(new Set(['+', '-']), parseConcat)

/** Filters bind tighter than `**`, but looser than a sign. */
const parseUnary = (tokens: Tokens, withFilters = true): Expression => {
  const { current } = tokens
  let node: Expression
  if (tokens.isOperator('-') || tokens.isOperator('+')) {
    const operator = tokens.next().value as '-' | '+'
    const operand = tokens.nested(() => parseUnary(tokens, false))
    node = { kind: 'unary', operator, operand, offset: current.offset, end: operand.end }
  } else node = parsePrimary(tokens)
  node = parsePostfix(tokens, node)
  return withFilters ? parseFilters(tokens, node) : node
}

const CONSTANTS: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['true', true],
  ['True', true],
  ['false', false],
  ['False', false],
  ['none', null],
  ['None', null],
])

const parsePrimary = (tokens: Tokens): Expression => {
  const token = tokens.current
  switch (token.type) {
    case 'name':
      return nameOrConstant(tokens.next())
    case 'string':
      return adjacentStrings(tokens)
    case 'number':
      return literal(tokens.next(), token.literal as Value)
    case 'operator':
      return parseBracket(tokens)
    default:
      throw tokens.error(`unexpected '${describe(token)}'`)
  }
}

const literal = ({ offset, end }: Token, value: Value): Expression => ({ kind: 'literal', value, offset, end })

const nameOrConstant = (token: Token): Expression => {
  const constant = CONSTANTS.get(token.value)
  if (constant !== undefined) return literal(token, constant)
  return { kind: 'name', name: token.value, offset: token.offset, end: token.end }
}

const adjacentStrings = (tokens: Tokens): Expression => {
  const { offset } = tokens.current
  let text = ''
  while (tokens.is('string')) text += tokens.next().literal as string
  return { kind: 'literal', value: text, offset, end: tokens.lastEnd }
}

const parseBracket = (tokens: Tokens): Expression => {
  const { offset } = tokens.current
  if (tokens.skipOperator('(')) {
    const inner = parseTuple(tokens, { explicitParentheses: true })
    tokens.expect('operator', ')')
    return inner
  }
  if (tokens.skipOperator('[')) {
    const items = listItems(tokens, ']', () => parseExpression(tokens))
    return { kind: 'list', items, offset, end: tokens.lastEnd }
  }
  if (tokens.skipOperator('{')) {
    const entries = listItems(tokens, '}', (): readonly [Expression, Expression] => {
      const key = parseExpression(tokens)
      tokens.expect('operator', ':')
      return [key, parseExpression(tokens)]
    })
    return { kind: 'dict', entries, offset, end: tokens.lastEnd }
  }
  throw tokens.error(`unexpected '${describe(tokens.current)}'`)
}

const listItems = <T>(tokens: Tokens, closing: string, parse: () => T): T[] => {
  const items: T[] = []
  while (!tokens.isOperator(closing)) {
    if (items.length > 0) tokens.expect('operator', ',')
    if (tokens.isOperator(closing)) break
    items.push(parse())
  }
  tokens.expect('operator', closing)
  return items
}

const parsePostfix = (tokens: Tokens, start: Expression): Expression => {
  let node = start
  for (;;) {
    if (tokens.isOperator('.') || tokens.isOperator('[')) node = parseSubscript(tokens, node)
    else if (tokens.isOperator('(')) node = parseCall(tokens, node)
    else return node
  }
}

const parseFilters = (tokens: Tokens, start: Expression): Expression => {
  let node = start
  for (;;) {
    if (tokens.isOperator('|')) node = parseFilter(tokens, node)
    else if (tokens.isName('is')) node = parseTest(tokens, node)
    // A call may follow a test's or a filter's result.
    else if (tokens.isOperator('(')) node = parseCall(tokens, node)
    else return node
  }
}

const parseSubscript = (tokens: Tokens, target: Expression): Expression => {
  if (tokens.next().value === '[') return parseItem(tokens, target)
  const token = tokens.next()
  const at = { offset: target.offset, end: token.end }
  if (token.type === 'name') return { kind: 'attribute', target, name: token.value, ...at }
  if (token.type !== 'number' || typeof token.literal === 'object')
    throw tokens.error('expected name or number', token.offset)
  return { kind: 'item', target, key: literal(token, token.literal as Value), ...at }
}

const parseItem = (tokens: Tokens, target: Expression): Expression => {
  const { offset } = tokens.current
  const keys: Expression[] = []
  while (!tokens.isOperator(']')) {
    if (keys.length > 0) tokens.expect('operator', ',')
    keys.push(parseSubscribed(tokens))
  }
  const end = tokens.expect('operator', ']').end
  if (keys.length === 0) throw tokens.error('expected subscript', offset)
  const key: Expression = keys.length === 1 ? keys[0]! : { kind: 'tuple', items: keys, offset, end }
  return { kind: 'item', target, key, offset: target.offset, end }
}

const parseSubscribed = (tokens: Tokens): Expression => {
  const { offset } = tokens.current
  const start = tokens.isOperator(':') ? undefined : parseExpression(tokens)
  if (start !== undefined && !tokens.isOperator(':')) return start
  tokens.expect('operator', ':')
  const ends = (): boolean => tokens.isOperator(']') || tokens.isOperator(',')
  const stop = tokens.isOperator(':') || ends() ? undefined : parseExpression(tokens)
  const step = tokens.skipOperator(':') && !ends() ? parseExpression(tokens) : undefined
  return { kind: 'slice', start, stop, step, offset, end: tokens.lastEnd }
}

const parseCall = (tokens: Tokens, target: Expression): Expression => {
  const args = parseArguments(tokens)
  return { kind: 'call', target, args, offset: target.offset, end: tokens.lastEnd }
}

export const NO_ARGUMENTS: CallArguments = { positional: [], keywords: [], star: undefined, starStar: undefined }

/** `(a, b=1, *c, **d)`. */
export const parseArguments = (tokens: Tokens): CallArguments => {
  const opening = tokens.expect('operator', '(')
  const positional: Expression[] = []
  const keywords: (readonly [string, Expression])[] = []
  let star: Expression | undefined
  let starStar: Expression | undefined
  const require = (allowed: boolean): void => {
    if (!allowed) throw tokens.error('invalid syntax for function call expression', opening.offset)
  }
  for (let first = true; !tokens.isOperator(')'); first = false) {
    if (!first) tokens.expect('operator', ',')
    if (tokens.isOperator(')')) break
    if (tokens.skipOperator('*')) {
      require(star === undefined && starStar === undefined)
      star = parseExpression(tokens)
    } else if (tokens.skipOperator('**')) {
      require(starStar === undefined)
      starStar = parseExpression(tokens)
    } else if (tokens.is('name') && tokens.ahead.type === 'operator' && tokens.ahead.value === '=') {
      require(starStar === undefined)
      const name = tokens.next().value
      tokens.next()
      keywords.push([name, parseExpression(tokens)])
    } else {
      require(star === undefined && starStar === undefined && keywords.length === 0)
      positional.push(parseExpression(tokens))
    }
  }
  tokens.expect('operator', ')')
  return { positional, keywords, star, starStar }
}

const dottedName = (tokens: Tokens): string => {
  let name = tokens.expect('name').value
  while (tokens.skipOperator('.')) name += `.${tokens.expect('name').value}`
  return name
}

/** `| name(args)`; for filter blocks without a value, where the first `|` is left out. */
export const parseFilter = (tokens: Tokens, target: Expression | undefined, inline = true): Expression => {
  if (inline) tokens.next()
  const { offset } = tokens.current
  const name = dottedName(tokens)
  const args = tokens.isOperator('(') ? parseArguments(tokens) : NO_ARGUMENTS
  return { kind: 'filter', target, name, args, offset, end: tokens.lastEnd }
}

const parseTest = (tokens: Tokens, target: Expression): Expression => {
  tokens.next()
  const negated = tokens.skipName('not')
  const { offset } = tokens.current
  const name = dottedName(tokens)
  const args = testArguments(tokens)
  const node: Expression = { kind: 'test', target, name, args, offset, end: tokens.lastEnd }
  return negated ? { kind: 'unary', operator: 'not', operand: node, offset, end: node.end } : node
}

const testArguments = (tokens: Tokens): CallArguments => {
  if (tokens.isOperator('(')) return parseArguments(tokens)
  const { type, value } = tokens.current
  const startsOperand =
    type === 'name' ||
    type === 'string' ||
    type === 'number' ||
    (type === 'operator' && (value === '[' || value === '{'))
  if (!startsOperand || tokens.isName('else', 'or', 'and')) return NO_ARGUMENTS
  if (tokens.isName('is')) throw tokens.error('You cannot chain multiple tests with is')
  return operand(tokens)
}

const operand = (tokens: Tokens): CallArguments => ({
  ...NO_ARGUMENTS,
  positional: [parsePostfix(tokens, parsePrimary(tokens))],
})
