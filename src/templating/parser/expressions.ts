/** Jinja2's expression grammar, where it is not that of nunjucks: `or`, `and`, `not`, `**` and signs are. */
import type { Value } from '../../values.ts'
import type { Token } from './lexer.ts'
import * as nodes from './nodes.ts'
import type { Located, Node, NodeClass } from './nunjucks.ts'
import { describe, TokenParser } from './tokens.ts'

type Expression = nodes.Expression

interface TupleOptions {
  readonly conditional?: boolean
  readonly simple?: boolean
  readonly explicitParentheses?: boolean
  readonly endOn?: string
}

/** Parses expressions. */
export class ExpressionParser extends TokenParser {
  /** One expression, or a tuple of several with commas between, as `for`, `set` and `{{ }}` take. */
  parseTuple(options: TupleOptions = {}): Expression {
    const at = this.current
    const children: Expression[] = []
    let isTuple = false
    for (;;) {
      if (children.length > 0) {
        if (!this.skipOperator(',')) break
        isTuple = true
      }
      if (this.#endsTuple(options.endOn)) break
      children.push(this.#tupleItem(options))
      if (!this.isOperator(',')) break
    }
    if (!isTuple && children.length === 1) return children[0]!
    if (children.length === 0 && options.explicitParentheses !== true)
      this.fail(`Expected an expression, got '${describe(this.current)}'`)
    return this.node<nodes.Tuple>(nodes.Tuple as NodeClass<nodes.Tuple>, at, { children })
  }

  #tupleItem({ simple, conditional }: TupleOptions): Expression {
    if (simple === true) return this.parsePrimary()
    return conditional === false ? this.parseOr() : this.parseExpression()
  }

  #endsTuple(endOn: string | undefined): boolean {
    const { type, value } = this.current
    if (type === 'operator') return value === ')'
    return type === 'variable-end' || type === 'block-end' || type === 'eof' || (type === 'symbol' && value === endOn)
  }

  parseInlineIf(): Expression {
    let node = this.parseOr()
    while (this.skipSymbol('if')) {
      const cond = this.parseOr()
      const else_ = this.skipSymbol('else') ? this.nested(() => this.parseInlineIf()) : null
      node = this.node(nodes.InlineIf, node, { cond, body: node, else_ })
    }
    return node
  }

  override parseNot(): Expression {
    return this.nested(() => super.parseNot())
  }

  /** Comparisons and `in` are one level, and its operators make chains. */
  parseIn(): Expression {
    const expr = this.parseAdd()
    const children: nodes.CompareOperand[] = []
    for (
      let at = this.current, type = this.#comparison();
      type !== undefined;
      at = this.current, type = this.#comparison()
    )
      children.push(this.node(nodes.CompareOperand, at, { type, expr: this.parseAdd() }))
    if (children.length === 0) return expr
    const ops = this.list(children)
    return this.node(nodes.Compare, expr, { expr, ops })
  }

