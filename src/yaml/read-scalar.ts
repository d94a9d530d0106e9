/** Scalars: plain, in quotes, and blocks of lines. The cursor stands on their first character, and then behind them. */
import { type Cursor, isBlank, isFlowIndicator, newline, notPlainYaml, space, tab } from './cursor.ts'

/** Where a plain scalar may end besides the end of its line. */
export interface PlainContext {
  /** Within brackets or braces. */
  readonly inFlow: boolean
  /** The column that further lines must be behind; -1 within brackets. */
  readonly indent: number
}

const isWhite = (code: number): boolean => code === space || code === tab

/**
 * The text of a plain scalar, of one line or more. It ends before `: `, ` #` and, in flow, before `,` and brackets.
 */
export const readPlain = (cursor: Cursor, context: PlainContext): string => {
  checkPlainStart(cursor, context.inFlow)
  let text = readPlainLine(cursor, context.inFlow)
  for (;;) {
    if (cursor.code() !== newline) return text
    const [end, lineStart] = [cursor.at, cursor.lineStart]
    const breaks = skipBlankLines(cursor)
    if (!continues(cursor, context)) {
      cursor.at = end
      cursor.lineStart = lineStart
      return text
    }
    const line = readPlainLine(cursor, context.inFlow)
    // A key must be on one line.
    if (cursor.code() === 58) throw notPlainYaml
    text += (breaks === 1 ? ' ' : '\n'.repeat(breaks - 1)) + line
  }
}

const checkPlainStart = (cursor: Cursor, inFlow: boolean): void => {
  const code = cursor.code()
  const next = cursor.code(1)
  const sign = code === 45 || (!inFlow && (code === 63 || code === 58))
  if (sign ? isBlank(next) : plainStops.has(code)) throw notPlainYaml
}

/** Indicators that can't begin a plain scalar. */
const plainStops = new Set([...'-?:,[]{}#&*!|>\'"%@`'].map((char) => char.charCodeAt(0)))

const readPlainLine = (cursor: Cursor, inFlow: boolean): string => {
  const { text } = cursor
  const start = cursor.at
  let at = start
  let end = start
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === newline) break
    if (isWhite(code)) continue
    // Of what may end it, only brackets and braces come behind the question mark.
    if ((inFlow || code < 64) && endsPlain(text, at, inFlow)) break
    end = at + 1
  }
  // Before a comment or colon, the spaces are left for whoever comes next.
  cursor.at = at >= text.length || text.charCodeAt(at) === newline ? at : end
  return text.slice(start, end)
}

const endsPlain = (text: string, at: number, inFlow: boolean): boolean => {
  const code = text.charCodeAt(at)
  const next = text.charCodeAt(at + 1)
  if (code === 58) {
    if (inFlow && isFlowIndicator(next)) throw notPlainYaml
    return isBlank(next)
  }
  if (code === 35) return isWhite(text.charCodeAt(at - 1))
  if (inFlow && code === 63 && isBlank(next)) throw notPlainYaml
  return inFlow && isFlowIndicator(code)
}

/** Moves over line ends and blank lines, and counts them. */
const skipBlankLines = (cursor: Cursor): number => {
  let count = 0
  while (cursor.code() === newline) {
    count += 1
    cursor.nextLine(cursor.at)
    while (cursor.code() === space) cursor.at += 1
    if (cursor.code() === tab) throw notPlainYaml
  }
  return count
}

const continues = (cursor: Cursor, { inFlow, indent }: PlainContext): boolean => {
  if (cursor.atEnd || cursor.code() === 35) return false
  if (cursor.atMarker()) return false
  if (!inFlow) return cursor.column > indent
  const code = cursor.code()
  return !isFlowIndicator(code) && !(code === 58 && isBlank(cursor.code(1)))
}

/** The text of a scalar in single or double quotes. */
export const readQuoted = (cursor: Cursor): string => {
  const { text, at } = cursor
  const double = cursor.code() === 34
  const end = closingQuote(text, at, double)
  const raw = text.slice(at + 1, end)
  cursor.at = end + 1
  const lastLine = raw.lastIndexOf('\n')
  if (lastLine !== -1) {
    cursor.lineStart = at + 2 + lastLine
    if (/\n(?:---|\.\.\.)(?:\s|$)/.test(raw)) throw notPlainYaml
  }
  if (double) return raw.includes('\\') ? unescapeDouble(raw) : lastLine === -1 ? raw : fold(raw)
  const folded = lastLine === -1 ? raw : fold(raw)
  return folded.includes("''") ? folded.replaceAll("''", "'") : folded
}

const closingQuote = (text: string, start: number, double: boolean): number => {
  const quote = double ? '"' : "'"
  let end = text.indexOf(quote, start + 1)
  while (end !== -1) {
    if (double ? !isEscaped(text, start, end) : text[end + 1] !== "'") return end
    end = text.indexOf(quote, end + (double ? 1 : 2))
  }
  throw notPlainYaml
}

const isEscaped = (text: string, start: number, at: number): boolean => {
  let backslashes = 0
  while (at - 1 - backslashes > start && text[at - 1 - backslashes] === '\\') backslashes += 1
  return backslashes % 2 === 1
}

