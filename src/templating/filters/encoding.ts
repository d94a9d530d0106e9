/** Filters that encode text: base64, URLs, shell quotes, comments. */
import { isDict, type Value } from '../../values.ts'
import { type FilterFunction, filter } from '../plugin.ts'
import { FilterError, TemplateTypeError } from '../python/errors.ts'
import { isIterable } from '../python/iterate.ts'
import { chargeItems } from '../python/limits.ts'
import { stripEnd } from '../python/lines.ts'
import { Markup } from '../python/markup.ts'
import { repeatText } from '../python/repeat-text.ts'
import { open } from '../python/secret.ts'
import { exactText, itemsOf, plainText, required, textOf, wholeOf } from './arguments.ts'
import { decodeKeeping, encodeText } from './text-encoding.ts'

const b64encode = filter(['encoding?'], (_, value, [encoding]) =>
  encodeText(plainText(value), textOf(encoding, 'utf-8'), 'surrogateescape').toString('base64'),
)

const b64decode = filter(['encoding?'], (_, value, [encoding]) =>
  decodeKeeping(base64Bytes(plainText(value)), textOf(encoding, 'utf-8')),
)

/** Python skips what isn't base64; padding ends the text where it completes a group of four, and is skipped elsewhere. */
const base64Bytes = (text: string): Buffer => {
  let data = ''
  let padding = 0
  for (const [character] of text.matchAll(/[A-Za-z0-9+/=]/g)) {
    const inGroup = data.length % 4
    if (character !== '=') {
      data += character
      padding = 0
    } else if (inGroup >= 2 && inGroup + ++padding >= 4) return Buffer.from(data, 'base64')
  }
  if (data.length % 4 === 1)
    throw new FilterError(
      `Invalid base64-encoded string: number of data characters (${data.length}) cannot be 1 more than a multiple of 4`,
    )
  if (data.length % 4 > 0) throw new FilterError('Incorrect padding')
  return Buffer.from(data, 'base64')
}

/** Text with all but letters, digits, `_.-~` and the safe characters as `%XX` of its UTF-8 bytes. */
export const urlQuote = (text: string, safe = '/'): string =>
  [...checked(encodeText(text, 'utf-8'))]
    .map((byte) => {
      const char = String.fromCharCode(byte)
      return /[A-Za-z0-9_.~-]/.test(char) || safe.includes(char)
        ? char
        : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
    })
    .join('')

const checked = (bytes: Buffer): Buffer => {
  chargeItems(bytes.length)
  return bytes
}

const urlencode = filter([], (_, value) => {
  const given = open(required(value))
  if (!isDict(given) && (typeof given === 'string' || !isIterable(given))) return urlQuote(textOf(given))
  const pairs = isDict(given) ? [...given] : itemsOf(given).map(pairOf)
  return pairs.map(([key = '', item = '']) => `${urlQuoteQuery(key)}=${urlQuoteQuery(item)}`).join('&')
})

const pairOf = (pair: Value): readonly Value[] => {
  const items = itemsOf(pair)
  if (items.length === 2) return items
  throw new FilterError(`${items.length > 2 ? 'too many' : 'not enough'} values to unpack (expected 2)`)
}

const urlQuoteQuery = (value: Value): string => urlQuote(textOf(value), '').replaceAll('%20', '+')

const urldecode = filter([], (_, value) => {
  const bytes = exactText(value)
    .replaceAll('+', ' ')
    .replace(/(?:%[0-9a-fA-F]{2})+/g, (run) => Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8'))
  return bytes
})

/** The text as one word of a POSIX shell. */
export const shellQuote = (text: string): string => {
  if (text === '') return "''"
  return /[^\w@%+=:,./-]/.test(text) ? `'${text.replaceAll("'", `'"'"'`)}'` : text
}

/** The quotes around markup are no markup, and are escaped. */
const quotedMarkup = (value: Markup): Value => {
  if (value.text === '' || !/[^\w@%+=:,./-]/.test(value.text)) return value.text === '' ? "''" : value
  return new Markup(`&#39;${value.text.replaceAll('&#39;', '&#39;&#34;&#39;&#34;&#39;')}&#39;`)
}

const commentStyles: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  plain: { decoration: '# ' },
  erlang: { decoration: '% ' },
  c: { decoration: '// ' },
  cblock: { beginning: '/*', decoration: ' * ', end: ' */' },
  xml: { beginning: '<!--', decoration: ' - ', end: '-->' },
}

const comment: FilterFunction = (_context, value, args, kwargs) => {
  if (args.length > 1) throw new TemplateTypeError(`comment takes 1 argument (${args.length} given)`)
  const text = exactText(value, 'comment needs text')
  const name = textOf(args[0] ?? kwargs.get('style'), 'plain')
  const style = Object.hasOwn(commentStyles, name) ? commentStyles[name] : undefined
  if (!style)
    throw new FilterError(`there is no comment style '${name}'; there are ${Object.keys(commentStyles).join(', ')}`)
  const option = (key: string, fallback = ''): string =>
    kwargs.has(key) ? textOf(kwargs.get(key)) : (style[key] ?? fallback)
  const decoration = option('decoration')
  const bare = stripEnd(decoration)
  return commented(text, {
    newline: option('newline', '\n'),
    beginning: option('beginning'),
    prefix: option('prefix', bare),
    prefixCount: wholeOf(kwargs.get('prefix_count'), 1),
    decoration,
    postfix: option('postfix', bare),
    postfixCount: wholeOf(kwargs.get('postfix_count'), 1),
    end: option('end'),
  })
}

interface CommentParts {
  readonly newline: string
  readonly beginning: string
  readonly prefix: string
  readonly prefixCount: number
  readonly decoration: string
  readonly postfix: string
  readonly postfixCount: number
  readonly end: string
}

const commented = (text: string, parts: CommentParts): string => {
  const { newline, decoration, prefix } = parts
  const beginning = parts.beginning && parts.beginning + newline
  const prefixLine = prefix === '' || prefix === newline ? prefix : prefix + newline
  const body = (decoration + text.replaceAll(newline, newline + decoration)).replaceAll(
    decoration + newline,
    stripEnd(decoration) + newline,
  )
  const postfix = repeatText(newline + parts.postfix, parts.postfixCount)
  const end = parts.end && newline + parts.end
  return beginning + repeatText(prefixLine, parts.prefixCount) + body + postfix + end
}

/** Filters that encode text. */
export const encodingFilters: Readonly<Record<string, FilterFunction>> = {
  b64encode,
  b64decode,
  urlencode,
  urldecode,
  quote: filter([], (_, value) =>
    value instanceof Markup ? quotedMarkup(value) : shellQuote(value === null ? '' : plainText(value)),
  ),
  comment,
}
