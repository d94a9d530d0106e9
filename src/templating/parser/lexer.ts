/** Jinja2's tokens, named as nunjucks' parser asks for them. */

import { TemplateSyntaxError } from '../python/errors.ts'
import { textRepr } from '../python/repr.ts'
import { type Delimiters, delimitersOf, type TagKind } from './delimiters.ts'
import { number } from './number-literal.ts'
import type { ParserToken } from './nunjucks.ts'
import type { Syntax } from './settings.ts'
import { unescapeText } from './unescape.ts'

export type TokenType =
  | 'data'
  | 'variable-start'
  | 'variable-end'
  | 'block-start'
  | 'block-end'
  | 'symbol'
  | 'string'
  | 'number'
  | 'operator'
  | 'eof'

/** A token; `value` of a string or number token is the value itself. */
export interface Token extends ParserToken {
  readonly type: TokenType
  readonly literal: string | number | bigint | object
  readonly end: number
  /** Where the token before this one ended. */
  readonly lastEnd: number
}

/** Offsets of the beginnings of lines. */
export const lineStartsOf = (text: string): number[] => {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}

/** Text with its newlines as `\n`, and without the last one unless that is to be kept. */
export const normalizeSource = (source: string, syntax: Pick<Syntax, 'keepTrailingNewline'>): string => {
  const text = source.includes('\r') ? source.replace(/\r\n?/g, '\n') : source
  return !syntax.keepTrailingNewline && text.endsWith('\n') ? text.slice(0, -1) : text
}

/** All tokens of a template, the last one `eof`; comments are left out, `raw` blocks are data. */
export const tokenize = (text: string, syntax: Syntax): Token[] => {
  if (syntax.rawBackslashes && text.includes('\\') && text.includes(syntax.variableStart))
    // Backslashes are doubled after a first reading, which must succeed too.
    new Lexer(text, { ...syntax, rawBackslashes: false }).run()
  return new Lexer(text, syntax).run()
}

/** The tokens of a bare expression. */
export const tokenizeExpression = (text: string, syntax: Syntax): Token[] =>
  new Lexer(text, { ...syntax, rawBackslashes: false }).runExpression()

const SPACE = /\s+/y
const PLAIN_NAME = /[A-Za-z_]\w*/y
const NAME = /[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Mn}\p{Mc}\p{Nd}\p{Pc}]*/uy
const NUMBER =
  /(?<![.])(?:\d+_)*\d+(?:(?:\.(?:\d+_)*\d+)?[eE][+-]?(?:\d+_)*\d+|\.(?:\d+_)*\d+)|0[bB](?:_?[01])+|0[oO](?:_?[0-7])+|0[xX](?:_?[\da-fA-F])+|[1-9](?:_?\d)*|0(?:_?0)*/y
