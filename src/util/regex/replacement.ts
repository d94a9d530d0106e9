/** Python's replacement texts: `\1`, `\g<1>`, `\g<name>`, `\n` and other escapes. */
import { controlEscapes } from '../control-escapes.ts'
import { RegexError, type RegexPattern } from './syntax.ts'

/** Text, or the number of a group. */
export type ReplacementPart = string | number

const escaped = /\\(?:g<([^>]*)>|(0[0-7]{0,2}|[1-3][0-7]{2})|([1-9]\d?)|([\s\S]|$))/gu
const controls: Readonly<Record<string, string>> = {
  ...controlEscapes,
  '\\': '\\',
}

/** The parts of a replacement text; throws for groups that the pattern lacks and for unknown escapes. */
export const parseReplacement = (text: string, pattern: RegexPattern): ReplacementPart[] => {
  const parts: ReplacementPart[] = []
  let end = 0
  for (const found of text.matchAll(escaped)) {
    parts.push(text.slice(end, found.index), parseOne(found, pattern))
    end = found.index + found[0].length
  }
  parts.push(text.slice(end))
  return parts.filter((part) => part !== '')
}

const parseOne = (found: RegExpExecArray, pattern: RegexPattern): ReplacementPart => {
  const [whole, name, octal, index, char = ''] = found
  if (name !== undefined) return namedGroup(name, pattern)
  if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8))
  if (index !== undefined) return knownGroup(Number(index), pattern)
  const control = controls[char]
  if (control !== undefined) return control
  if (char === '' || /[a-zA-Z]/.test(char)) throw new RegexError(`bad escape ${whole} in the replacement`)
  return whole
}

const namedGroup = (name: string, pattern: RegexPattern): number => {
  if (/^\d+$/.test(name)) return knownGroup(Number(name), pattern)
  const index = pattern.groupNames.get(name)
  if (index === undefined) throw new RegexError(`unknown group name '${name}' in the replacement`)
  return index
}

const knownGroup = (index: number, pattern: RegexPattern): number => {
  if (index > pattern.groupCount) throw new RegexError(`invalid group reference ${index} in the replacement`)
  return index
}
