/** Python's `ast.literal_eval`. */
import { Float, Tuple, type Value } from '../../values.ts'
import { number } from '../parser/number-literal.ts'
import { unescapeText } from '../parser/unescape.ts'
import { negate } from './arithmetic.ts'
import { Bytes } from './bytes.ts'
import { PyComplex } from './complex.ts'
import { dictSet } from './dict-key.ts'
import { EvaluationError } from './errors.ts'
import { charge, LimitError } from './limits.ts'
import { PySet } from './set.ts'

/** The value a Python literal stands for; `undefined` when the text is none. With `json`, `true`, `false` and `null` count. */
export const literalEval = (text: string, options: { json: boolean }): Value | undefined => {
  const reader = new LiteralReader(text, options.json)
  try {
    return reader.whole()
  } catch (error) {
    const isOther = error instanceof NotLiteral || (error instanceof EvaluationError && !(error instanceof LimitError))
    if (isOther) return undefined
    throw error
  }
}

class NotLiteral extends Error {}

const SPACE = /(?:[ \t\f\r\n]|\\\r?\n|#[^\n]*)*/y
const SPACE_IN_LINE = /(?:[ \t\f]|\\\r?\n)*/y
const NUMBER =
  /(?:(?:\d(?:_?\d)*)?\.\d(?:_?\d)*|\d(?:_?\d)*\.)(?:[eE][+-]?\d(?:_?\d)*)?|\d(?:_?\d)*[eE][+-]?\d(?:_?\d)*|0[xX](?:_?[\da-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+|0(?:_?0)*(?![\d_])|[1-9](?:_?\d)*/y
const IMAGINARY = /[ \t\f]*([+-])[ \t\f]*(\d[\d_]*(?:\.\d*)?(?:[eE][+-]?\d+)?)[jJ]/y
const NAME = /[\p{L}_][\p{L}\p{N}_]*/uy
const STRING =
  /([uU]|[rR]?)(?:'''((?:[^\\]|\\.)*?)'''|"""((?:[^\\]|\\.)*?)"""|'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)")/sy
const BYTES = new RegExp(STRING.source.replace('[uU]|[rR]?', '[bB]|[bB][rR]|[rR][bB]'), 'sy')
const DEEPEST = 90
/** What it takes to read a value. */
const VALUE = 64

/** Bytes have no escapes for names and numbers of characters. */
const unescapeBytes = (body: string): string =>
  unescapeText(body.replace(/\\\\|\\[uUN]/g, (found) => (found === '\\\\' ? found : `\\${found}`)))

class LiteralReader {
  readonly #text: string
  readonly #json: boolean
  #at = 0
  #depth = 0

  constructor(text: string, json: boolean) {
    this.#text = text
    this.#json = json
  }

  whole(): Value {
    this.#match(/[ \t]*(?:(?:[ \t\f]*(?:#[^\n]*)?\r?\n)+)?/y)
    const first = this.#value()
    this.#match(SPACE_IN_LINE)
    const value = this.#text[this.#at] === ',' ? this.#bareTuple(first) : first
    this.#match(SPACE)
    if (this.#at < this.#text.length) throw new NotLiteral()
    return value
  }

  #bareTuple(first: Value): Value {
    const items = [first]
    while (this.#skip(',')) {
      this.#match(SPACE_IN_LINE)
      if (this.#at >= this.#text.length || this.#text[this.#at] === '\n') break
      items.push(this.#value())
      this.#match(SPACE_IN_LINE)
    }
    return Tuple.from_(items)
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at
    const match = pattern.exec(this.#text)
    if (match !== null) this.#at += match[0].length
    return match
  }

  #skip(character: string): boolean {
    if (this.#text[this.#at] !== character) return false
    this.#at++
    return true
  }

  #value(): Value {
    charge(VALUE)
    if (++this.#depth > DEEPEST) throw new NotLiteral()
    const first = this.#unary()
    this.#depth--
    return typeof first === 'number' || first instanceof Float ? this.#complex(first) : first
  }

  /** A number may be followed by an imaginary part. */
  #complex(real: number | Float): Value {
    const match = this.#match(IMAGINARY)
    if (match === null) return real
    const imaginary = Number(match[2]!.replaceAll('_', ''))
    return new PyComplex(real instanceof Float ? real.value : real, match[1] === '-' ? -imaginary : imaginary)
  }

  #unary(): Value {
    const sign = this.#text[this.#at]
    if (sign !== '-' && sign !== '+') return this.#primary()
    this.#at++
    this.#match(SPACE_IN_LINE)
    const operand = this.#unary()
    const isNumber = typeof operand === 'number' || typeof operand === 'bigint' || operand instanceof Float
    if (!isNumber) throw new NotLiteral()
    return sign === '-' ? negate(operand) : operand
  }

  #primary(): Value {
    const character = this.#text[this.#at]
    if (character === '[') return this.#items(']')
    if (character === '(') return this.#parenthesis()
    if (character === '{') return this.#braces()
    const text = this.#strings()
    if (text !== undefined) return text
    const digits = this.#number()
    return digits === undefined ? this.#name() : digits
  }

  #number(): Value | undefined {
    const match = this.#match(NUMBER)
    if (match === null) return undefined
    if (/[\p{L}\p{N}_]/u.test(this.#text[this.#at] ?? '')) throw new NotLiteral()
    return number(match[0])
  }

  #name(): Value {
    const name = this.#match(NAME)?.[0]
    if (name === 'None' || (this.#json && name === 'null')) return null
    if (name === 'True' || (this.#json && name === 'true')) return true
    if (name === 'False' || (this.#json && name === 'false')) return false
    if (name === 'set' && this.#match(/\s*\(\s*\)/y) !== null) return new PySet()
    throw new NotLiteral()
  }

  #strings(): Value | undefined {
    const bytes = this.#bytes()
    if (bytes !== undefined) return bytes
    let text: string | undefined
    for (let match = this.#match(STRING); match !== null; match = this.#match(STRING)) {
      const body = match[2] ?? match[3] ?? match[4] ?? match[5] ?? ''
      text = (text ?? '') + (match[1]!.toLowerCase() === 'r' ? body : unescapeText(body))
      this.#match(SPACE_IN_LINE)
    }
    return text
  }

  #bytes(): Value | undefined {
    const parts: Buffer[] = []
    for (let match = this.#match(BYTES); match !== null; match = this.#match(BYTES)) {
      const body = match[2] ?? match[3] ?? match[4] ?? match[5] ?? ''
      if (/[^\x00-\x7f]/.test(body)) throw new NotLiteral()
      parts.push(Buffer.from(match[1]!.length > 1 ? body : unescapeBytes(body), 'latin1'))
      this.#match(SPACE_IN_LINE)
    }
    return parts.length === 0 ? undefined : new Bytes(Buffer.concat(parts))
  }

  /** Items up to the closing bracket, the opening one included. */
  #items(closing: string): Value[] {
    this.#at++
    const items: Value[] = []
    for (;;) {
      this.#match(SPACE)
      if (this.#skip(closing)) return items
      items.push(this.#value())
      this.#match(SPACE)
      if (!this.#skip(',') && this.#text[this.#at] !== closing) throw new NotLiteral()
    }
  }

  #parenthesis(): Value {
    const start = this.#at
    const items = this.#items(')')
    const isTuple = items.length !== 1 || /,\s*\)$/.test(this.#text.slice(start, this.#at))
    return isTuple ? Tuple.from_(items) : items[0]!
  }

  #braces(): Value {
    const start = this.#at++
    this.#match(SPACE)
    if (this.#skip('}')) return new Map()
    const first = this.#value()
    this.#match(SPACE)
    if (this.#text[this.#at] === ':') return this.#dict(first)
    this.#at = start
    return new PySet(this.#items('}'))
  }

  #dict(first: Value): Value {
    const dict = new Map<Value, Value>()
    for (let key = first; ; ) {
      this.#match(SPACE)
      if (!this.#skip(':')) throw new NotLiteral()
      this.#match(SPACE)
      dictSet(dict, key, this.#value())
      this.#match(SPACE)
      const more = this.#skip(',')
      this.#match(SPACE)
      if (this.#skip('}')) return dict
      if (!more) throw new NotLiteral()
      key = this.#value()
    }
  }
}
