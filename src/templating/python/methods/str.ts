/** The methods of Python's `str`. */
import { Tuple, type Value } from '../../../values.ts'
import { exactText, isList, itemsOf, required, wholeOf } from '../../filters/arguments.ts'
import { encodeText } from '../../filters/text-encoding.ts'
import { type MethodFunction, method } from '../../plugin.ts'
import { Bytes } from '../bytes.ts'
import { FilterError, TemplateTypeError } from '../errors.ts'
import { formatText } from '../format.ts'
import { parts, splitLines, splitSpaces, splitText, strip, stripEnd, stripStart } from '../lines.ts'
import { repeatText } from '../repeat-text.ts'
import { repr, str } from '../repr.ts'
import { characters, isWide, textLength } from '../text.ts'
import { capitalize, centered, replaceText, swapCase, titleCase } from '../text-case.ts'
import { typeName } from '../type-name.ts'
import { textPredicates } from './str-predicates.ts'

const of = (run: (text: string) => Value): MethodFunction => method([], (_, self) => run(str(self)))

const optional = (value: Value | undefined): string | undefined =>
  value === undefined || value === null ? undefined : exactText(value)

const stripping = (run: (text: string, characters?: string) => string): MethodFunction =>
  method(['chars?'], (_, self, [chars]) => run(str(self), optional(chars)))

const NO_SEPARATOR = 'empty separator'

const split = method(['sep?', 'maxsplit?'], (_, self, [sep, limit]) =>
  splitText(str(self), { separator: optional(sep), limit: wholeOf(limit, -1) }),
)

const rsplit = method(['sep?', 'maxsplit?'], (_, self, [sep, limit]) => {
  const separator = optional(sep)
  const most = wholeOf(limit, -1)
  if (separator === '') throw new FilterError(NO_SEPARATOR)
  if (separator === undefined) return most < 0 ? splitSpaces(str(self)) : reversedSplit(str(self), most)
  const pieces = parts(str(self), separator)
  const head = pieces.length - most
  return most < 0 || head <= 1 ? pieces : [pieces.slice(0, head).join(separator), ...pieces.slice(head)]
})

const reversed = (text: string): string => characters(text).reverse().join('')

const reversedSplit = (text: string, most: number): string[] =>
  splitSpaces(reversed(text), most).map(reversed).reverse()

const partition = (fromEnd: boolean): MethodFunction =>
  method(['sep'], (_, self, [sep]) => {
    const text = str(self)
    const separator = exactText(sep)
    if (separator === '') throw new FilterError(NO_SEPARATOR)
    const at = fromEnd ? text.lastIndexOf(separator) : text.indexOf(separator)
    if (at < 0) return Tuple.from_(fromEnd ? ['', '', text] : [text, '', ''])
    return Tuple.from_([text.slice(0, at), separator, text.slice(at + separator.length)])
  })

/** The part of a text that `start` and `end` leave, counted in characters, with where it begins; none where it ends before. */
const bounded = (
  text: string,
  start: Value | undefined,
  end: Value | undefined,
): { part: string; from: number } | undefined => {
  const all = isWide(text) ? characters(text) : text
  const place = (value: Value | undefined, fallback: number): number => {
    if (value === undefined || value === null) return fallback
    const index = wholeOf(value)
    return index < 0 ? Math.max(0, index + all.length) : Math.min(index, all.length + 1)
  }
  const from = place(start, 0)
  const to = Math.min(place(end, all.length), all.length)
  if (from > to) return undefined
  const part = all.slice(from, to)
  return { part: typeof part === 'string' ? part : part.join(''), from }
}

const searching = (how: { fromEnd: boolean; mustFind: boolean }): MethodFunction =>
  method(['sub', 'start?', 'end?'], (_, self, [sub, start, end]) => {
    const text = str(self)
    const { part, from } = bounded(text, start, end) ?? { part: undefined, from: 0 }
    const sought = exactText(sub)
    const at = part === undefined ? -1 : how.fromEnd ? part.lastIndexOf(sought) : part.indexOf(sought)
    if (at < 0 && how.mustFind) throw new FilterError('substring not found')
    return at < 0 || part === undefined ? -1 : from + textLength(part.slice(0, at))
  })

const affix = (holds: (text: string, affix: string) => boolean): MethodFunction =>
  method(['affix', 'start?', 'end?'], (_, self, [wanted, start, end]) => {
    const part = start === undefined && end === undefined ? str(self) : bounded(str(self), start, end)?.part
    const given = required(wanted)
    if (isList(given) && !(given instanceof Tuple))
      throw new TemplateTypeError('first arg must be str or a tuple of str, not list')
    return (isList(given) ? given : [given]).some((text) => part !== undefined && holds(part, exactText(text)))
  })

const count = method(['sub', 'start?', 'end?'], (_, self, [sub, start, end]) => {
  const part = bounded(str(self), start, end)?.part
  const sought = exactText(sub)
  if (part === undefined) return 0
  return sought === '' ? textLength(part) + 1 : occurrences(part, sought)
})

