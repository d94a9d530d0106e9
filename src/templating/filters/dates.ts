/** strftime and to_datetime. */

import { type FilterFunction, filter, type GlobalFunction, globalFunction } from '../plugin.ts'
import { type DateFields, DateTime, fieldsOfUtc } from '../python/datetime.ts'
import { FilterError } from '../python/errors.ts'
import { brokenLocalTime } from '../python/local-time.ts'
import { numeric } from '../python/number.ts'
import { parseFloatText } from '../python/parse-number.ts'
import { str } from '../python/repr.ts'
import { open } from '../python/secret.ts'
import { type BrokenTime, strftime, strptime } from '../python/strftime.ts'
import { markVolatile } from '../python/volatile.ts'
import { exactText, flagOf, required, textOf } from './arguments.ts'

/** Jinja's global `now()`. */
export const now: GlobalFunction = globalFunction(['utc?', 'fmt?'], (_context, [utc, format]) => {
  markVolatile()
  const epoch = Date.now() / 1000
  const { fields } = flagOf(utc) ? utcTime(epoch) : brokenLocalTime(epoch)
  const micro = (Date.now() % 1000) * 1000
  const date = new DateTime([...fields.slice(0, 6), micro] as unknown as DateFields)
  return format === undefined || format === null ? date : strftime(textOf(format), { fields: date.fields, epoch })
})

const format = filter(['second?', 'utc?'], (_, value, [second, utc]) => {
  const isNow = second === undefined || second === null
  if (isNow) markVolatile()
  const epoch = isNow ? Date.now() / 1000 : epochOf(open(required(second)))
  return strftime(exactText(value), flagOf(utc) ? utcTime(epoch) : brokenLocalTime(epoch))
})

const epochOf = (second: ReturnType<typeof open>): number => {
  const number = typeof second === 'string' ? numeric(parseFloatText(second) ?? null) : numeric(second)
  if (number === undefined) throw new FilterError(`Invalid value for epoch value (${str(second)})`)
  return Number(number)
}

const utcTime = (epoch: number): BrokenTime => ({
  fields: fieldsOfUtc(new Date(epoch * 1000)),
  zoneMinutes: 0,
  zoneName: 'GMT',
  epoch,
})

const toDatetime = filter(['format?'], (_, value, [pattern]) => {
  const { fields, zone } = strptime(exactText(value), textOf(pattern, '%Y-%m-%d %H:%M:%S'))
  return new DateTime(fields, { zone })
})

/** Filters of dates. */
export const dateFilters: Readonly<Record<string, FilterFunction>> = { strftime: format, to_datetime: toDatetime }
