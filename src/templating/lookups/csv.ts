/** CSV as Python's `csv.reader` reads it. */
import { FilterError } from '../python/errors.ts'

export interface CsvOptions {
  readonly delimiter: string
  readonly quote?: string
  /** Drop spaces after a delimiter. */
  readonly skipInitialSpace?: boolean
  /** Refuse what is malformed. */
  readonly strict?: boolean
}

/** The rows of a text, each the list of its fields. A quoted field may hold delimiters, line breaks and doubled quotes. */
export const parseCsv = (text: string, options: CsvOptions): string[][] => {
  if ([...options.delimiter].length !== 1) throw new FilterError('"delimiter" must be a 1-character string')
  return new CsvReader(text, options).rows()
}

class CsvReader {
  readonly #text: string
  readonly #options: CsvOptions
  readonly #quote: string
  #at = 0

  constructor(text: string, options: CsvOptions) {
    this.#text = text
    this.#options = options
    this.#quote = options.quote ?? '"'
  }

  rows(): string[][] {
    const rows: string[][] = []
    while (this.#at < this.#text.length) rows.push(this.#row())
    return rows
  }

  #row(): string[] {
    const row: string[] = []
    if (this.#endOfLine()) return row
    for (;;) {
      row.push(this.#field())
      if (this.#at >= this.#text.length || this.#endOfLine()) return row
      // Only a delimiter is left.
      this.#at += 1
      if (this.#at >= this.#text.length) return [...row, '']
    }
  }

  #endOfLine(): boolean {
    const [end = ''] = /^(?:\r\n|\n|\r)/.exec(this.#text.slice(this.#at, this.#at + 2)) ?? []
    this.#at += end.length
    return end !== ''
  }

  #field(): string {
    if (this.#options.skipInitialSpace) while (this.#text[this.#at] === ' ') this.#at += 1
    const quoted = this.#text[this.#at] === this.#quote ? this.#quoted() : ''
    const start = this.#at
    while (!this.#endsField(this.#text[this.#at])) this.#at += 1
    if (quoted !== '' && this.#options.strict && this.#at > start)
      throw new FilterError(`'${this.#options.delimiter}' expected after '${this.#quote}'`)
    return quoted + this.#text.slice(start, this.#at)
  }

  #endsField(char: string | undefined): boolean {
    return char === undefined || char === this.#options.delimiter || char === '\n' || char === '\r'
  }

  #quoted(): string {
    let field = ''
    for (this.#at += 1; this.#at < this.#text.length; this.#at++) {
      const char = this.#text[this.#at]!
      if (char === this.#quote && this.#text[this.#at + 1] !== this.#quote) {
        this.#at += 1
        return field
      }
      if (char === this.#quote) this.#at += 1
      field += char
    }
    if (this.#options.strict) throw new FilterError('unexpected end of data')
    return field
  }
}
