/** regex_replace, regex_search, regex_findall, regex_escape. */

import { compileRegex, escapeRegex, type PythonRegex, RegexError, type RegexMatch } from '../../util/regex.ts'
import { Tuple, type Value } from '../../values.ts'
import { type FilterFunction, filter } from '../plugin.ts'
import { FilterError } from '../python/errors.ts'
import { chargeItems, MOST_ITEMS } from '../python/limits.ts'
import { Markup } from '../python/markup.ts'
import { exactText, flagOf, plainText, textOf, wholeOf } from './arguments.ts'

export interface RegexOptions {
  readonly ignoreCase?: Value | undefined
  readonly multiline?: Value | undefined
}

/** The compiled pattern of an argument; a malformed one is the filter's failure. */
export const regexOf = (pattern: Value | undefined, { ignoreCase, multiline }: RegexOptions = {}): PythonRegex => {
  const text = exactText(pattern, 'first argument must be string or compiled pattern')
  return failing(() => compileRegex(text, { ignoreCase: flagOf(ignoreCase), multiline: flagOf(multiline) }))
}

const failing = <T>(run: () => T): T => {
  try {
    return run()
  } catch (error) {
    throw error instanceof RegexError ? new FilterError(error.message) : error
  }
}

const regexReplace = filter(
  ['pattern?', 'replacement?', 'ignorecase?', 'multiline?', 'count?', 'mandatory_count?'],
  (_, value, [pattern = '', replacement = '', ignoreCase, multiline, count, mandatoryCount]) => {
    const regex = regexOf(pattern, { ignoreCase, multiline })
    const text = plainText(value)
    const most = Math.min(wholeOf(count, 0) || Number.POSITIVE_INFINITY, MOST_ITEMS + 1)
    const replaced = failing(() => regex.replace(text, exactText(replacement), most))
    chargeItems(replaced.count)
    const wanted = wholeOf(mandatoryCount, 0)
    if (wanted && replaced.count !== wanted)
      throw new FilterError(
        `'${textOf(pattern)}' should match ${wanted} times, but matches ${replaced.count} times in '${text}'`,
      )
    return replaced.text
  },
)

const regexFindall = filter(['regex', 'multiline?', 'ignorecase?'], (_, value, [pattern, multiline, ignoreCase]) =>
  allMatches(regexOf(pattern, { ignoreCase, multiline }), plainText(value)).map((found) =>
    typeof found === 'string' ? found : Tuple.from_(found),
  ),
)

/** What a pattern finds in a text, unless that is more than a list may hold. */
export const allMatches = (regex: PythonRegex, text: string): (string | string[])[] => {
  const found = regex.findAll(text, MOST_ITEMS + 1)
  chargeItems(found.length)
  return found
}

/** Arguments after the pattern name groups: `'\\1'`, `'\\g<name>'`. */
const regexSearch: FilterFunction = (_context, value, [pattern, ...args], kwargs) => {
  const regex = regexOf(pattern ?? kwargs.get('regex'), {
    ignoreCase: kwargs.get('ignorecase'),
    multiline: kwargs.get('multiline'),
  })
  const groups = args.map((argument) => groupName(textOf(argument)))
  const found = regex.search(plainText(value))
  if (!found) return null
  return groups.length === 0 ? found.text : groups.map((group) => groupText(regex, found, group))
}

const groupName = (argument: string): string => {
  const found = /^\\(?:g<(\S+)>|(\d+))/.exec(argument)
  if (!found) throw new FilterError('Unknown argument')
  return found[1] ?? found[2]!
}

const groupText = (regex: PythonRegex, found: RegexMatch, name: string): Value => {
  const index = /^\d+$/.test(name) ? Number(name) : regex.groupNames.get(name)
  if (index === undefined || index > regex.groupCount) throw new FilterError('no such group')
  return index === 0 ? found.text : (found.groups[index - 1] ?? null)
}

const regexEscape = filter(['re_type?'], (_, value, [type]) => {
  const kind = textOf(type, 'python')
  if (kind === 'python') {
    const escaped = escapeRegex(plainText(value))
    return value instanceof Markup ? new Markup(escaped) : escaped
  }
  if (kind === 'posix_basic') return plainText(value).replace(/[\].[^$*\\]/g, '\\$&')
  const known = kind === 'posix_extended'
  throw new FilterError(`${known ? 'Regex' : 'Invalid regex'} type (${kind})${known ? ' not yet implemented' : ''}`)
})

/** Ansible's filters of regular expressions. */
export const regexFilters: Readonly<Record<string, FilterFunction>> = {
  regex_replace: regexReplace,
  regex_search: regexSearch,
  regex_findall: regexFindall,
  regex_escape: regexEscape,
}