/** Joins lines: one line end is a space, each further one a line end. */
const fold = (raw: string): string =>
  raw.replace(/[ \t]*\n(?:[ \t]*\n)*[ \t]*/g, (ends) => {
    const count = ends.split('\n').length - 1
    return count === 1 ? ' ' : '\n'.repeat(count - 1)
  })

const escapes: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  '\t': '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  ' ': ' ',
  '"': '"',
  '\\': '\\',
  '/': '/',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
}

const doublePart =
  /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|\n((?:[ \t]*\n)*)[ \t]*|([\s\S]))|([ \t]*\n(?:[ \t]*\n)*[ \t]*)/g

const unescapeDouble = (raw: string): string =>
  raw.replace(doublePart, (_, x, u, long, joined, char, ends) => {
    const hex = x ?? u ?? long
    if (hex !== undefined) return codePoint(hex)
    if (joined !== undefined) return joined.replace(/[ \t]/g, '')
    if (ends !== undefined) return fold(ends)
    const escaped = escapes[char]
    if (escaped === undefined) throw notPlainYaml
    return escaped
  })

const codePoint = (hex: string): string => {
  const code = Number.parseInt(hex, 16)
  if (code > 0x10ffff) throw notPlainYaml
  return String.fromCodePoint(code)
}

/** A block of lines and where its first character stands. */
export interface BlockText {
  readonly text: string
  readonly textOffset: number
}

const header = /([|>])(?:([+-])([1-9])?|([1-9])([+-])?)?[ \t]*(?:(?<=[ \t])#[^\n]*)?(?:\n|$)/y

/** The text of a `|` or `>` block. The cursor stands on the sign, and then at the start of the line below the block. */
export const readBlock = (cursor: Cursor, parentIndent: number): BlockText => {
  header.lastIndex = cursor.at
  const match = header.exec(cursor.text)
  if (!match) throw notPlainYaml
  const chomp = match[2] ?? match[5] ?? ''
  const explicit = Number(match[3] ?? match[4] ?? 0)
  const start = cursor.at + match[0].length
  const indent = explicit ? Math.max(parentIndent, 0) + explicit : findIndent(cursor.text, start, parentIndent)
  const block = cutLines(cursor.text, start, indent)
  cursor.at = block.end
  cursor.lineStart = block.end
  const text = (match[1] === '|' ? block.lines.join('\n') : foldBlock(block.lines)) + ending(block, chomp)
  return { text, textOffset: firstText(cursor.text, start, indent) }
}

/** The indentation of a block: that of its first line with text, which blank lines before it must not exceed. */
const findIndent = (text: string, start: number, parentIndent: number): number => {
  let deepest = 0
  for (let at = start; at < text.length; ) {
    let end = at
    while (text.charCodeAt(end) === space) end += 1
    const width = end - at
    if (text.charCodeAt(end) !== newline && end < text.length) {
      if (text.charCodeAt(end) === tab && width <= parentIndent) throw notPlainYaml
      if (width <= Math.max(parentIndent, 0)) break
      if (deepest > width) throw notPlainYaml
      return width
    }
    deepest = Math.max(deepest, width)
    at = end + 1
  }
  return Math.max(parentIndent + 1, 1, deepest)
}

interface Lines {
  readonly lines: readonly string[]
  /** Blank lines behind the text. */
  readonly blank: number
  /** Whether the last line of text has a line end. */
  readonly ended: boolean
  /** Where the first line below the block begins. */
  readonly end: number
}

const cutLines = (text: string, start: number, indent: number): Lines => {
  const lines: string[] = []
  let blank = 0
  let ended = false
  let at = start
  while (at < text.length) {
    let first = at
    while (first - at < indent && text.charCodeAt(first) === space) first += 1
    const code = text.charCodeAt(first)
    if (code === newline) {
      blank += 1
      at = first + 1
      continue
    }
    if (first - at < indent || first >= text.length) break
    const end = text.indexOf('\n', first)
    for (; blank > 0; blank -= 1) lines.push('')
    lines.push(text.slice(first, end === -1 ? text.length : end))
    ended = end !== -1
    at = end === -1 ? text.length : end + 1
  }
  return { lines, blank, ended, end: at }
}

const ending = ({ lines, blank, ended }: Lines, chomp: string): string => {
  if (lines.length === 0) return chomp === '+' ? '\n'.repeat(blank) : ''
  const last = ended && chomp !== '-' ? '\n' : ''
  return chomp === '+' ? last + '\n'.repeat(blank) : last
}

/** Joins lines with spaces, save around blank lines and lines that are indented further. */
const foldBlock = (lines: readonly string[]): string => {
  let text = ''
  let breaks = 0
  let previous: string | undefined
  for (const line of lines) {
    if (line === '') {
      breaks += 1
      continue
    }
    const indented = isWhite(line.charCodeAt(0))
    if (previous === undefined) text += '\n'.repeat(breaks)
    else if (indented || isWhite(previous.charCodeAt(0))) text += '\n'.repeat(breaks + 1)
    else text += breaks === 0 ? ' ' : '\n'.repeat(breaks)
    text += line
    previous = line
    breaks = 0
  }
  return text
}

const firstText = (text: string, start: number, indent: number): number => {
  let at = start
  for (;;) {
    let first = at
    while (first - at < indent && text.charCodeAt(first) === space) first += 1
    if (text.charCodeAt(first) !== newline) return first
    at = first + 1
  }
}