  #comparison(): nodes.ComparisonOperator | undefined {
    const { type, value } = this.current
    if (type === 'operator' && COMPARISONS.has(value)) return this.nextToken().value as nodes.ComparisonOperator
    if (this.skipSymbol('in')) return 'in'
    if (!this.isName('not') || this.ahead.type !== 'symbol' || this.ahead.value !== 'in') return undefined
    this.nextToken()
    this.nextToken()
    return 'not in'
  }

  /** `+` and `-` are one level, looser than `~`; `*`, `/`, `//` and `%` are another. */
  parseAdd(): Expression {
    return this.#binary(nodes.SUMS, () => this.#binary(nodes.CONCATS, () => this.parseMul()))
  }

  parseMul(): Expression {
    return this.#binary(nodes.PRODUCTS, () => this.parsePow())
  }

  #binary(
    classes: ReadonlyMap<string, NodeClass<nodes.Arithmetic | nodes.Concat>>,
    operand: () => Expression,
  ): Expression {
    let left = operand()
    for (;;) {
      const { type, value } = this.current
      const operator = type === 'operator' ? classes.get(value) : undefined
      if (operator === undefined) return left
      this.nextToken()
      const right = operand()
      left = this.node(operator, left, { left, right }) as Expression
    }
  }

  override parseUnary(noFilters?: boolean): Expression {
    return this.nested(() => super.parseUnary(noFilters))
  }

  /** A literal, name or bracket with the subscripts and calls behind it; a bare one is a constant or name only. */
  parsePrimary(bare = false): Expression {
    if (bare) return this.#nameOrConstant(this.expect('symbol'))
    const token = this.current
    if (token.type === 'symbol') return this.parsePostfix(this.#nameOrConstant(this.nextToken()))
    if (token.type === 'string') return this.parsePostfix(this.#adjacentStrings())
    if (token.type === 'number') return this.parsePostfix(this.#literal(this.nextToken(), token.literal as Value))
    return this.parsePostfix(this.#bracket())
  }

  #literal(at: Located, value: Value): nodes.Literal {
    return this.node(nodes.Literal, at, { value })
  }

  #nameOrConstant(token: Token): Expression {
    const constant = CONSTANTS.get(token.value)
    return constant === undefined ? this.name(token) : this.#literal(token, constant)
  }

  name(token: Token): nodes.Name {
    return this.node(nodes.Name, token, { value: token.value })
  }

  #adjacentStrings(): Expression {
    const at = this.current
    let text = ''
    while (this.is('string')) text += this.nextToken().literal as string
    return this.#literal(at, text)
  }

  #bracket(): Expression {
    const at = this.current
    if (this.skipOperator('(')) {
      const inner = this.parseTuple({ explicitParentheses: true })
      this.expect('operator', ')')
      return inner
    }
    if (this.skipOperator('[')) {
      const children = this.#items(']', () => this.parseExpression())
      return this.node(nodes.List, at, { children })
    }
    if (this.skipOperator('{')) return this.node(nodes.Dict, at, { children: this.#items('}', () => this.#pair()) })
    return this.fail(`unexpected '${describe(at)}'`)
  }

  #pair(): nodes.Pair {
    const key = this.parseExpression()
    this.expect('operator', ':')
    const value = this.parseExpression()
    return this.node(nodes.Pair, key, { key, value }) as nodes.Pair
  }

  #items<T>(closing: string, parse: () => T): T[] {
    const items: T[] = []
    while (!this.isOperator(closing)) {
      if (items.length > 0) this.expect('operator', ',')
      if (this.isOperator(closing)) break
      items.push(parse())
    }
    this.expect('operator', closing)
    return items
  }

  list<N extends Node>(children: readonly N[], at: Located = this.current): nodes.NodeList<N> {
    return this.node(nodes.NodeList as NodeClass<nodes.NodeList<Node>>, at, { children }) as nodes.NodeList<N>
  }

  parsePostfix(start: Expression): Expression {
    let node = start
    for (;;) {
      if (this.skipOperator('.')) node = this.#attribute(node)
      else if (this.skipOperator('[')) node = this.#item(node)
      else if (this.isOperator('(')) node = this.#call(node)
      else return node
    }
  }

  #attribute(target: Expression): Expression {
    const token = this.nextToken()
    if (token.type === 'symbol') {
      const val = this.#literal(token, token.value) as nodes.Attribute['val']
      return this.node(nodes.Attribute, target, { target, val })
    }
    if (token.type !== 'number' || typeof token.literal === 'object') this.failAt('expected name or number', token)
    return this.node(nodes.LookupVal, target, { target, val: this.#literal(token, token.literal as Value) })
  }

  #item(target: Expression): Expression {
    const at = this.current
    const children: Expression[] = []
    while (!this.isOperator(']')) {
      if (children.length > 0) this.expect('operator', ',')
      children.push(this.#subscript())
    }
    this.nextToken()
    if (children.length === 0) this.failAt('expected subscript', at)
    const tuple = nodes.Tuple as NodeClass<nodes.Tuple>
    const val = children.length === 1 ? children[0]! : this.node(tuple, at, { children })
    return this.node(nodes.LookupVal, target, { target, val })
  }

  #subscript(): Expression {
    const at = this.current
    const start = this.isOperator(':') ? null : this.parseExpression()
    if (start !== null && !this.isOperator(':')) return start
    this.expect('operator', ':')
    const part = (): Expression | null =>
      this.isOperator(':') || this.isOperator(']') || this.isOperator(',') ? null : this.parseExpression()
    const stop = part()
    const step = this.skipOperator(':') ? part() : null
    return this.node(nodes.Slice, at, { start, stop, step })
  }

  #call(name: Expression): Expression {
    const args = this.parseArguments()
    return this.node(nodes.FunCall, name, { name, args })
  }

  /** `(a, b=1, *c, **d)`. */
  parseArguments(): nodes.Arguments {
    const at = this.expect('operator', '(')
    const positional: Expression[] = []
    const keywords: nodes.Pair<nodes.Literal>[] = []
    let star: Expression | null = null
    let starStar: Expression | null = null
    this.#items(')', () => {
      let ordered = starStar === null
      if (this.skipOperator('*')) {
        ordered &&= star === null
        star = this.parseExpression()
      } else if (this.skipOperator('**')) starStar = this.parseExpression()
      else if (this.is('symbol') && this.ahead.type === 'operator' && this.ahead.value === '=')
        keywords.push(this.#keyword(this.nextToken(), keywords))
      else {
        ordered &&= star === null && keywords.length === 0
        positional.push(this.parseExpression())
      }
      if (!ordered) this.failAt('invalid syntax for function call expression', at)
    })
    return this.arguments(at, { positional, keywords, star, starStar })
  }

  #keyword(token: Token, before: readonly nodes.Pair<nodes.Literal>[]): nodes.Pair<nodes.Literal> {
    this.expect('operator', '=')
    if (before.some(({ key }) => key.value === token.value))
      this.failAt(`keyword argument repeated: ${token.value}`, token)
    const fields = { key: this.#literal(token, token.value), value: this.parseExpression() }
    return this.node(nodes.Pair, token, fields) as nodes.Pair<nodes.Literal>
  }

  /** A call's arguments; by default none. */
  arguments(
    at: Located,
    given: {
      positional?: Expression[]
      keywords?: nodes.Pair<nodes.Literal>[]
      star?: Expression | null
      starStar?: Expression | null
    } = {},
  ): nodes.Arguments {
    const { positional = [], keywords = [], star = null, starStar = null } = given
    const fields = { positional: this.list(positional, at), keywords: this.list(keywords, at), star, starStar }
    return this.node(nodes.Arguments, at, fields)
  }

  /** Filters and tests bind tighter than `**`, but looser than a sign; a call may follow either. */
  parseFilter(start: Expression): Expression {
    let node = start
    for (;;) {
      if (this.skipOperator('|')) node = this.parseFilterCall(node)
      else if (this.skipSymbol('is')) node = this.#test(node)
      else if (this.isOperator('(')) node = this.#call(node)
      else return node
    }
  }

  /** `name(args)` behind a `|`, or at the head of a filter block. */
  parseFilterCall(target: Expression | null): nodes.Filter {
    const name = this.parseFilterName() as nodes.Name
    const args = this.isOperator('(') ? this.parseArguments() : this.arguments(name)
    return this.node(nodes.Filter, name, { target, name, args })
  }

  #test(target: Expression): Expression {
    const negated = this.skipSymbol('not')
    const name = this.parseFilterName() as nodes.Name
    const test = this.node(nodes.Test, name, { target, name, args: this.#testArguments(name) })
    return negated ? this.node(nodes.Not, name, { target: test }) : test
  }

  #testArguments(at: Located): nodes.Arguments {
    if (this.isOperator('(')) return this.parseArguments()
    const startsOperand =
      this.is('symbol') || this.is('string') || this.is('number') || this.isOperator('[') || this.isOperator('{')
    if (!startsOperand || this.isName('else', 'or', 'and')) return this.arguments(at)
    if (this.isName('is')) this.fail('You cannot chain multiple tests with is')
    return this.arguments(at, { positional: [this.parsePrimary()] })
  }
}

const COMPARISONS: ReadonlySet<string> = new Set(['==', '!=', '<', '<=', '>', '>='])

const CONSTANTS: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['true', true],
  ['True', true],
  ['false', false],
  ['False', false],
  ['none', null],
  ['None', null],
])