const occurrences = (text: string, sought: string): number => {
  let found = 0
  for (let at = text.indexOf(sought); at >= 0; at = text.indexOf(sought, at + sought.length)) found++
  return found
}

const padding = (pad: (text: string, gap: string) => string): MethodFunction =>
  method(['width', 'fillchar?'], (_, self, [width, fill = ' ']) => {
    const text = str(self)
    return pad(text, repeatText(oneCharacter(fill), wholeOf(width) - textLength(text)))
  })

const oneCharacter = (fill: Value): string => {
  const filler = exactText(fill)
  if (textLength(filler) === 1) return filler
  throw new TemplateTypeError('The fill character must be exactly one character long')
}

const center = method(['width', 'fillchar?'], (_, self, [width, fill = ' ']) =>
  centered(str(self), wholeOf(width), oneCharacter(fill)),
)

const zfill = method(['width'], (_, self, [width]) => {
  const text = str(self)
  const sign = /^[+-]/.exec(text)?.[0] ?? ''
  return sign + repeatText('0', wholeOf(width) - textLength(text)) + text.slice(sign.length)
})

const join = method(['iterable'], (_, self, [iterable]) =>
  itemsOf(iterable)
    .map((item, index) => exactText(item, `sequence item ${index}: expected str instance`))
    .join(str(self)),
)

const replace = method(['old', 'new', 'count?'], (_, self, [old, replacement, limit]) =>
  replaceText(str(self), { old: exactText(old), new: exactText(replacement), count: wholeOf(limit, -1) }),
)

const expandTabs = method(['tabsize?'], (_, self, [tabSize]) => {
  const size = wholeOf(tabSize, 8)
  let column = 0
  return characters(str(self))
    .map((char) => {
      const text = char === '\t' ? repeatText(' ', size > 0 ? size - (column % size) : 0) : char
      column = char === '\n' || char === '\r' ? 0 : column + textLength(text)
      return text
    })
    .join('')
})

const translate = method(['table'], (_, self, [table]) => {
  const map = required(table)
  if (!(map instanceof Map)) throw new TemplateTypeError(`'${typeName(map)}' object is not subscriptable`)
  return characters(str(self))
    .map((char) => {
      const to = map.get(char.codePointAt(0)!)
      if (to === undefined) return char
      return to === null ? '' : typeof to === 'number' ? String.fromCodePoint(to) : str(to)
    })
    .join('')
})

const format: MethodFunction = (context, self, args, kwargs) => formatText(context, str(self), { args, kwargs })

const formatMap = method(['mapping'], (context, self, [mapping]) => {
  const map = required(mapping)
  if (!(map instanceof Map)) throw new TemplateTypeError(`format_map needs a mapping, not ${repr(map)}`)
  const kwargs = new Map([...map].map(([key, value]): [string, Value] => [str(key), value]))
  return formatText(context, str(self), { args: [], kwargs })
})

/** The methods of `str` by name. */
export const strMethods: Readonly<Record<string, MethodFunction>> = {
  ...textPredicates,
  capitalize: of(capitalize),
  casefold: of((text) => text.toUpperCase().toLowerCase()),
  lower: of((text) => text.toLowerCase()),
  upper: of((text) => text.toUpperCase()),
  swapcase: of(swapCase),
  title: of(titleCase),
  strip: stripping(strip),
  lstrip: stripping(stripStart),
  rstrip: stripping(stripEnd),
  split,
  rsplit,
  splitlines: method(['keepends?'], (_, self, [keepEnds]) => splitLines(str(self), wholeOf(keepEnds, 0) !== 0)),
  partition: partition(false),
  rpartition: partition(true),
  find: searching({ fromEnd: false, mustFind: false }),
  rfind: searching({ fromEnd: true, mustFind: false }),
  index: searching({ fromEnd: false, mustFind: true }),
  rindex: searching({ fromEnd: true, mustFind: true }),
  count,
  startswith: affix((text, prefix) => text.startsWith(prefix)),
  endswith: affix((text, suffix) => text.endsWith(suffix)),
  removeprefix: method(['prefix'], (_, self, [prefix]) => {
    const [text, start] = [str(self), exactText(prefix)]
    return text.startsWith(start) ? text.slice(start.length) : text
  }),
  removesuffix: method(['suffix'], (_, self, [suffix]) => {
    const [text, end] = [str(self), exactText(suffix)]
    return text.endsWith(end) ? text.slice(0, text.length - end.length) : text
  }),
  ljust: padding((text, gap) => text + gap),
  rjust: padding((text, gap) => gap + text),
  center,
  zfill,
  join,
  replace,
  expandtabs: expandTabs,
  translate,
  format,
  format_map: formatMap,
  encode: method(
    ['encoding?', 'errors?'],
    (_, self, [encoding, errors]) =>
      new Bytes(
        encodeText(
          str(self),
          encoding === undefined ? 'utf-8' : exactText(encoding),
          errors === undefined ? undefined : exactText(errors),
        ),
      ),
  ),
}
