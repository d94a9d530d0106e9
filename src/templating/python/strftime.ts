/** Python's `strftime` and `strptime` in the C locale. */

import { days, months } from '../../util/calendar.ts'
import { compileRegex, escapeRegex } from '../../util/regex.ts'
import type { DateFields } from './datetime.ts'
import { FilterError } from './errors.ts'
import { checkCharacters } from './limits.ts'

const pad = (number: number, width = 2, fill = '0'): string => String(number).padStart(width, fill)

/** A moment, broken up; the zone is for `%z` and `%Z`. */
export interface BrokenTime {
  readonly fields: DateFields
  readonly zoneMinutes?: number | undefined
  readonly zoneName?: string | undefined
  readonly epoch?: number | undefined
}

const utc = ({ fields: [year, month, day] }: BrokenTime): Date => {
  const date = new Date(Date.UTC(2000, month - 1, day))
  date.setUTCFullYear(year, month - 1, day)
  return date
}

const weekday = (time: BrokenTime): number => utc(time).getUTCDay()

const yearDay = (time: BrokenTime): number =>
  Math.round((utc(time).getTime() - utc({ fields: [time.fields[0], 1, 1, 0, 0, 0, 0] }).getTime()) / 86_400_000) + 1

/** The number and the year of the ISO week. */
const isoWeek = (time: BrokenTime): { week: number; year: number } => {
  const thursday = utc(time)
  thursday.setUTCDate(thursday.getUTCDate() + 4 - (thursday.getUTCDay() || 7))
  const year = thursday.getUTCFullYear()
  const first = utc({ fields: [year, 1, 1, 0, 0, 0, 0] })
  return { week: Math.floor((thursday.getTime() - first.getTime()) / 604_800_000) + 1, year }
}

type Directive = (time: BrokenTime) => string

const hour12 = ({ fields }: BrokenTime): number => fields[3] % 12 || 12

const directives: Readonly<Record<string, Directive>> = {
  a: (time) => days[weekday(time)]!.slice(0, 3),
  A: (time) => days[weekday(time)]!,
  b: ({ fields }) => months[fields[1] - 1]!.slice(0, 3),
  h: ({ fields }) => months[fields[1] - 1]!.slice(0, 3),
  B: ({ fields }) => months[fields[1] - 1]!,
  c: (time) => strftime('%a %b %e %H:%M:%S %Y', time),
  C: ({ fields }) => pad(Math.floor(fields[0] / 100)),
  d: ({ fields }) => pad(fields[2]),
  D: (time) => strftime('%m/%d/%y', time),
  e: ({ fields }) => pad(fields[2], 2, ' '),
  f: ({ fields }) => pad(fields[6], 6),
  F: (time) => strftime('%Y-%m-%d', time),
  g: (time) => pad(isoWeek(time).year % 100),
  G: (time) => String(isoWeek(time).year),
  H: ({ fields }) => pad(fields[3]),
  I: (time) => pad(hour12(time)),
  j: (time) => pad(yearDay(time), 3),
  k: ({ fields }) => pad(fields[3], 2, ' '),
  l: (time) => pad(hour12(time), 2, ' '),
  m: ({ fields }) => pad(fields[1]),
  M: ({ fields }) => pad(fields[4]),
  n: () => '\n',
  p: ({ fields }) => (fields[3] < 12 ? 'AM' : 'PM'),
  P: ({ fields }) => (fields[3] < 12 ? 'am' : 'pm'),
  r: (time) => strftime('%I:%M:%S %p', time),
  R: (time) => strftime('%H:%M', time),
  s: (time) => String(Math.floor(time.epoch ?? 0)),
  S: ({ fields }) => pad(fields[5]),
  t: () => '\t',
  T: (time) => strftime('%H:%M:%S', time),
  u: (time) => String(weekday(time) || 7),
  U: (time) => pad(Math.floor((yearDay(time) + 6 - weekday(time)) / 7)),
  V: (time) => pad(isoWeek(time).week),
  w: (time) => String(weekday(time)),
  W: (time) => pad(Math.floor((yearDay(time) + 6 - ((weekday(time) + 6) % 7)) / 7)),
  x: (time) => strftime('%m/%d/%y', time),
  X: (time) => strftime('%H:%M:%S', time),
  y: ({ fields }) => pad(fields[0] % 100),
  Y: ({ fields }) => String(fields[0]),
  z: ({ zoneMinutes }) => zoneOffset(zoneMinutes),
  Z: ({ zoneName, zoneMinutes }) => zoneName ?? (zoneMinutes === 0 ? 'UTC' : ''),
  '%': () => '%',
}

const zoneOffset = (minutes: number | undefined): string => {
  if (minutes === undefined) return ''
  const size = Math.abs(minutes)
  return `${minutes < 0 ? '-' : '+'}${pad(Math.floor(size / 60))}${pad(size % 60)}`
}

