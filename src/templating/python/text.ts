/** Strings as Python counts them: by code point, where JavaScript counts UTF-16 units. */
import { chargeItems } from './limits.ts'

const SURROGATE = /[\ud800-\udfff]/

/** True when some character takes two UTF-16 units, so that indexes differ. */
export const isWide = (text: string): boolean => SURROGATE.test(text)

/** The characters of a text. */
export const characters = (text: string): string[] => {
  const length = textLength(text)
  chargeItems(length)
  return length === text.length ? text.split('') : Array.from(text)
}

/** Python's `len(text)`. */
export const textLength = (text: string): number => {
  let length = text.length
  if (isWide(text)) for (let at = 0; at < text.length; at++) if (text.codePointAt(at)! > 0xffff) length--
  return length
}

/** The text behind its first character, and that. */
export const firstAndRest = (text: string): [first: string, rest: string] => {
  const first = takeCharacters(text, 1)
  return [first, text.slice(first.length)]
}

/** Python's `text[:count]`. */
export const takeCharacters = (text: string, count: number): string => {
  if (!isWide(text)) return text.slice(0, count)
  let end = 0
  for (let taken = 0; taken < count && end < text.length; taken++) end += text.codePointAt(end)! > 0xffff ? 2 : 1
  return text.slice(0, end)
}
