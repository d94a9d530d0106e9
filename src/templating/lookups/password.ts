/** The password lookup: a password that is drawn once and kept in a file. */

import { randomInt } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { Value } from '../../values.ts'
import { isList, textOf } from '../filters/arguments.ts'
import { passwordHash, randomSalt } from '../filters/password-hash.ts'
import type { CallContext, Keywords, LookupFunction } from '../plugin.ts'
import { FilterError } from '../python/errors.ts'
import { stripEnd } from '../python/lines.ts'
import { parseIntText } from '../python/parse-number.ts'
import { Random } from '../python/random.ts'
import { expandHome } from './find-file.ts'
import { inlineOptions } from './inline-options.ts'

const known = ['length', 'encrypt', 'chars', 'ident', 'seed']

export const password: LookupFunction = (context, terms, options) =>
  terms.map((term) => onePassword(context, textOf(term), options))

interface Stored {
  readonly password: string
  readonly salt?: string | undefined
  readonly ident?: string | undefined
}

const onePassword = (context: CallContext, term: string, given: Keywords): string => {
  const { path: name, options } = parseTerm(term, given)
  const path = resolve(context.environment.basedir, expandHome(name, context))
  const encrypt = optional(options.get('encrypt'))
  const before = path === '/dev/null' || !existsSync(path) ? undefined : parseContent(readFileSync(path, 'utf8'))
  const stored = completed(before ?? { password: draw(options) }, encrypt, optional(options.get('ident')))
  const changed = before?.password !== stored.password || before.salt !== stored.salt || before.ident !== stored.ident
  if (path !== '/dev/null' && (before === undefined || changed)) store(path, stored)
  if (encrypt === undefined) return stored.password
  return passwordHash(stored.password, { type: encrypt, salt: stored.salt, ident: stored.ident })
}

const parseTerm = (term: string, given: Keywords): { path: string; options: ReadonlyMap<string, Value> } => {
  const [first = '', ...rest] = term.split(' ')
  const { text, options: inline } = inlineOptions(rest.join(' '))
  const path = text === '' ? first : `${first} ${text}`
  if (!term.startsWith(path))
    throw new FilterError('Unrecognized value after key=value parameters given to password lookup')
  const unknown = [...inline.keys()].filter((name) => !known.includes(name))
  if (unknown.length > 0)
    throw new FilterError(`Unrecognized parameter(s) given to password lookup: ${unknown.join(', ')}`)
  return { path, options: new Map<string, Value>([...given, ...inline]) }
}

const optional = (value: Value | undefined): string | undefined =>
  value === undefined || value === null || value === '' ? undefined : textOf(value)

/** Encryption needs a salt, which is kept so that the hash stays the same; bcrypt keeps its version too. */
const completed = (stored: Stored, encrypt: string | undefined, ident: string | undefined): Stored => {
  if (encrypt === undefined) return ident === undefined ? stored : { ...stored, ident: stored.salt ? ident : undefined }
  if (stored.ident !== undefined && ident !== undefined && stored.ident !== ident)
    throw new FilterError(`The ident parameter provided (${ident}) does not match the stored one (${stored.ident}).`)
  return {
    password: stored.password,
    salt: stored.salt ?? randomSalt(saltSizes[encrypt] ?? 8),
    ident: stored.ident ?? ident ?? (encrypt === 'bcrypt' ? '2b' : undefined),
  }
}

const saltSizes: Readonly<Record<string, number>> = {
  md5_crypt: 8,
  bcrypt: 22,
  sha256_crypt: 16,
  sha512_crypt: 16,
}

const parseContent = (content: string): Stored => {
  const [, text = '', rest] = /^([\s\S]*?)(?: salt=((?:(?! salt=)[\s\S])*))?$/.exec(stripEnd(content)) ?? []
  const [salt, ident] = rest === undefined ? [] : rest.split(' ident=')
  return { password: text, salt, ident }
}

const store = (path: string, { password: text, salt, ident }: Stored): void => {
  const content = text + (salt === undefined ? '' : ` salt=${salt}${ident === undefined ? '' : ` ident=${ident}`}`)
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    writeFileSync(path, `${content}\n`, { mode: 0o600 })
    chmodSync(path, 0o600)
  } catch (error) {
    throw new FilterError(`cannot store the password in ${path}: ${(error as Error).message}`)
  }
}

const lower = 'abcdefghijklmnopqrstuvwxyz'
const digits = '0123456789'
const punctuation = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~'
const whitespace = ' \t\n\r\x0b\x0c'

/** The names that Python's `string` module has for sets of characters. */
const characterSets: Readonly<Record<string, string>> = {
  ascii_lowercase: lower,
  ascii_uppercase: lower.toUpperCase(),
  ascii_letters: lower + lower.toUpperCase(),
  digits,
  hexdigits: `${digits}abcdefABCDEF`,
  octdigits: '01234567',
  punctuation,
  whitespace,
  printable: digits + lower + lower.toUpperCase() + punctuation + whitespace,
}

const draw = (options: ReadonlyMap<string, Value>): string => {
  const length = Number(parseIntText(textOf(options.get('length'), '20')) ?? Number.NaN)
  if (Number.isNaN(length)) throw new FilterError(`length must be a whole number, not ${textOf(options.get('length'))}`)
  const characters = candidates(options.get('chars'))
  if (characters.length === 0) throw new FilterError('there are no characters to make a password of')
  const seed = optional(options.get('seed'))
  const random = seed === undefined ? undefined : new Random(seed)
  return Array.from({ length }, () =>
    random ? random.choice(characters) : characters[randomInt(characters.length)]!,
  ).join('')
}

const candidates = (chars: Value | undefined): string[] => {
  const specs = chars === undefined || chars === null ? ['ascii_letters', 'digits', '.,:-_'] : charsOf(chars)
  const all = specs.map((spec) => (Object.hasOwn(characterSets, spec) ? characterSets[spec]! : spec)).join('')
  return [...all.replace(/["']/g, '')]
}

/** A text is split at commas; two commas stand for one. */
const charsOf = (chars: Value): string[] => {
  if (isList(chars)) return chars.map((spec) => textOf(spec))
  const text = textOf(chars)
  const specs = text.replaceAll(',,', ',').split(',').filter(Boolean)
  return text.includes(',,') ? [',', ...specs] : specs
}
