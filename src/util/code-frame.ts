/** Where to point: lines and columns count from 1, columns in UTF-16 units. */
export interface FrameMark {
  readonly line: number
  readonly column: number
  /** How many characters to underline, to the line's end at most; the word there unless told. */
  readonly length?: number | undefined
}

/** The lines around a place, numbered, with a squiggle below it. */
export const codeFrame = (text: string, mark: FrameMark, around = 1): string => {
  const lines = text.split(/\r?\n/)
  const line = lines[mark.line - 1]
  if (line === undefined) return ''
  const first = Math.max(1, mark.line - around)
  const last = Math.min(lastShown(lines), Math.max(mark.line, mark.line + around))
  const width = String(Math.max(last, mark.line)).length
  const rows: string[] = []
  for (let number = first; number <= Math.max(last, mark.line); number += 1) {
    rows.push(`${String(number).padStart(width)} | ${expandTabs(lines[number - 1]!)}`.trimEnd())
    if (number === mark.line) rows.push(`${' '.repeat(width)} | ${squiggle(line, mark)}`)
  }
  return rows.join('\n')
}

/** Without a length the word that begins at the place is underlined. */
const wordLength = (text: string): number => /^[\w.-]+/.exec(text)?.[0].length ?? 1

/** The number of the last line that is worth showing: not the empty one behind a final line end. */
const lastShown = (lines: readonly string[]): number => (lines.at(-1) === '' ? lines.length - 1 : lines.length)

const squiggle = (line: string, mark: FrameMark): string => {
  const { column, length = wordLength(line.slice(mark.column - 1)) } = mark
  const before = expandTabs(line.slice(0, column - 1))
  const marked = expandTabs(line.slice(column - 1, column - 1 + Math.max(1, length)))
  return ' '.repeat(columns(before)) + '~'.repeat(Math.max(1, columns(marked)))
}

const expandTabs = (text: string): string => text.replaceAll('\t', '    ')

/** How many terminal columns a text takes; wide characters take two. */
const columns = (text: string): number => {
  let width = 0
  for (const character of text) width += isWide(character.codePointAt(0)!) ? 2 : 1
  return width
}

const isWide = (code: number): boolean =>
  (code >= 0x1100 && code <= 0x115f) ||
  (code >= 0x2e80 && code <= 0xa4cf) ||
  (code >= 0xac00 && code <= 0xd7a3) ||
  (code >= 0xf900 && code <= 0xfaff) ||
  (code >= 0xfe30 && code <= 0xfe6f) ||
  (code >= 0xff00 && code <= 0xff60) ||
  (code >= 0xffe0 && code <= 0xffe6) ||
  (code >= 0x1f300 && code <= 0x1faff) ||
  (code >= 0x20000 && code <= 0x3fffd)
