/** Wraps a paragraph as Python's textwrap does, white space kept within lines. */

import { compileRegex } from '../../util/regex.ts'
import { chargeItems, MOST_ITEMS } from '../python/limits.ts'
import { strip } from '../python/lines.ts'
import { characters, textLength } from '../python/text.ts'

export interface WrapOptions {
  readonly width: number
  readonly breakLongWords: boolean
  readonly breakOnHyphens: boolean
}

/** The lines of a text that holds no line breaks; none for an empty text. */
export const wrapText = (text: string, options: WrapOptions): string[] => {
  const pending = chunksOf(text, options.breakOnHyphens).reverse()
  const lines: string[] = []
  while (pending.length > 0) {
    const line = takeLine(pending, options, lines.length > 0)
    if (line !== undefined) lines.push(line)
  }
  return lines
}

const isBlank = (text: string): boolean => strip(text) === ''

/** Takes the chunks of one line off the end of the list; undefined when only white space was left. */
const takeLine = (pending: string[], options: WrapOptions, dropBlank: boolean): string | undefined => {
  if (dropBlank && isBlank(pending.at(-1)!)) pending.pop()
  const line: string[] = []
  let size = 0
  while (pending.length > 0 && size + textLength(pending.at(-1)!) <= options.width) {
    size += textLength(pending.at(-1)!)
    line.push(pending.pop()!)
  }
  if (pending.length > 0 && textLength(pending.at(-1)!) > options.width) breakLong(pending, line, { ...options, size })
  if (line.length > 0 && isBlank(line.at(-1)!)) line.pop()
  return line.length > 0 ? line.join('') : undefined
}

const breakLong = (pending: string[], line: string[], options: WrapOptions & { size: number }): void => {
  const room = options.width < 1 ? 1 : options.width - options.size
  if (!options.breakLongWords) {
    if (line.length === 0) line.push(pending.pop()!)
    return
  }
  const chunk = characters(pending.pop()!)
  const end = breakPoint(chunk, room, options.breakOnHyphens)
  line.push(chunk.slice(0, end).join(''))
  pending.push(chunk.slice(end).join(''))
}

const breakPoint = (chunk: readonly string[], room: number, onHyphens: boolean): number => {
  if (!onHyphens || chunk.length <= room) return room
  const hyphen = chunk.slice(0, room).lastIndexOf('-')
  return hyphen > 0 && chunk.slice(0, hyphen).some((char) => char !== '-') ? hyphen + 1 : room
}

const space = '[\\t\\n\\x0b\\x0c\\r ]'
const solid = '[^\\t\\n\\x0b\\x0c\\r ]'
const letter = '[^\\d\\W]'
const punctuated = '[\\w!"\'&.,?]'

// White space, a dash between words, or a word: up to a hyphen between letters, a space or a dash.
const withHyphens =
  `(${space}+|(?<=${punctuated})-{2,}(?=\\w)|${solid}+?` +
  `(?:-(?:(?<=${letter}{2}-)|(?<=${letter}-${letter}-))(?=${letter}-?${letter})|(?=${space}|\\Z)|(?<=${punctuated})(?=-{2,}\\w)))`
const withoutHyphens = `(${space}+)`

const chunksOf = (text: string, onHyphens: boolean): string[] => {
  const chunks = compileRegex(onHyphens ? withHyphens : withoutHyphens).split(text, MOST_ITEMS)
  chargeItems(chunks.length)
  return chunks.filter((chunk): chunk is string => chunk !== null && chunk !== '')
}
