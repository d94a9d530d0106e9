/** from_xml and to_xml, with the same dicts as Python's xmltodict. */
import { type Dict, isDict, type Value } from '../../../values.ts'
import { filter } from '../../plugin.ts'
import { FilterError } from '../../python/errors.ts'
import { charge } from '../../python/limits.ts'
import { repeatText } from '../../python/repeat-text.ts'
import { str } from '../../python/repr.ts'
import { exactText, flagOf, isList, required, textOf, wholeOf } from '../arguments.ts'

const TOKEN =
  /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!DOCTYPE[^>]*>|<!\[CDATA\[([\s\S]*?)\]\]>|<(\/?)([\w:.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>|([^<]+)/gy
const ATTRIBUTE = /([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g

interface Element {
  readonly name: string
  readonly dict: Dict
  text: string
}

const invalid = (): FilterError => new FilterError("Error when using plugin 'from_xml': Input Xml is not valid")

/** Attributes stand under `@name`, text beside them under `#text`; what comes several times is a list. */
export const fromXml = filter(['engine?'], (_, value) => {
  const text = exactText(value)
  const open: Element[] = [{ name: '', dict: new Map(), text: '' }]
  let end = 0
  for (const token of text.matchAll(TOKEN)) {
    end = token.index + token[0].length
    readToken(token, open)
  }
  const [root] = open
  if (end !== text.length || open.length !== 1 || root!.dict.size !== 1 || root!.text.trim() !== '') throw invalid()
  return root!.dict
})

const readToken = (token: RegExpExecArray, open: Element[]): void => {
  const [, cdata, closing, name, attributes, alone, text] = token
  const current = open.at(-1)!
  if (cdata !== undefined) current.text += cdata
  else if (text !== undefined) current.text += unescapeXml(text)
  else if (name === undefined) return
  else if (closing) closeElement(name, open)
  else {
    open.push({ name, dict: attributesOf(attributes ?? ''), text: '' })
    if (alone) closeElement(name, open)
  }
}

const closeElement = (name: string, open: Element[]): void => {
  const element = open.pop()
  const parent = open.at(-1)
  if (element?.name !== name || !parent) throw invalid()
  const text = element.text.trim()
  if (element.dict.size > 0 && text !== '') element.dict.set('#text', text)
  append(parent.dict, name, element.dict.size > 0 ? element.dict : text || null)
}

const append = (dict: Dict, name: string, value: Value): void => {
  const before = dict.get(name)
  if (before === undefined) dict.set(name, value)
  else if (Array.isArray(before)) before.push(value)
  else dict.set(name, [before, value])
}

const attributesOf = (text: string): Dict =>
  new Map(
    [...text.matchAll(ATTRIBUTE)].map(([, name, double, single]) => [`@${name}`, unescapeXml(double ?? single ?? '')]),
  )

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

const unescapeXml = (text: string): string =>
  text.replace(/&(?:#(\d+)|#x([0-9a-fA-F]+)|(\w+));/g, (_whole, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) {
      const char = entities[name]
      if (char === undefined) throw invalid()
      return char
    }
    return String.fromCodePoint(decimal !== undefined ? Number(decimal) : Number.parseInt(hex!, 16))
  })

const escapeText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

const escapeAttribute = (text: string): string => `"${escapeText(text).replaceAll('"', '&quot;')}"`

/** The dict as indented XML. */
export const toXml = filter(['engine?', 'indent?', 'indent_width?', 'full_document?'], (_, value, args) => {
  const [, indent, width, full] = args
  const dict = required(value)
  const whole = flagOf(full, true)
  if (!isDict(dict) || (whole && dict.size !== 1))
    throw new FilterError("Error when using plugin 'to_xml': Input json is not valid")
  const step = textOf(indent, 'tabs') === 'spaces' ? repeatText(' ', wholeOf(width, 4)) : '\t'
  const body = [...dict].map(([name, item]) => elements(str(name), item, { step, depth: 0 })).join('')
  return `${whole ? '<?xml version="1.0" encoding="utf-8"?>\n' : ''}${body.replace(/\n$/, '')}`
})

interface Layout {
  readonly step: string
  readonly depth: number
}

const elements = (name: string, value: Value, layout: Layout): string =>
  (isList(value) ? value : [value]).map((item) => element(name, item, layout)).join('')

const element = (name: string, value: Value, layout: Layout): string => {
  charge(64)
  const margin = repeatText(layout.step, layout.depth)
  if (!isDict(value)) return `${margin}<${name}>${scalar(value)}</${name}>\n`
  const entries = [...value].map(([key, item]) => [str(key), item] as const)
  const attributes = entries.filter(([key]) => key.startsWith('@'))
  const children = entries.filter(([key]) => !key.startsWith('@') && key !== '#text')
  const head = attributes.map(([key, item]) => ` ${key.slice(1)}=${escapeAttribute(plain(item))}`).join('')
  const inner = children.map(([key, item]) => elements(key, item, { ...layout, depth: layout.depth + 1 })).join('')
  const text = value.has('#text') ? scalar(value.get('#text')!) : ''
  return `${margin}<${name}${head}>${inner === '' ? '' : `\n${inner}`}${text}${inner === '' ? '' : margin}</${name}>\n`
}

const scalar = (value: Value): string => escapeText(plain(value))

const plain = (value: Value): string => {
  if (value === null) return ''
  return typeof value === 'boolean' ? String(value) : str(value)
}
