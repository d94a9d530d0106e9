/** to_time_unit, to_seconds and their kin: `'1h 30min'` in another unit. */
import { Float, type Value } from '../../../values.ts'
import type { FilterFunction, Keywords } from '../../plugin.ts'
import { FilterError } from '../../python/errors.ts'
import { fixed } from '../../python/fixed.ts'
import { numberOf, textOf } from '../arguments.ts'

const DAY = 86_400_000

const milliseconds = (kwargs: Keywords): Readonly<Record<string, number>> => ({
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: DAY,
  w: 7 * DAY,
  mo: DAY * numberOf(kwargs.get('month'), 30),
  y: DAY * numberOf(kwargs.get('year'), 365),
})

const longNames: Readonly<Record<string, string>> = {
  millisecond: 'ms',
  msec: 'ms',
  msecond: 'ms',
  sec: 's',
  second: 's',
  hour: 'h',
  min: 'm',
  minute: 'm',
  day: 'd',
  week: 'w',
  month: 'mo',
  year: 'y',
}

const shortName = (unit: string): string => longNames[unit.replace(/s+$/, '')] ?? unit

const convert = (text: string, unit: string, kwargs: Keywords): Value => {
  if (text === '0') return 0
  const unknown = [...kwargs.keys()].filter((name) => name !== 'year' && name !== 'month')
  if (unknown.length > 0) throw new FilterError(`to_time_unit() got unknown keyword arguments: ${unknown.join(', ')}`)
  const factors = milliseconds(kwargs)
  const target = factors[shortName(unit)]
  if (target === undefined)
    throw new FilterError(
      `to_time_unit() can not convert to the following unit: ${unit}. Available units (singular or plural): ${Object.keys(longNames).join(', ')}. Available short units: ${Object.keys(factors).join(', ')}`,
    )
  const total = text
    .split(/\s+/)
    .filter(Boolean)
    .reduce((sum, part) => sum + partOf(part, factors, text), 0)
  return Float.of(Number(fixed(total / target, 12)))
}

const partOf = (part: string, factors: Readonly<Record<string, number>>, text: string): number => {
  const [, count, unit = ''] = /^(-?\d+)(\w+)/.exec(part) ?? []
  const factor = factors[shortName(unit)]
  if (count === undefined || factor === undefined)
    throw new FilterError(`to_time_unit() can not interpret following string: ${text}`)
  return Number(count) * factor
}

const fixedUnit =
  (unit: string): FilterFunction =>
  (_context, value, _args, kwargs) =>
    convert(textOf(value), unit, kwargs)

/** Filters of times that people write. */
export const timeFilters: Readonly<Record<string, FilterFunction>> = {
  to_time_unit: (_context, value, [unit], kwargs) => {
    const rest = new Map([...kwargs].filter(([name]) => name !== 'unit'))
    return convert(textOf(value), textOf(unit ?? kwargs.get('unit'), 'ms'), rest)
  },
  to_milliseconds: fixedUnit('ms'),
  to_seconds: fixedUnit('s'),
  to_minutes: fixedUnit('m'),
  to_hours: fixedUnit('h'),
  to_days: fixedUnit('d'),
  to_weeks: fixedUnit('w'),
  to_months: fixedUnit('mo'),
  to_years: fixedUnit('y'),
}
