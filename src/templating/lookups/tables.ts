/** csvfile and ini. */
import { readFileSync } from 'node:fs'
import type { Value } from '../../values.ts'
import { textOf } from '../filters/arguments.ts'
import { toBool } from '../filters/basics.ts'
import { regexOf } from '../filters/regex.ts'
import { decodeText } from '../filters/text-encoding.ts'
import type { CallContext, Keywords, LookupFunction } from '../plugin.ts'
import { FilterError } from '../python/errors.ts'
import { splitSpaces } from '../python/lines.ts'
import { parseIntText } from '../python/parse-number.ts'
import { parseCsv } from './csv.ts'
import { findFile, readText, requireFile } from './find-file.ts'
import { IniFile } from './ini-file.ts'
import { inlineOptions } from './inline-options.ts'

type Settings = ReadonlyMap<string, Value>

/** The options of a lookup by name, over its defaults; those inside of a term stay for the terms after it. */
const merged = (defaults: Readonly<Record<string, Value>>, ...sources: Settings[]): Map<string, Value> =>
  new Map([...Object.entries(defaults), ...sources.flatMap((source) => [...source])])

const NO_KEY = 'Search key is required but was not found'

const csvDefaults = { col: '1', keycol: 0, default: null, delimiter: 'TAB', file: 'ansible.csv', encoding: 'utf-8' }

const csvfile: LookupFunction = (context, terms, options) => {
  // As from 2.15 on; before, nothing was found.
  if (terms.length === 0) throw new FilterError(NO_KEY)
  let settings = merged(csvDefaults, options)
  return terms.flatMap((term) => {
    const { text, options: inline } = inlineOptions(textOf(term))
    const unknown = [...inline.keys()].find((name) => !Object.hasOwn(csvDefaults, name))
    if (unknown !== undefined) throw new FilterError(`${unknown} is not a valid option`)
    if (text === '') throw new FilterError(NO_KEY)
    settings = merged({}, settings, inline)
    const value = csvValue(context, text, settings)
    return value === null ? [] : [value]
  })
}

const csvValue = (context: CallContext, key: string, settings: Settings): Value => {
  const file = textOf(settings.get('file'))
  const path = findFile(context, 'files', file)
  if (path === undefined) throw new FilterError(`csvfile: No such file or directory: '${file}'`)
  const delimiter = textOf(settings.get('delimiter'))
  const text = decodeText(readFileSync(path), textOf(settings.get('encoding')))
  const rows = parseCsv(text, { delimiter: /^(?:TAB|\\t)$/.test(delimiter) ? '\t' : delimiter })
  const keyColumn = Number(parseIntText(textOf(settings.get('keycol'))) ?? Number.NaN)
  const row = rows.find((one) => one.at(keyColumn) === key)
  if (!row) return settings.get('default') ?? null
  const column = Number(parseIntText(textOf(settings.get('col'))) ?? Number.NaN)
  const value = row[column < 0 ? column + row.length : column]
  if (value === undefined) throw new FilterError('csvfile: list index out of range')
  return value
}

const iniDefaults = {
  type: 'ini',
  file: 'ansible.ini',
  section: 'global',
  re: false,
  encoding: 'utf-8',
  default: '',
  case_sensitive: false,
  allow_no_value: false,
  interpolation: true,
}

const ini: LookupFunction = (context, terms, options) => {
  const aliased = options.has('allow_none')
    ? new Map([...options, ['allow_no_value', options.get('allow_none')!]])
    : options
  let settings = merged(iniDefaults, aliased as Keywords)
  return terms.flatMap((term) => {
    const { key, inline } = iniTerm(textOf(term))
    settings = merged({}, settings, inline)
    return iniValues(context, key, settings)
  })
}

/** Options inside of the term are words with `=`; words after them that have none continue their value. */
const iniTerm = (term: string): { key: string; inline: Map<string, string> } => {
  const inline = new Map<string, string>()
  if (!term.includes('=') && !term.trim().includes(' ')) return { key: term, inline }
  const keyWords: string[] = []
  let current: string | undefined
  for (const word of splitSpaces(term)) {
    const [, name, value] = /^(\w+)=(.*)$/s.exec(word) ?? []
    if (name !== undefined && !Object.hasOwn(iniDefaults, name)) throw new FilterError(`${name} is not a valid option.`)
    if (name !== undefined) inline.set(name, value!)
    else if (current !== undefined) inline.set(current, `${inline.get(current)} ${word}`)
    else keyWords.push(word)
    current = name ?? current
  }
  if (keyWords.length === 0)
    throw new FilterError(`No key to lookup was provided as first term with in string inline options: ${term}`)
  return { key: keyWords.join(' '), inline }
}

const iniValues = (context: CallContext, key: string, settings: Settings): Value[] => {
  const flag = (name: string): boolean => toBool(settings.get(name) ?? false) === true
  const type = textOf(settings.get('type'))
  if (type !== 'ini' && type !== 'properties')
    throw new FilterError(
      `Invalid value "${type}" for configuration option "plugin_type: lookup plugin: ini setting: type ", valid values are: ini, properties`,
    )
  const name = textOf(settings.get('file'))
  const content = readText(context, requireFile(context, 'files', name), textOf(settings.get('encoding')))
  const properties = type === 'properties'
  const section = properties ? 'java_properties' : textOf(settings.get('section'))
  const file = new IniFile(properties ? `[java_properties]\n${content}` : content, {
    name,
    caseSensitive: flag('case_sensitive'),
    allowNoValue: flag('allow_no_value'),
    interpolate: flag('interpolation'),
  })
  // Any text but an empty one asks for a regular expression.
  const byPattern = typeof settings.get('re') === 'string' ? settings.get('re') !== '' : flag('re')
  if (!file.hasSection(section) && section !== 'DEFAULT') throw new FilterError(`No section '${section}' in ${name}`)
  if (byPattern) {
    const regex = regexOf(key)
    return file.entries(section).flatMap(([entry, value]) => (regex.match(entry) ? [value] : []))
  }
  const value = file.get(section, key)
  if (value === undefined) return [settings.get('default') ?? null].filter((fallback) => fallback !== null)
  return value === null ? [] : [value]
}

/** Lookups in tables. */
export const tableLookups: Readonly<Record<string, LookupFunction>> = { csvfile, ini }
