/** Changes of case and replacements as Python's `str` makes them. */

import { charge, checkLength } from './limits.ts'
import { parts } from './lines.ts'
import { repeatText } from './repeat-text.ts'
import { characters, firstAndRest, textLength } from './text.ts'

/** Python's `text.capitalize()`. */
export const capitalize = (text: string): string => {
  const [first, rest] = firstAndRest(text)
  return titleCharacter(first) + rest.toLowerCase()
}

/** Python's `text.title()`: letters after what is no letter are upper case. */
export const titleCase = (text: string): string => text.replace(/\p{L}+/gu, capitalize)

/** Python's `text.swapcase()`. */
export const swapCase = (text: string): string =>
  text.replace(/\p{L}/gu, (char) => (char === char.toUpperCase() ? char.toLowerCase() : char.toUpperCase()))

/** Python's `text.replace(old, new, count)`; a negative count means all. */
export const replaceText = (text: string, change: { old: string; new: string; count?: number }): string => {
  const count = change.count ?? -1
  if (count === 0) return text
  if (count < 0 && change.old !== '') return parts(text, change.old).join(change.new)
  return change.old === '' ? between(text, change.new, count) : replaceFirst(text, change, count)
}

/** An empty `old` stands before each character and at the end. */
const between = (text: string, inserted: string, count: number): string => {
  let left = count < 0 ? Number.POSITIVE_INFINITY : count
  let result = ''
  for (const char of [...characters(text), '']) result += (left-- > 0 ? inserted : '') + char
  return checkLength(result)
}

/** What it takes to put a part into a text. */
const PART = 64

const replaceFirst = (text: string, change: { old: string; new: string }, count: number): string => {
  let result = ''
  let end = 0
  for (let left = count, at = text.indexOf(change.old); left > 0 && at >= 0; left--) {
    charge(PART)
    result += text.slice(end, at) + change.new
    end = at + change.old.length
    at = text.indexOf(change.old, end)
  }
  return result + text.slice(end)
}

/** The few letters whose title case differs from their upper case, `ß` and ligatures among them. */
const titleCharacter = (char: string): string => {
  const upper = char.toUpperCase()
  const titled = digraphs[upper]
  if (titled) return titled
  const [first, rest] = firstAndRest(upper)
  // The parts of a ligature are letters of their own; elsewhere a letter is written with accents.
  return /[ßﬀ-ﬆﬓ-ﬗև]/.test(char) ? first + rest.toLowerCase() : upper
}

const digraphs: Readonly<Record<string, string>> = { Ǆ: 'ǅ', Ǉ: 'ǈ', Ǌ: 'ǋ', Ǳ: 'ǲ' }

/** Python's `text.center(width)`: the odd space goes to the left when the width is odd. */
export const centered = (text: string, width: number, fill = ' '): string => {
  const gap = width - textLength(text)
  if (gap <= 0) return text
  const left = Math.floor(gap / 2) + (gap & width & 1)
  return repeatText(fill, left) + text + repeatText(fill, gap - left)
}