const STRING = /'[^'\\]*(?:\\.[^'\\]*)*'|"[^"\\]*(?:\\.[^"\\]*)*"/sy
const OPERATOR = /\/\/|\*\*|==|!=|>=|<=|[-+/*%~[\](){}><=.:|,;]/y
const CLOSING: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' }

class Lexer {
  readonly #text: string
  readonly #syntax: Syntax
  readonly #delimiters: Delimiters
  readonly #tokens: Token[] = []
  readonly #open: string[] = []
  readonly #lineStarts: readonly number[]
  #line = 0
  #lastEnd = 0
  #at = 0

  constructor(text: string, syntax: Syntax) {
    this.#text = text
    this.#lineStarts = lineStartsOf(text)
    this.#syntax = syntax
    this.#delimiters = delimitersOf(syntax)
  }

  run(): Token[] {
    while (this.#at < this.#text.length) this.#outside()
    return this.#finish()
  }

  runExpression(): Token[] {
    while (this.#at < this.#text.length) this.#expressionToken(false)
    return this.#finish()
  }

  #finish(): Token[] {
    this.#push('eof', '', this.#text.length)
    return this.#tokens
  }

  /** Data up to the next tag, then the tag. */
  #outside(): void {
    const { begin, kinds } = this.#delimiters
    begin.lastIndex = this.#at
    const match = begin.exec(this.#text)
    if (match === null) {
      this.#data(this.#text.slice(this.#at), this.#text.length)
      return
    }
    let group = 1
    while (match[group] === undefined) group += 2
    const kind = kinds[(group - 1) / 2]!
    this.#data(this.#before(match.index, match[group + 1]!, kind), match.index + match[0].length)
    this.#tag(kind, match)
  }

  /** The data before a tag, with what its sign and `lstrip_blocks` take off. */
  #before(end: number, sign: string, kind: TagKind): string {
    const data = this.#text.slice(this.#at, end)
    if (sign === '-') return data.trimEnd()
    if (sign === '+' || !this.#syntax.lstripBlocks || kind === 'variable') return data
    const lineStart = data.lastIndexOf('\n') + 1
    const startsLine = lineStart > 0 || this.#at === 0 || this.#text[this.#at - 1] === '\n'
    return startsLine && /^\s*$/.test(data.slice(lineStart)) ? data.slice(0, lineStart) : data
  }

  #data(data: string, next: number): void {
    if (data !== '') this.#push('data', data, this.#at)
    this.#at = next
  }

  #tag(kind: TagKind, match: RegExpExecArray): void {
    switch (kind) {
      case 'comment':
        this.#skipComment(match.index)
        break
      case 'raw':
        this.#raw(match.index)
        break
      case 'variable':
        this.#code('variable', match.index)
        break
      case 'block':
        this.#code('block', match.index)
        break
      case 'line_statement':
        this.#lineStatement(match.index)
        break
      default:
        this.#at = endOfLine(this.#text, this.#at)
    }
  }

  #skipComment(start: number): void {
    if (this.#at >= this.#text.length) return
    const match = this.#search(this.#delimiters.commentEnd)
    if (match === null) throw new TemplateSyntaxError('Missing end of comment tag', start)
    this.#at = match.index + match[0].length
  }

  #raw(start: number): void {
    if (this.#at >= this.#text.length) return
    const match = this.#search(this.#delimiters.rawEnd)
    if (match === null) throw new TemplateSyntaxError('Missing end of raw directive', start)
    this.#data(this.#before(match.index, match.groups!.sign ?? '', 'block'), match.index + match[0].length)
  }

  #search(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at
    return pattern.exec(this.#text)
  }

  #code(kind: 'variable' | 'block', start: number): void {
    this.#push(`${kind}-start`, '', start, this.#at)
    const closing = kind === 'variable' ? this.#delimiters.variableEnd : this.#delimiters.blockEnd
    const raw = kind === 'variable' && this.#syntax.rawBackslashes
    while (this.#at < this.#text.length) {
      const end = this.#open.length === 0 ? this.#match(closing) : undefined
      if (end !== undefined) {
        this.#push(`${kind}-end`, end, this.#at)
        this.#at += end.length
        return
      }
      this.#expressionToken(raw)
    }
  }

  #lineStatement(start: number): void {
    this.#push('block-start', '', start, this.#at)
    while (
      this.#at < this.#text.length &&
      !(this.#open.length === 0 && /[ \t]*(?:\n|$)/y.test(this.#text.slice(this.#at)))
    )
      if (this.#open.length === 0 && this.#text[this.#at] === '\n') break
      else this.#expressionToken(false)
    this.#push('block-end', '', this.#at)
    this.#at = endOfLine(this.#text, this.#at) + 1
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at
    return pattern.exec(this.#text)?.[0]
  }

  #expressionToken(raw: boolean): void {
    const code = this.#text.charCodeAt(this.#at)
    if (code === 0x20) {
      this.#at++
      return
    }
    if (isDigit(code)) {
      const digits = this.#match(NUMBER)!
      this.#literal('number', digits, number(digits))
      return
    }
    const name = this.#name(code)
    if (name !== undefined) {
      this.#literal('symbol', name, name)
      return
    }
    const quoted = code === 0x22 || code === 0x27 ? this.#match(STRING) : undefined
    if (quoted !== undefined) this.#string(quoted, raw)
    else this.#spaceOrOperator()
  }

  /** A name with none but ASCII letters is found without the tables of Unicode. */
  #name(code: number): string | undefined {
    if (code < 0x80 && !isLetter(code)) return undefined
    const plain = this.#match(PLAIN_NAME)
    if (plain !== undefined && !(this.#text.charCodeAt(this.#at + plain.length) >= 0x80)) return plain
    return this.#match(NAME)
  }

  #spaceOrOperator(): void {
    const space = this.#match(SPACE)
    if (space !== undefined) {
      this.#at += space.length
      return
    }
    const offset = this.#at
    const operator = this.#match(OPERATOR)
    if (operator === undefined)
      throw new TemplateSyntaxError(
        `unexpected char ${textRepr(String.fromCodePoint(this.#text.codePointAt(offset)!))}`,
        offset,
      )
    this.#balance(operator, offset)
    this.#literal('operator', operator, operator)
  }

  #string(quoted: string, raw: boolean): void {
    const offset = this.#at
    if (!raw || !quoted.includes('\\')) {
      this.#literal('string', quoted, unescapeText(quoted.slice(1, -1), offset))
      return
    }
    // Backslashes are doubled before the text is read again, so one can't hide a quote.
    const end = quoted.indexOf(quoted[0]!, 1)
    this.#literal('string', quoted.slice(0, end + 1), quoted.slice(1, end))
  }

  #balance(operator: string, offset: number): void {
    if (operator === '(' || operator === '[' || operator === '{') this.#open.push(operator)
    const opening = CLOSING[operator]
    if (opening === undefined) return
    const open = this.#open.pop()
    if (open === undefined) throw new TemplateSyntaxError(`unexpected '${operator}'`, offset)
    if (open !== opening)
      throw new TemplateSyntaxError(`unexpected '${operator}', expected '${closerOf(open)}'`, offset)
  }

  #literal(type: TokenType, text: string, literal: Token['literal']): void {
    const offset = this.#at
    this.#at += text.length
    this.#add(type, text, { literal, offset, end: this.#at })
  }

  #push(type: TokenType, value: string, offset: number, end = offset + value.length): void {
    this.#add(type, value, { literal: value, offset, end })
  }

  #add(
    type: TokenType,
    value: string,
    { literal, offset, end }: Pick<Token, 'literal' | 'end'> & { offset: number },
  ): void {
    const starts = this.#lineStarts
    while (this.#line + 1 < starts.length && starts[this.#line + 1]! <= offset) this.#line++
    const colno = offset - starts[this.#line]!
    this.#tokens.push({ type, value, literal, lineno: this.#line, colno, end, lastEnd: this.#lastEnd })
    this.#lastEnd = end
  }
}

const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39

/** An ASCII letter or `_`. */
const isLetter = (code: number): boolean =>
  (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || code === 0x5f

const closerOf = (open: string): string => Object.keys(CLOSING).find((closing) => CLOSING[closing] === open)!

const endOfLine = (text: string, from: number): number => {
  const end = text.indexOf('\n', from)
  return end < 0 ? text.length : end
}
