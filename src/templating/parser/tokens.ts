/** A cursor over tokens, and nunjucks' parser on it. */
import { TemplateSyntaxError } from '../python/errors.ts'
import type { Token, TokenType } from './lexer.ts'
import type { Expression } from './nodes.ts'
import { type Fields, type Located, type Node, type NodeClass, NunjucksParser } from './nunjucks.ts'

/** Gives tokens one after the other; never goes past the last one, `eof`. */
class TokenSource {
  readonly #tokens: readonly Token[]
  #at = 0

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens
  }

  /** The token that comes next. */
  get ahead(): Token {
    return this.#tokens[Math.min(this.#at, this.#tokens.length - 1)]!
  }

  nextToken(): Token {
    const token = this.ahead
    this.#at++
    return token
  }
}

/** nunjucks' parser with the token cursor and the error messages of Jinja2. */
export class TokenParser extends NunjucksParser<Token, Expression> {
  readonly #source: TokenSource
  readonly #lineStarts: readonly number[]
  #depth = 0

  constructor(tokens: readonly Token[], lineStarts: readonly number[]) {
    const source = new TokenSource(tokens)
    super(source)
    this.#source = source
    this.#lineStarts = lineStarts
  }

  get current(): Token {
    return this.peekToken()
  }

  /** The token behind the current one. */
  get ahead(): Token {
    this.peekToken()
    return this.#source.ahead
  }

  is(type: TokenType): boolean {
    return this.current.type === type
  }

  isOperator(value: string): boolean {
    return this.is('operator') && this.current.value === value
  }

  isName(...names: readonly string[]): boolean {
    return this.is('symbol') && names.includes(this.current.value)
  }

  skipOperator(value: string): boolean {
    return this.skipValue('operator', value)
  }

  override expect(type: TokenType, value?: string): Token {
    const { current } = this
    if (current.type === type && (value === undefined || current.value === value)) return this.nextToken()
    return this.fail(`expected token '${value ?? typeText(type)}', got '${describe(current)}'`)
  }

  override error(message: string, lineno = this.current.lineno, colno = this.current.colno): TemplateSyntaxError {
    return new TemplateSyntaxError(message, this.#lineStarts[lineno]! + colno)
  }

  failAt(message: string, { lineno, colno }: Located): never {
    return this.fail(message, lineno, colno)
  }

  /** A node that begins at a token or node and ends where the last token did. */
  node<N extends Node>(type: NodeClass<N>, at: Located, fields: Fields<N>): N {
    const { lineno, colno } = at
    // As nunjucks' constructor makes it, which first sets each field to null.
    return Object.assign(Object.create(type.prototype), { lineno, colno, ...fields, end: this.current.lastEnd }) as N
  }

  /** Guards the recursion of the parser: text of a few hundred nested brackets is an error, not a crash. */
  nested<T>(parse: () => T): T {
    if (++this.#depth > DEEPEST) this.fail('too many nested expressions')
    const result = parse()
    this.#depth--
    return result
  }
}

const DEEPEST = 400

const typeText = (type: TokenType): string =>
  ({ symbol: 'name', 'block-end': 'end of statement block', 'variable-end': 'end of print statement' })[
    type as string
  ] ?? type

/** What a token is called in a message. */
export const describe = ({ type, value }: Token): string => {
  if (type === 'eof') return 'end of template'
  if (type === 'block-end' || type === 'variable-end') return typeText(type)
  return value === '' ? type : value
}
