/** Jinja's filters of text: lower, replace, trim, indent, truncate, wordwrap, … */

import { compileRegex } from '../../util/regex.ts'
import { Tuple, type Value } from '../../values.ts'
import { type FilterFunction, filter } from '../plugin.ts'
import { FilterError } from '../python/errors.ts'
import { length as valueLength } from '../python/iterate.ts'
import { parts, SPACES, splitLines, splitText, strip } from '../python/lines.ts'
import { escapeHtml, Markup } from '../python/markup.ts'
import { formatPercent } from '../python/percent-format.ts'
import { repeatText } from '../python/repeat-text.ts'
import { firstAndRest, takeCharacters, textLength } from '../python/text.ts'
import { capitalize, centered, replaceText } from '../python/text-case.ts'
import { typeName } from '../python/type-name.ts'
import { exactText, flagOf, required, textOf, wholeOf } from './arguments.ts'
import { prettyPrint } from './pretty-print.ts'
import { allMatches } from './regex.ts'
import { wrapText } from './wrap-text.ts'

type Plain = (text: string) => Value

/** A filter of a text without arguments. */
const plain = (run: Plain): FilterFunction => filter([], (_, value) => run(textOf(value)))

const upperFirst = (word: string): string => {
  const [first, rest] = firstAndRest(word)
  return first.toUpperCase() + rest.toLowerCase()
}

const titleWords = new RegExp(`([-({[<${SPACES}]+)`)

const title = (text: string): string => parts(text, titleWords).map(upperFirst).join('')

const replace = filter(['old', 'new', 'count?'], (context, value, [old, replacement, count]) => {
  const limit = count === undefined || count === null ? -1 : wholeOf(count)
  const marks = context.autoescape && [value, old, replacement].some((text) => text instanceof Markup)
  if (!marks) return replaceText(textOf(value), { old: textOf(old), new: textOf(replacement), count: limit })
  const parts = { old: escapeHtml(required(old)), new: escapeHtml(required(replacement)), count: limit }
  return new Markup(replaceText(escapeHtml(value), parts))
})

const center = filter(['width?'], (_, value, [width]) => centered(textOf(value), wholeOf(width, 80)))

const indent = filter(['width?', 'first?', 'blank?'], (_, value, [width, first, blank]) => {
  const indention = typeof width === 'string' ? width : repeatText(' ', wholeOf(width, 4))
  const [head = '', ...rest] = splitLines(`${indentable(value)}\n`)
  const indented = rest.map((line) => (line !== '' || flagOf(blank) ? indention + line : line))
  return (flagOf(first) ? indention : '') + [head, ...indented].join('\n')
})

const indentable = (value: Value): string => exactText(value, "unsupported operand type(s) for +=: expected 'str'")

const truncate = filter(['length?', 'killwords?', 'end?', 'leeway?'], (_, value, [length, killwords, end, leeway]) => {
  const size = wholeOf(length, 255)
  const ending = textOf(end, '...')
  const spare = leeway === undefined || leeway === null ? 5 : wholeOf(leeway)
  const endLength = textLength(ending)
  if (size < endLength) throw new FilterError(`expected length >= ${endLength}, got ${size}`)
  if (spare < 0) throw new FilterError(`expected leeway >= 0, got ${spare}`)
  const given = required(value)
  if (valueLength(given) <= size + spare) return given
  if (given instanceof Markup) {
    const cut = cutText(given.text, size - endLength, flagOf(killwords))
    return new Markup(cut + escapeHtml(end ?? ending))
  }
  const text = exactText(given, `can only concatenate a str to a str, not to ${typeName(given)}`)
  return cutText(text, size - endLength, flagOf(killwords)) + ending
})

const cutText = (text: string, length: number, killWords: boolean): string => {
  const kept = takeCharacters(text, length)
  const space = killWords ? -1 : kept.lastIndexOf(' ')
  return space < 0 ? kept : kept.slice(0, space)
}

const wordwrap = filter(
  ['width?', 'break_long_words?', 'wrapstring?', 'break_on_hyphens?'],
  (_, value, [width, breakLong, wrapString, hyphens]) => {
    const how = {
      width: wholeOf(width, 79),
      breakLongWords: flagOf(breakLong, true),
      breakOnHyphens: flagOf(hyphens, true),
    }
    if (how.width <= 0) throw new FilterError(`invalid width ${how.width} (must be > 0)`)
    const newline = wrapString === undefined || wrapString === null ? '\n' : textOf(wrapString)
    return splitLines(exactText(value, 'the value must be a string'))
      .map((line) => wrapText(line, how).join(newline))
      .join(newline)
  },
)

const format: FilterFunction = (_context, value, args, kwargs) => {
  if (args.length > 0 && kwargs.size > 0)
    throw new FilterError("can't handle positional and keyword arguments at the same time")
  const given = kwargs.size > 0 ? new Map(kwargs) : Tuple.from_(args)
  return value instanceof Markup ? value.operate('%', given, false)! : formatPercent(textOf(value), given)
}

const trim = filter(['chars?'], (_, value, [chars]) =>
  strip(textOf(value), chars === undefined || chars === null ? undefined : textOf(chars)),
)

const split = filter(['sep?', 'maxsplit?'], (_, value, [separator, limit]) => {
  const text = exactText(value, "descriptor 'split' for 'str' objects doesn't apply: expected 'str'")
  return splitText(text, {
    separator: separator === undefined || separator === null ? undefined : exactText(separator),
    limit: wholeOf(limit, -1),
  })
})

/** Jinja's filters of text, and split. */
export const textFilters: Readonly<Record<string, FilterFunction>> = {
  lower: plain((text) => text.toLowerCase()),
  upper: plain((text) => text.toUpperCase()),
  capitalize: plain(capitalize),
  title: plain(title),
  replace,
  center,
  indent,
  truncate,
  wordwrap,
  format,
  trim,
  pprint: filter([], (_, value) => prettyPrint(value)),
  split,
  string: filter([], (_, value) => textOf(required(value))),
  wordcount: plain((text) => allMatches(compileRegex('\\w+'), text).length),
}
