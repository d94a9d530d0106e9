/** from_csv, from_ini, to_ini, crc32, random_mac, unicode_normalize. */
import { crc32 } from 'node:zlib'
import { type Dict, isDict, type Value } from '../../../values.ts'
import { parseCsv } from '../../lookups/csv.ts'
import { IniFile } from '../../lookups/ini-file.ts'
import { type FilterFunction, filter } from '../../plugin.ts'
import { FilterError } from '../../python/errors.ts'
import { str } from '../../python/repr.ts'
import { exactText, flagOf, itemsOf, required, textOf } from '../arguments.ts'
import { randomOf } from '../random.ts'

const delimiters: Readonly<Record<string, string>> = { excel: ',', unix: ',', 'excel-tab': '\t' }

const fromCsv = filter(
  ['dialect?', 'fieldnames?', 'delimiter?', 'skipinitialspace?', 'strict?'],
  (_, value, [dialect, fieldNames, delimiter, skipSpace, strict]) => {
    const name = textOf(dialect, 'excel')
    const usual = delimiters[name]
    if (usual === undefined) throw new FilterError(`Dialect '${name}' is not supported by your version of python.`)
    const rows = parseCsv(exactText(value), {
      delimiter: delimiter === undefined || delimiter === null ? usual : textOf(delimiter),
      skipInitialSpace: flagOf(skipSpace ?? false),
      strict: flagOf(strict ?? false),
    }).filter((row) => row.length > 0)
    const given =
      fieldNames === undefined || fieldNames === null ? undefined : itemsOf(fieldNames).map((field) => textOf(field))
    const fields = given ?? rows.shift() ?? []
    return rows.map((row) => recordOf(fields, row))
  },
)

/** Fields that a row lacks are None; those that it has too many of stand under None. */
const recordOf = (fields: readonly string[], row: readonly string[]): Dict => {
  const record: Dict = new Map(fields.map((field, index) => [field, row[index] ?? null]))
  if (row.length > fields.length) record.set(null, [...row.slice(fields.length)])
  return record
}

const fromIni = filter(['delimiters?'], (_, value) => {
  const file = new IniFile(exactText(value, 'from_ini requires a str'), {
    caseSensitive: true,
    allowNoValue: false,
    interpolate: false,
  })
  return new Map<Value, Value>(file.sections().map((name) => [name, new Map<Value, Value>(file.entries(name))]))
})

const toIni = filter(['no_extra_spaces?'], (_, value, [compact]) => {
  const dict = required(value)
  if (!isDict(dict)) throw new FilterError('to_ini requires a dict')
  if (dict.size === 0) throw new FilterError('to_ini received an empty dict. An empty dict cannot be converted.')
  const equals = flagOf(compact) ? '=' : ' = '
  const sections = [...dict].map(([name, entries]) => {
    if (!isDict(entries)) throw new FilterError(`to_ini failed to parse given dict: ${str(name)} is no dict`)
    const lines = [...entries].map(([key, item]) => `${str(key)}${equals}${str(item).replaceAll('\n', '\n\t')}\n`)
    return `[${str(name)}]\n${lines.join('')}\n`
  })
  return sections.join('').replace(/\n$/, '')
})

const LOWEST_MAC = 68_719_476_736n
const HIGHEST_MAC = 1_099_511_627_775n

const randomMac = filter(['seed?'], (_, value, [seed]) => {
  const prefix = exactText(value, 'Invalid value type for random_mac: expected str').toLowerCase()
  const items = prefix.split(':')
  if (items.length > 5)
    throw new FilterError(`Invalid value (${prefix}) for random_mac: 5 colon(:) separated items max`)
  const wrong = items
    .map((item) => (item === '' ? 'empty item' : /^[a-f0-9]{2}/.test(item) ? '' : `${item} not hexa byte`))
    .filter(Boolean)
  if (wrong.length > 0) throw new FilterError(`Invalid value (${prefix}) for random_mac: ${wrong.join(',')}`)
  const random = LOWEST_MAC + randomOf(seed).below(HIGHEST_MAC - LOWEST_MAC + 1n)
  const digits = random.toString(16).slice(0, 2 * (6 - items.length))
  return prefix + digits.replace(/../g, ':$&')
})

const forms = ['NFC', 'NFD', 'NFKC', 'NFKD']

const unicodeNormalize = filter(['form?'], (_, value, [form]) => {
  const name = textOf(form, 'NFC')
  if (!forms.includes(name)) throw new FilterError(`'${name}' is not a valid form`)
  return exactText(value).normalize(name)
})

/** Filters of texts. */
export const communityTextFilters: Readonly<Record<string, FilterFunction>> = {
  from_csv: fromCsv,
  from_ini: fromIni,
  to_ini: toIni,
  crc32: filter([], (_, value) => checksum(exactText(value)).toString(16)),
  random_mac: randomMac,
  unicode_normalize: unicodeNormalize,
}

const checksum = (text: string): number => crc32(text)
