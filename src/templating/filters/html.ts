/** Jinja's filters of HTML: escape, safe, striptags, urlize, xmlattr, tojson. */
import { isDict, Undefined, type Value } from '../../values.ts'
import { type CallContext, type FilterFunction, filter } from '../plugin.ts'
import { FilterError, TemplateTypeError } from '../python/errors.ts'
import { escapeHtml, Markup } from '../python/markup.ts'
import { repeatText } from '../python/repeat-text.ts'
import { repr, str } from '../python/repr.ts'
import { typeName } from '../python/type-name.ts'
import { exactText, flagOf, isList, required, textOf, wholeOf } from './arguments.ts'
import { strippedOfTags } from './html-entities.ts'
import { writeJson } from './json-text.ts'
import { urlizeText } from './urlize.ts'

const escape_ = filter([], (_, value) => new Markup(escapeHtml(required(value))))

const striptags = filter([], (_, value) => strippedOfTags(textOf(value)))

const urlize = filter(
  ['trim_url_limit?', 'nofollow?', 'target?', 'rel?', 'extra_schemes?'],
  (context, value, [limit, nofollow, target, rel, schemes]) => {
    const rels = new Set(['noopener', ...textOf(rel ?? '').split(/\s+/), flagOf(nofollow) ? 'nofollow' : ''])
    rels.delete('')
    const extra = schemes !== undefined && isList(schemes) ? schemes.map((scheme) => textOf(scheme)) : []
    for (const scheme of extra)
      if (!/^[\w.+-]{2,}:\/{0,2}$/.test(scheme))
        throw new FilterError(`${repr(scheme)} is not a valid URI scheme prefix.`)
    const text = urlizeText(required(value), {
      limit: limit === undefined || limit === null ? undefined : wholeOf(limit),
      rel: [...rels].sort().join(' '),
      target: target === undefined || target === null ? undefined : textOf(target),
      schemes: extra,
    })
    return context.autoescape ? text : text.text
  },
)

const asMarkup = ({ autoescape }: CallContext, text: string): Value => (autoescape ? new Markup(text) : text)

const xmlattr = filter(['autospace?'], (context, value, [autospace]) => {
  const dict = required(value)
  if (!isDict(dict)) throw new TemplateTypeError(`'${typeName(dict)}' object has no attribute 'items'`)
  const attributes = [...dict].filter(([, item]) => item !== null && !(item instanceof Undefined))
  const text = attributes.map(([key, item]) => `${attributeName(key)}="${escapeHtml(item)}"`).join(' ')
  return asMarkup(context, flagOf(autospace, true) && text !== '' ? ` ${text}` : text)
})

/** A name with these characters would begin another attribute or end the tag. */
const attributeName = (key: Value): string => {
  const name = exactText(key)
  if (/[\s/>=]/.test(name)) throw new FilterError(`Invalid character in attribute name: '${name}'`)
  return escapeHtml(name)
}

const htmlEscapes: Readonly<Record<string, string>> = {
  '<': '\\u003c',
  '>': '\\u003e',
  '&': '\\u0026',
  "'": '\\u0027',
}

const tojson = filter(['indent?'], (_, value, [indent]) => {
  const spaces = indent === undefined || indent === null ? undefined : repeatText(' ', wholeOf(indent))
  const text = writeJson(value, { sortKeys: true, indent: spaces })
  return new Markup(text.replace(/[<>&']/g, (char) => htmlEscapes[char]!))
})

/** Filters of HTML. */
export const htmlFilters: Readonly<Record<string, FilterFunction>> = {
  escape: escape_,
  e: escape_,
  forceescape: filter([], (_, value) => new Markup(escapeHtml(str(required(value))))),
  safe: filter([], (_, value) => new Markup(str(required(value)))),
  striptags,
  urlize,
  xmlattr,
  tojson,
}
