import { Float, Tuple, type Value } from '../values.ts'
import { controlEscapes } from './control-escapes.ts'

/** Stands for text that isn't a literal. */
export const notALiteral = Symbol('not a literal')

/**
 * The value of a Python literal, as `ast.literal_eval` reads it: strings, numbers, tuples, lists, dicts, sets (as lists),
 * `True`, `False` and `None`; {@link notALiteral} for anything else.
 */
export const parsePythonLiteral = (text: string): Value | typeof notALiteral => {
  // Most texts are words, which need no reader.
  if (/^[ \t]*[A-Za-z_/]/.test(text) && !/^[ \t]*(?:True|False|None|[rRbBuU]{1,2}['"])/.test(text)) return notALiteral
  try {
    return new Reader(text).all()
  } catch (error) {
    if (error instanceof Unreadable) return notALiteral
    throw error
  }
}

class Unreadable extends Error {}

const number =
  /(?:0[xX](?:_?[0-9a-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+|(?:[0-9](?:_?[0-9])*)?\.[0-9](?:_?[0-9])*(?:[eE][-+]?[0-9](?:_?[0-9])*)?|[0-9](?:_?[0-9])*\.?(?:[eE][-+]?[0-9](?:_?[0-9])*)?)/y
const string = /([rRbBuU]{0,2})('''|"""|'|")/y
const space = /(?:[ \t\f]|\\\r?\n|#[^\n]*)*/y
const spaceAndLines = /(?:[ \t\f\r\n]|\\\r?\n|#[^\n]*)*/y

const words: readonly (readonly [string, Value])[] = [
  ['True', true],
  ['False', false],
  ['None', null],
]

class Reader {
  readonly #text: string
  #at = 0
  #depth = 0

  constructor(text: string) {
    this.#text = text.replace(/^[ \t]+/, '')
  }

  all(): Value {
    const value = this.#item()
    this.#skip()
    const result = this.#peek() === ',' ? this.#bareTuple(value) : value
    // A final line end and what is behind `#` don't count.
    this.#match(spaceAndLines)
    if (this.#at < this.#text.length) throw new Unreadable()
    return result
  }

  #bareTuple(first: Value): Tuple {
    const items = [first]
    while (this.#take(',')) {
      this.#skip()
      if (this.#at >= this.#text.length || this.#peek() === '\n') break
      items.push(this.#item())
      this.#skip()
    }
    return Tuple.from_(items)
  }

  #item(): Value {
    this.#skip()
    switch (this.#peek()) {
      case '[':
        return this.#list(']')
      case '(':
        return this.#parenthesis()
      case '{':
        return this.#braces()
      case '-':
      case '+':
        return this.#signed()
      default:
        return this.#wordOrText()
    }
  }

  #list(close: string): Value[] {
    this.#open()
    const items: Value[] = []
    while (!this.#take(close)) {
      items.push(this.#item())
      this.#skip()
      if (!this.#take(',') && this.#peek() !== close) throw new Unreadable()
      this.#skip()
    }
    this.#depth -= 1
    return items
  }

  #parenthesis(): Value {
    const start = this.#at
    const items = this.#list(')')
    const single = items.length === 1 && !/,\s*\)$/.test(this.#text.slice(start, this.#at))
    return single ? items[0]! : Tuple.from_(items)
  }

  #braces(): Value {
    this.#open()
    const dict = new Map<Value, Value>()
    const set: Value[] = []
    while (!this.#take('}')) {
      const key = this.#item()
      // Python can't hash what can change.
      if (key instanceof Map || (Array.isArray(key) && !(key instanceof Tuple))) throw new Unreadable()
      this.#skip()
      if (set.length === 0 && this.#take(':')) dict.set(key, this.#item())
      else if (dict.size === 0) set.push(key)
      else throw new Unreadable()
      this.#skip()
      if (!this.#take(',') && this.#peek() !== '}') throw new Unreadable()
      this.#skip()
    }
    this.#depth -= 1
    return set.length > 0 ? set : dict
  }

  #open(): void {
    this.#at += 1
    this.#depth += 1
    if (this.#depth > 90) throw new Unreadable()
    this.#skip()
  }

  #signed(): Value {
    const negative = this.#peek() === '-'
    this.#at += 1
    this.#skip()
    const value = this.#number()
    if (!negative) return value
    if (value instanceof Float) return new Float(-value.value)
    return typeof value === 'bigint' ? -value : value && -(value as number)
  }

  #wordOrText(): Value {
    const word = this.#word()
    return word === undefined ? (this.#string() ?? this.#number()) : word
  }

  #word(): Value | undefined {
    for (const [word, value] of words) {
      if (!this.#text.startsWith(word, this.#at)) continue
      if (/[\p{L}\p{N}_]/u.test(this.#text[this.#at + word.length] ?? '')) continue
      this.#at += word.length
      return value
    }
    return undefined
  }

  #number(): Value {
    const spelled = this.#match(number)
    if (!spelled || /[\p{L}\p{N}_.'"]/u.test(this.#peek() ?? '')) throw new Unreadable()
    const digits = spelled.replaceAll('_', '')
    if (/^0[xXoObB]/.test(digits)) return whole(digits)
    if (/[.eE]/.test(digits)) return Float.of(Number(digits))
    // Python refuses leading zeros, but not a number of zeros.
    if (/^0+[1-9]/.test(digits)) throw new Unreadable()
    return whole(digits)
  }

  #string(): string | undefined {
    let text: string | undefined
    for (let part = this.#stringPart(); part !== undefined; part = this.#stringPart()) {
      text = (text ?? '') + part
      this.#skip()
    }
    return text
  }

  #stringPart(): string | undefined {
    string.lastIndex = this.#at
    const match = string.exec(this.#text)
    if (!match) return undefined
    const [opening, prefix, quote] = match as unknown as [string, string, string]
    if (!/^(?:|[uUrRbB]|[rR][bB]|[bB][rR])$/.test(prefix)) throw new Unreadable()
    const start = this.#at + opening.length
    const end = this.#closing(start, quote)
    this.#at = end + quote.length
    const raw = this.#text.slice(start, end)
    return /[rR]/.test(prefix) ? raw : unescape_(raw)
  }

  #closing(start: number, quote: string): number {
    for (let at = start; at < this.#text.length; at += 1) {
      const char = this.#text[at]
      if (char === '\\') at += 1
      else if (this.#text.startsWith(quote, at)) return at
      else if (char === '\n' && quote.length === 1) break
    }
    throw new Unreadable()
  }

  #skip(): void {
    this.#match(this.#depth > 0 ? spaceAndLines : space)
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.#text)?.[0] ?? ''
    this.#at += found.length
    return found
  }

  #take(char: string): boolean {
    if (this.#peek() !== char) return false
    this.#at += 1
    return true
  }

  #peek(): string | undefined {
    return this.#text[this.#at]
  }
}

const whole = (digits: string): number | bigint => {
  const value = Number(digits)
  return Number.isSafeInteger(value) ? value : BigInt(digits)
}

const escapes: Readonly<Record<string, string>> = {
  '\n': '',
  '\\': '\\',
  "'": "'",
  '"': '"',
  ...controlEscapes,
}

const unescape_ = (raw: string): string =>
  raw.replace(
    /\\(?:([0-7]{1,3})|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([\s\S]))/g,
    (all, ...groups) => {
      const [octal, x, u, long, char] = groups as (string | undefined)[]
      if (octal) return String.fromCodePoint(Number.parseInt(octal, 8))
      const hex = x ?? u ?? long
      if (hex) return codePoint(hex)
      if (char === 'x' || char === 'u' || char === 'U' || char === 'N') throw new Unreadable()
      return escapes[char!] ?? all
    },
  )

const codePoint = (hex: string): string => {
  const code = Number.parseInt(hex, 16)
  if (code > 0x10ffff) throw new Unreadable()
  return String.fromCodePoint(code)
}
