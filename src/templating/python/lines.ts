/** Python's ideas of lines and of white space, which differ from JavaScript's. */
import { FilterError } from './errors.ts'
import { chargeItems, MOST_ITEMS } from './limits.ts'

const LINE = /[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]*(?:\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]|$)/g
const LINE_ENDS = /\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/g
const LINE_END = /(?:\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029])$/

/** The characters that Python calls white space, for a character class. */
export const SPACES = '\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000'

const LEADING = new RegExp(`^[${SPACES}]+`)
const SPACE = new RegExp(`[${SPACES}]`)

/** The text between separators; more parts than a list may have are refused. */
export const parts = (text: string, separator: string | RegExp): string[] => {
  const found = text.split(separator, MOST_ITEMS + 1)
  chargeItems(found.length)
  return found
}

/** Python's `text.splitlines(keepEnds)`. */
export const splitLines = (text: string, keepEnds = false): string[] => {
  if (text.length > MOST_ITEMS) countLines(text)
  const lines = (text.match(LINE) ?? []).filter((line) => line !== '')
  return keepEnds ? lines : lines.map((line) => line.replace(LINE_END, ''))
}

const countLines = (text: string): void => {
  let count = 0
  LINE_ENDS.lastIndex = 0
  while (LINE_ENDS.test(text)) if (++count > MOST_ITEMS) chargeItems(count)
}

/** Python's `text.lstrip(characters)`; white space without characters. */
export const stripStart = (text: string, characters?: string): string => {
  if (characters === undefined) return text.replace(LEADING, '')
  const set = new Set(characters)
  let start = 0
  for (const char of text) {
    if (!set.has(char)) break
    start += char.length
  }
  return text.slice(start)
}

/** Python's `text.rstrip(characters)`; white space without characters. */
export const stripEnd = (text: string, characters?: string): string => {
  if (characters !== undefined) return stripEndOf(text, new Set(characters))
  let end = text.length
  while (end > 0 && SPACE.test(text[end - 1]!)) end--
  return text.slice(0, end)
}

const stripEndOf = (text: string, set: ReadonlySet<string>): string => {
  let end = text.length
  while (end > 0) {
    const wide = end > 1 && text.codePointAt(end - 2)! > 0xffff
    const start = wide ? end - 2 : end - 1
    if (!set.has(text.slice(start, end))) break
    end = start
  }
  return text.slice(0, end)
}

/** Python's `text.strip(characters)`. */
export const strip = (text: string, characters?: string): string => stripEnd(stripStart(text, characters), characters)

/** Python's `text.split()`: the words between white space, at most `limit` splits unless negative. */
export const splitSpaces = (text: string, limit = -1): string[] => {
  const words: string[] = []
  let rest = stripStart(text)
  while (rest !== '') {
    const end = limit >= 0 && words.length === limit ? -1 : rest.search(SPACE)
    if (end < 0) return [...words, rest]
    words.push(rest.slice(0, end))
    if (words.length > MOST_ITEMS) chargeItems(words.length)
    rest = stripStart(rest.slice(end))
  }
  return words
}

/** Python's `text.split(separator, limit)`; at white space without a separator, without end where the limit is negative. */
export const splitText = (text: string, how: { separator?: string | undefined; limit: number }): string[] => {
  const { separator, limit } = how
  if (separator === undefined) return splitSpaces(text, limit)
  if (separator === '') throw new FilterError('empty separator')
  return limit < 0 || limit > MOST_ITEMS ? parts(text, separator) : firstParts(text, separator, limit)
}

const firstParts = (text: string, separator: string, limit: number): string[] => {
  const found: string[] = []
  let start = 0
  for (let at = text.indexOf(separator); at >= 0 && found.length < limit; at = text.indexOf(separator, start)) {
    found.push(text.slice(start, at))
    start = at + separator.length
  }
  return [...found, text.slice(start)]
}
