import { parseRegex } from './regex/parse.ts'
import type { RegexNode } from './regex/syntax.ts'

/** The longest text that is in whatever a Python regular expression matches, within a line; empty where none is known. */
export const requiredText = (pattern: string): string =>
  runsOf(parseRegex(pattern, {}).root).reduce((longest, run) => (run.length > longest.length ? run : longest), '')

/** What must stand in a match, in pieces that follow each other directly. */
const runsOf = (node: RegexNode): readonly string[] => {
  const runs = ['']
  const add = (one: RegexNode): void => {
    if (one.type === 'char' && isPlain(one.code, one.flags.ignoreCase))
      runs.push(`${runs.pop()}${String.fromCodePoint(one.code)}`)
    else if (one.type === 'sequence') one.items.forEach(add)
    else if (one.type === 'group' || one.type === 'atomic') add(one.body)
    else if (one.type === 'repeat' && one.min > 0) runs.push(...runsOf(one.body), '')
    else if (one.type !== 'anchor') runs.push('')
  }
  add(node)
  return runs
}

const isPlain = (code: number, ignoreCase: boolean): boolean =>
  !ignoreCase && code >= 0x20 && !(code >= 0xd800 && code <= 0xdfff)
