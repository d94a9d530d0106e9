/** Escapes and character classes of Python's regular expressions. */
import type { RegexReader } from './reader.ts'
import type { Anchor, Category, ClassItem, RegexFlags, RegexNode } from './syntax.ts'

/** What stands after a backslash outside a class. */
export const parseEscape = (reader: RegexReader, flags: RegexFlags): RegexNode => {
  if (reader.atEnd) throw reader.error('bad escape (end of pattern)')
  const anchor = /^[AZbB]/.exec(reader.rest)?.[0]
  if (anchor) {
    reader.skip(1)
    return { type: 'anchor', anchor: anchor as Anchor, flags }
  }
  const reference = /^[1-9]\d?/.exec(reader.rest)?.[0]
  if (reference && !/^[0-3][0-7]{2}/.test(reader.rest)) return parseReference(reader, reference)
  const item = parseClassEscape(reader)
  if ('category' in item) return { type: 'class', negated: false, items: [item], flags }
  return { type: 'char', code: item.from, flags }
}

const parseReference = (reader: RegexReader, digits: string): RegexNode => {
  reader.skip(digits.length)
  const index = Number(digits)
  if (index > reader.groupCount) throw reader.error(`invalid group reference ${index}`)
  return { type: 'reference', index }
}

const controls: Readonly<Record<string, number>> = { a: 7, b: 8, f: 12, n: 10, r: 13, t: 9, v: 11 }
const hexLengths: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 }

/** One escape that may stand in a class as well: a category or a character. */
const parseClassEscape = (reader: RegexReader): ClassItem => {
  const octal = /^(?:0[0-7]{0,2}|[1-3][0-7]{2})/.exec(reader.rest)?.[0]
  if (octal) {
    reader.skip(octal.length)
    return single(Number.parseInt(octal, 8))
  }
  const char = reader.next()
  if (/[dDsSwW]/.test(char)) return { category: char as Category }
  const control = controls[char]
  if (control !== undefined) return single(control)
  const hexLength = hexLengths[char]
  if (hexLength !== undefined) return parseHex(reader, hexLength)
  if (char === '' || /[a-zA-Z0-9]/.test(char)) throw reader.error(`bad escape \\${char}`, -2)
  return single(char.codePointAt(0)!)
}

const parseHex = (reader: RegexReader, length: number): ClassItem => {
  const digits = reader.rest.slice(0, length)
  if (digits.length < length || !/^[0-9a-fA-F]+$/.test(digits)) throw reader.error(`incomplete escape \\x${digits}`)
  reader.skip(length)
  return single(Number.parseInt(digits, 16))
}

const single = (code: number): ClassItem => ({ from: code, to: code })

/** A class; its opening bracket has been read. */
export const parseClass = (reader: RegexReader, flags: RegexFlags): RegexNode => {
  const negated = reader.accept('^')
  const items: ClassItem[] = []
  for (let first = true; first || reader.peek !== ']'; first = false) {
    if (reader.atEnd) throw reader.error('unterminated character set')
    items.push(parseRange(reader))
  }
  reader.skip(1)
  return { type: 'class', negated, items, flags }
}

const parseRange = (reader: RegexReader): ClassItem => {
  const from = parseMember(reader)
  if (!/^-[^\]]/su.test(reader.rest)) return from
  reader.skip(1)
  const to = parseMember(reader)
  if ('category' in from || 'category' in to || to.from < from.from) throw reader.error('bad character range')
  return { from: from.from, to: to.from }
}

const parseMember = (reader: RegexReader): ClassItem => {
  const char = reader.next()
  if (char === '') throw reader.error('unterminated character set')
  return char === '\\' ? parseClassEscape(reader) : single(char.codePointAt(0)!)
}
