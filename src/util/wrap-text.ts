/** Line breaking as Python's `textwrap.wrap` does it. */
import { expandTabs } from './expand-tabs.ts'

export interface WrapOptions {
  /** Leave out the blanks at line ends and starts; true unless told. */
  readonly dropWhitespace?: boolean
}

/**
 * The text as lines of at most `width` characters. Tabs and line feeds count as blanks; words break at hyphens, and
 * anywhere when longer than a line.
 */
export const wrapText = (text: string, width: number, options: WrapOptions = {}): string[] => {
  const drop = options.dropWhitespace ?? true
  const waiting = chunksOf(text).reverse()
  const lines: string[] = []
  while (waiting.length > 0) {
    if (drop && lines.length > 0 && isBlank(waiting.at(-1)!)) waiting.pop()
    const line = takeLine(waiting, width)
    if (drop && line.length > 0 && isBlank(line.at(-1)!)) line.pop()
    if (line.length > 0) lines.push(line.join(''))
  }
  return lines
}

// What may not be broken: a run of blanks, a dash between words, a word up to a hyphen between letters.
const chunk = (letter: string, digit: string, flags: string): RegExp => {
  const [letters, words] = [`[${letter}_]`, `[${letter}${digit}_]`]
  const ends = `[${letter}${digit}_!"'&.,?]`
  const hyphen = `-(?:(?<=${letters}{2}-)|(?<=${letters}-${letters}-))(?=${letters}-?${letters})`
  return new RegExp(
    [
      '[\\t\\n\\v\\f\\r ]+',
      `(?<=${ends})-{2,}(?=${words})`,
      `[^\\t\\n\\v\\f\\r ]+?(?:${hyphen}|(?=[\\t\\n\\v\\f\\r ]|$)|(?<=${ends})(?=-{2,}${words}))`,
    ].join('|'),
    flags,
  )
}

const ascii = chunk('A-Za-z', '0-9', 'g')
let international: RegExp | undefined

// The pattern of all letters there are takes milliseconds to compile.
const chunkIn = (text: string): RegExp => {
  if (/^[\0-\x7f]*$/.test(text)) return ascii
  international ??= chunk('\\p{L}', '\\p{N}', 'gu')
  return international
}

const chunksOf = (text: string): string[] =>
  expandTabs(text)
    .replace(/[\n\v\f\r]/g, ' ')
    .match(chunkIn(text)) ?? []

const takeLine = (waiting: string[], width: number): string[] => {
  const line: string[] = []
  let used = 0
  while (waiting.length > 0 && used + length(waiting.at(-1)!) <= width) {
    used += length(waiting.at(-1)!)
    line.push(waiting.pop()!)
  }
  if (waiting.length > 0 && length(waiting.at(-1)!) > width) breakWord(line, waiting, width < 1 ? 1 : width - used)
  return line
}

const breakWord = (line: string[], waiting: string[], room: number): void => {
  const word = [...waiting.pop()!]
  const hyphen = word.slice(0, room).lastIndexOf('-')
  const end = hyphen > 0 && word.slice(0, hyphen).some((character) => character !== '-') ? hyphen + 1 : room
  line.push(word.slice(0, end).join(''))
  waiting.push(word.slice(end).join(''))
}

const isBlank = (chunk: string): boolean => chunk.trim() === ''

const length = (text: string): number => [...text].length