/** The moment in a format of C's strftime, with glibc's `-`, `_`, `0`, `^` and `#` flags. */
export const strftime = (format: string, time: BrokenTime): string =>
  format.replace(/%([-_0^#]*)(\d*)[EO]?([a-zA-Z%])/g, (whole, flags: string, width: string, letter: string) => {
    const text = directives[letter]?.(time)
    if (text === undefined) return whole
    return padded(inCase(text, flags, letter), { flags, width: Number(width), letter })
  })

/** `^` is for upper case; `#` for the other case, which is lower case for what is upper case. */
const inCase = (text: string, flags: string, letter: string): string => {
  if (flags.includes('#')) return 'Zp'.includes(letter) ? text.toLowerCase() : text.toUpperCase()
  return flags.includes('^') ? text.toUpperCase() : text
}

/** Numbers that are filled up with zeros; others, and words, with spaces. */
const ZERO_FILLED = 'CdgGHIjmMsSuUVwWyY'

const padded = (text: string, { flags, width, letter }: { flags: string; width: number; letter: string }): string => {
  if (flags.includes('-')) return text.replace(/^[0 ]+(?=.)/, '')
  const zeros = flags.includes('0') || (ZERO_FILLED.includes(letter) && !flags.includes('_'))
  const filled = zeros
    ? text.replace(/^ +/, (spaces) => '0'.repeat(spaces.length))
    : flags.includes('_')
      ? text.replace(/^0+(?=.)/, (begin) => ' '.repeat(begin.length))
      : text
  checkCharacters(width)
  return filled.padStart(width, zeros ? '0' : ' ')
}

const names = (list: readonly string[]): string => list.join('|')

const patterns: Readonly<Record<string, string>> = {
  d: '3[0-1]|[1-2]\\d|0[1-9]|[1-9]| [1-9]',
  f: '[0-9]{1,6}',
  H: '2[0-3]|[0-1]\\d|\\d',
  I: '1[0-2]|0[1-9]|[1-9]| [1-9]',
  j: '36[0-6]|3[0-5]\\d|[1-2]\\d\\d|0[1-9]\\d|00[1-9]|[1-9]\\d|0[1-9]|[1-9]',
  m: '1[0-2]|0[1-9]|[1-9]',
  M: '[0-5]\\d|\\d',
  S: '6[0-1]|[0-5]\\d|\\d',
  w: '[0-6]',
  y: '\\d\\d',
  Y: '\\d\\d\\d\\d',
  z: '[+-]\\d\\d:?[0-5]\\d(?::?[0-5]\\d(?:\\.\\d{1,6})?)?|Z',
  A: names(days),
  a: names(days.map((day) => day.slice(0, 3))),
  B: names(months),
  b: names(months.map((month) => month.slice(0, 3))),
  p: 'am|pm',
  Z: 'utc|gmt',
  '%': '%',
}

const compound: Readonly<Record<string, string>> = {
  c: '%a %b %d %H:%M:%S %Y',
  x: '%m/%d/%y',
  X: '%H:%M:%S',
  T: '%H:%M:%S',
  D: '%m/%d/%y',
  F: '%Y-%m-%d',
  R: '%H:%M',
}

/** What a text in a format says; throws where it does not fit. */
export const strptime = (text: string, format: string): { fields: DateFields; zone: number | undefined } => {
  const letters: string[] = []
  const full = format.replace(/%([cxXTDFR])/g, (_whole, letter: string) => compound[letter]!)
  const source = escapeRegex(full)
    .replaceAll('\\%', '%')
    .replace(/(?:\\\s)+/g, '\\s+')
    .replace(/%(.)/g, (whole, letter: string) => {
      const pattern = patterns[letter]
      if (pattern === undefined) throw new FilterError(`'${letter}' is a bad directive in format '${format}'`)
      if (letter === '%') return whole === '%%' ? '%' : whole
      letters.push(letter)
      return `(${pattern})`
    })
  const found = compileRegex(source, { ignoreCase: true }).match(text)
  if (!found) throw new FilterError(`time data '${text}' does not match format '${format}'`)
  if (found.end !== text.length) throw new FilterError(`unconverted data remains: ${text.slice(found.end)}`)
  return fieldsFrom(new Map(letters.map((letter, index) => [letter, found.groups[index] ?? ''])))
}

const indexOfName = (list: readonly string[], name: string): number =>
  list.findIndex((candidate) => candidate.toLowerCase().startsWith(name.toLowerCase()))

const fieldsFrom = (found: ReadonlyMap<string, string>): { fields: DateFields; zone: number | undefined } => {
  const number = (letter: string, fallback: number): number => Number(found.get(letter) ?? fallback)
  const short = number('y', -1)
  const year = short >= 0 ? short + (short < 69 ? 2000 : 1900) : number('Y', 1900)
  const monthName = found.get('B') ?? found.get('b')
  const month = monthName === undefined ? number('m', 1) : indexOfName(months, monthName) + 1
  const micro = Number((found.get('f') ?? '').padEnd(6, '0'))
  const [realMonth, day] = found.has('j') ? ofYearDay(year, number('j', 1)) : [month, number('d', 1)]
  if (day > new Date(Date.UTC(year, realMonth, 0)).getUTCDate()) throw new FilterError('day is out of range for month')
  return {
    fields: [year, realMonth, day, hourFrom(found), number('M', 0), number('S', 0), micro],
    zone: zoneFrom(found.get('z')),
  }
}

const hourFrom = (found: ReadonlyMap<string, string>): number => {
  const twelve = found.get('I')
  if (twelve === undefined) return Number(found.get('H') ?? 0)
  return (Number(twelve) % 12) + (found.get('p')?.toLowerCase() === 'pm' ? 12 : 0)
}

const ofYearDay = (year: number, day: number): [number, number] => {
  const date = new Date(Date.UTC(year, 0, day))
  return [date.getUTCMonth() + 1, date.getUTCDate()]
}

const zoneFrom = (text: string | undefined): number | undefined => {
  if (text === undefined) return undefined
  if (text.toUpperCase() === 'Z') return 0
  const [, sign, hours = '0', minutes = '0'] = /^([+-])(\d\d):?(\d\d)/.exec(text) ?? []
  const size = Number(hours) * 60 + Number(minutes)
  return sign === '-' ? -size : size
}
