/** A cursor over tokens. */
import { TemplateSyntaxError } from '../python/errors.ts'
import type { Token, TokenType } from './lexer.ts'

/** Reads tokens one after the other; never goes past the last one, `eof`. */
export class Tokens {
  readonly #tokens: readonly Token[]
  #at = 0
  #depth = 0

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens
  }

  get current(): Token {
    return this.#tokens[this.#at]!
  }

  get ahead(): Token {
    return this.#tokens[Math.min(this.#at + 1, this.#tokens.length - 1)]!
  }

  /** Where the last token read ended. */
  get lastEnd(): number {
    return this.#tokens[Math.max(0, this.#at - 1)]!.end
  }

  next(): Token {
    const token = this.current
    if (token.type !== 'eof') this.#at++
    return token
  }

  is(type: TokenType, value?: string): boolean {
    const token = this.current
    return token.type === type && (value === undefined || token.value === value)
  }

  isOperator(value: string): boolean {
    return this.is('operator', value)
  }

  isName(...names: string[]): boolean {
    return this.current.type === 'name' && names.includes(this.current.value)
  }

  skip(type: TokenType, value?: string): boolean {
    if (!this.is(type, value)) return false
    this.next()
    return true
  }

  skipOperator(value: string): boolean {
    return this.skip('operator', value)
  }

  skipName(name: string): boolean {
    return this.skip('name', name)
  }

  expect(type: TokenType, value?: string): Token {
    if (this.is(type, value)) return this.next()
    throw this.error(`expected token '${value ?? describeType(type)}', got '${describe(this.current)}'`)
  }

  error(message: string, offset = this.current.offset): TemplateSyntaxError {
    return new TemplateSyntaxError(message, offset)
  }

  /** Guards the recursion of the parser: text of a few hundred nested brackets is an error, not a crash. */
  nested<T>(parse: () => T): T {
    if (++this.#depth > DEEPEST) throw this.error('too many nested expressions')
    const result = parse()
    this.#depth--
    return result
  }
}

const DEEPEST = 200

const describeType = (type: TokenType): string =>
  ({ block_end: 'end of statement block', variable_end: 'end of print statement' })[type as string] ?? type

/** What a token is called in a message. */
export const describe = (token: Token): string => {
  if (token.type === 'eof') return 'end of template'
  if (token.type === 'block_end' || token.type === 'variable_end') return describeType(token.type)
  return token.value === '' ? token.type : token.value
}
