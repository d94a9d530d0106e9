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
  const { delimiter, quote = '"' } = options
  if ([...delimiter].length !== 1) throw new FilterError('"delimiter" must be a 1-character string')
  const rows: string[][] = []
  let row: string[] = []
  let field = ''
  let quoted = false
  let fresh = true
  const endField = (): void => {
    row.push(field)
    field = ''
    fresh = true
  }
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!
    if (quoted) {
      if (char !== quote) field += char
      else if (text[at + 1] === quote) field += text[++at]
      else {
        quoted = false
        if (options.strict && !isEnd(text[at + 1], delimiter))
          throw new FilterError(`'${delimiter}' expected after '${quote}'`)
      }
    } else if (char === quote && fresh) {
      quoted = true
      fresh = false
    } else if (char === delimiter) endField()
    else if (char === '\n' || char === '\r') {
      if (char === '\r' && text[at + 1] === '\n') at++
      if (row.length > 0 || field !== '' || !fresh) endField()
      rows.push(row)
      row = []
    } else if (!(char === ' ' && fresh && options.skipInitialSpace)) {
      field += char
      fresh = false
    }
  }
  if (quoted && options.strict) throw new FilterError('unexpected end of data')
  if (row.length > 0 || field !== '' || !fresh) {
    endField()
    rows.push(row)
  }
  return rows
}

const isEnd = (char: string | undefined, delimiter: string): boolean =>
  char === undefined || char === delimiter || char === '\n' || char === '\r'
