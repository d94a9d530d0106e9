/** The characters of a YAML document: where lines break, what is escaped. */
import { isBlank, isBreak, isPrintable } from './analyze.ts'

/** What an indicator such as `-` or `[` needs before it and counts as for what follows. */
export interface IndicatorSpacing {
  /** A space is needed before it. */
  readonly space?: boolean
  /** What follows needs no space. */
  readonly whitespace?: boolean
  /** It counts as part of the indent. */
  readonly indention?: boolean
}

/** Keeps the column, so that lines break where they should. */
export class TextWriter {
  text = ''
  /** The current indent; -1 before anything is nested. */
  indent = -1
  /** True while only indent was written on the line. */
  indention = true
  /** True after a block text that ends in empty lines: at the end of all it needs a mark. */
  openEnded = false
  readonly #width: number
  readonly #lineBreak: string
  #column = 0
  #whitespace = true

  constructor(width: number, lineBreak: string) {
    this.#width = width
    this.#lineBreak = lineBreak
  }

  get isPastWidth(): boolean {
    return this.#column > this.#width
  }

  indicator(text: string, { space = false, whitespace = false, indention = false }: IndicatorSpacing = {}): void {
    if (space && !this.#whitespace) this.#put(' ')
    this.#put(text)
    this.#whitespace = whitespace
    this.indention = this.indention && indention
  }

  writeIndent(): void {
    const indent = Math.max(this.indent, 0)
    if (!this.indention || this.#column > indent || (this.#column === indent && !this.#whitespace)) this.#break('\n')
    if (this.#column < indent) this.#put(' '.repeat(indent - this.#column))
    this.#whitespace = true
    this.indention = true
  }

  plain(text: string, { mayBreak, inFlow }: { mayBreak: boolean; inFlow: boolean }): void {
    if (!this.#whitespace && (text !== '' || inFlow)) this.#put(' ')
    this.#folding([...text], { mayBreak, edges: true, keepQuotes: true })
    this.#whitespace = false
    this.indention = false
  }

  singleQuoted(text: string, mayBreak: boolean): void {
    this.indicator("'", { space: true })
    this.#folding([...text], { mayBreak, edges: false, keepQuotes: false })
    this.indicator("'")
    this.indention = false
  }

  /** Text whose lines may break at single spaces; a line break is doubled. */
  #folding(characters: readonly string[], how: { mayBreak: boolean; edges: boolean; keepQuotes: boolean }): void {
    let afterSpace = false
    let afterBreak = false
    characters.forEach((char, index) => {
      const inside = how.edges || (index > 0 && index < characters.length - 1)
      if (char === ' ') {
        const foldHere = how.mayBreak && !afterSpace && this.isPastWidth && inside && characters[index + 1] !== ' '
        if (foldHere) this.writeIndent()
        else this.#put(char)
        afterSpace = true
        return
      }
      if (isBreak(char)) {
        if (!afterBreak && char === '\n') this.#break('\n')
        this.#break(char)
        this.indention = true
        afterBreak = true
        return
      }
      if (afterBreak) this.writeIndent()
      this.#put(char === "'" && !how.keepQuotes ? "''" : char)
      this.indention = false
      afterSpace = false
      afterBreak = false
    })
    if (afterBreak) this.writeIndent()
  }

  doubleQuoted(text: string, mayBreak: boolean): void {
    this.indicator('"', { space: true })
    const characters = [...text]
    let afterSpace = false
    characters.forEach((char, index) => {
      if (char !== ' ') {
        this.#put(needsEscape(char) ? escaped(char) : char)
        afterSpace = false
        return
      }
      const inside = index > 0 && index < characters.length - 1
      if (mayBreak && !afterSpace && this.isPastWidth && inside) {
        this.writeIndent()
        if (characters[index + 1] === ' ') this.#put('\\')
      } else this.#put(char)
      afterSpace = true
    })
    this.indicator('"')
    this.indention = false
  }

  /** A literal (`|`) or folded (`>`) text, with the hints its ends need. */
  block(text: string, style: '|' | '>', indentStep: number): void {
    const hints = blockHints(text, indentStep)
    this.indicator(style + hints, { space: true })
    this.openEnded = hints.endsWith('+')
    this.#break('\n')
    this.indention = true
    this.#whitespace = true
    if (style === '|') this.#literal(text)
    else this.#foldedLines([...text])
  }

  #literal(text: string): void {
    let afterBreak = true
    for (const char of text) {
      if (isBreak(char)) this.#break(char)
      else {
        if (afterBreak) this.writeIndent()
        this.#put(char)
      }
      afterBreak = isBreak(char)
      this.indention = afterBreak
    }
  }

  #foldedLines(characters: readonly string[]): void {
    let afterBreak = true
    let indented = true
    characters.forEach((char, index) => {
      if (isBreak(char)) {
        if (!afterBreak && !indented && char === '\n' && !isBlank(afterBreaks(characters, index))) this.#break('\n')
        this.#break(char)
        afterBreak = true
        this.indention = true
        return
      }
      if (afterBreak) {
        this.writeIndent()
        indented = char === ' ' || char === '\t'
      }
      if (!afterBreak && char === ' ' && characters[index + 1] !== ' ' && this.isPastWidth) this.writeIndent()
      else this.#put(char)
      afterBreak = false
      this.indention = false
    })
  }

  #put(text: string): void {
    this.text += text
    this.#column += [...text].length
  }

  #break(char: string): void {
    this.text += char === '\n' ? this.#lineBreak : char
    this.#column = 0
  }
}

/** The first character after a run of line breaks. */
const afterBreaks = (characters: readonly string[], start: number): string | undefined => {
  let at = start
  while (at < characters.length && isBreak(characters[at]!)) at++
  return characters[at]
}

const needsEscape = (char: string): boolean => char === '"' || char === '\\' || isBreak(char) || !isPrintable(char)

const escapes: Readonly<Record<string, string>> = {
  '\0': '\\0',
  '\x07': '\\a',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\v': '\\v',
  '\f': '\\f',
  '\r': '\\r',
  '\x1b': '\\e',
  '"': '\\"',
  '\\': '\\\\',
  '\x85': '\\N',
  '\u2028': '\\L',
  '\u2029': '\\P',
}

const escaped = (char: string): string => {
  const named = escapes[char]
  if (named !== undefined) return named
  const code = char.codePointAt(0)!
  const hex = code.toString(16).toUpperCase()
  if (code <= 0xff) return `\\x${hex.padStart(2, '0')}`
  return code <= 0xffff ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`
}

/** The indent must be told when the text begins with white space, the chomping when it doesn't end in one break. */
const blockHints = (text: string, indentStep: number): string => {
  const indent = /^[ \n\r\x85\u2028\u2029]/.test(text) ? String(indentStep) : ''
  if (!/[\n\r\x85\u2028\u2029]$/.test(text)) return `${indent}-`
  return /^[\n\r\x85\u2028\u2029]$|[\n\r\x85\u2028\u2029]{2}$/.test(text) ? `${indent}+` : indent
}
