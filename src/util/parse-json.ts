/** JSON as Python's `json.loads` reads it: ints and floats are kept apart, ints have any size. */
import { type Dict, Float, type Value } from '../values.ts'

/** The value of a JSON text. Throws a SyntaxError with the line and column of a mistake. */
export const parseJson = (text: string): Value => {
  const reader = new Reader(text)
  const value = reader.value()
  reader.skipSpace()
  if (reader.at < text.length) throw reader.error('Extra data')
  return value
}

const NUMBER = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?/y
const SPACE = /[ \t\n\r]*/y
const CHARACTERS = /[^"\\\x00-\x1f]*/y
const WORDS: readonly (readonly [string, Value])[] = [
  ['null', null],
  ['true', true],
  ['false', false],
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
]
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
}
const DEEPEST = 800

class Reader {
  at = 0
  readonly #text: string
  #depth = 0

  constructor(text: string) {
    this.#text = text
  }

  value(): Value {
    this.skipSpace()
    const char = this.#text[this.at]
    if (char === '"') return this.#string()
    if (char === '{') return this.#nested(() => this.#object())
    if (char === '[') return this.#nested(() => this.#array())
    for (const [word, value] of WORDS) if (this.#accept(word)) return value
    return this.#number()
  }

  skipSpace(): void {
    SPACE.lastIndex = this.at
    SPACE.test(this.#text)
    this.at = SPACE.lastIndex
  }

  error(message: string, at = this.at): SyntaxError {
    const before = this.#text.slice(0, at).split('\n')
    return new SyntaxError(`${message}: line ${before.length} column ${before.at(-1)!.length + 1} (char ${at})`)
  }

  #accept(word: string): boolean {
    if (!this.#text.startsWith(word, this.at)) return false
    this.at += word.length
    return true
  }

  #nested<T>(read: () => T): T {
    this.at += 1
    this.#depth += 1
    if (this.#depth > DEEPEST) throw this.error('Nested too deeply')
    const value = read()
    this.#depth -= 1
    return value
  }

  #array(): Value[] {
    const items: Value[] = []
    this.skipSpace()
    if (this.#accept(']')) return items
    for (;;) {
      items.push(this.value())
      this.skipSpace()
      if (this.#accept(']')) return items
      if (!this.#accept(',')) throw this.error("Expecting ',' delimiter")
    }
  }

  #object(): Dict {
    const dict: Dict = new Map()
    this.skipSpace()
    if (this.#accept('}')) return dict
    for (;;) {
      this.skipSpace()
      if (this.#text[this.at] !== '"') throw this.error('Expecting property name enclosed in double quotes')
      const key = this.#string()
      this.skipSpace()
      if (!this.#accept(':')) throw this.error("Expecting ':' delimiter")
      dict.set(key, this.value())
      this.skipSpace()
      if (this.#accept('}')) return dict
      if (!this.#accept(',')) throw this.error("Expecting ',' delimiter")
    }
  }

  #number(): Value {
    NUMBER.lastIndex = this.at
    const found = NUMBER.exec(this.#text)
    if (!found) throw this.error('Expecting value')
    this.at = NUMBER.lastIndex
    const [digits, fraction, exponent] = found
    if (fraction !== undefined || exponent !== undefined) return Float.of(Number(digits))
    const whole = Number(digits)
    return Number.isSafeInteger(whole) ? whole + 0 : BigInt(digits)
  }

  #string(): string {
    const start = this.at
    this.at += 1
    let text = ''
    for (;;) {
      CHARACTERS.lastIndex = this.at
      const [plain] = CHARACTERS.exec(this.#text)!
      text += plain
      this.at += plain.length
      const char = this.#text[this.at]
      if (char === undefined) throw this.error('Unterminated string starting at', start)
      if (char !== '"' && char !== '\\') throw this.error('Invalid control character at')
      this.at += 1
      if (char === '"') return text
      text += this.#escape()
    }
  }

  #escape(): string {
    const char = this.#text[this.at] ?? ''
    const plain = ESCAPES[char]
    if (plain !== undefined) {
      this.at += 1
      return plain
    }
    if (char !== 'u') throw this.error('Invalid \\escape', this.at - 1)
    const hex = this.#text.slice(this.at + 1, this.at + 5)
    if (!/^[0-9a-fA-F]{4}$/.test(hex)) throw this.error('Invalid \\uXXXX escape', this.at)
    this.at += 5
    return String.fromCharCode(Number.parseInt(hex, 16))
  }
}
