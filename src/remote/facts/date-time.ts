/** The host's clock and time zone. */
import type { Facts } from './platform.ts'
import type { FactSources } from './sources.ts'

const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']

/** `date_time`: the time in the host's zone, and in UTC, in many spellings. */
export const dateTimeFacts = (sources: FactSources): Facts => {
  const match = /^(\d+)\.(\S*) ([+-]\d{4}) (\S+)/.exec(sources.section('date'))
  if (!match) return {}
  const [, epoch = '', nanos = '', offset = '', zone = ''] = match
  const micros = /^\d{9}$/.test(nanos) ? nanos.slice(0, 6) : '000000'
  const local = new Date((Number(epoch) + offsetSeconds(offset)) * 1000)
  const utc = new Date(Number(epoch) * 1000).toISOString().slice(0, 19)
  const [date = '', time = ''] = local.toISOString().slice(0, 19).split('T')
  const [year, month, day] = date.split('-')
  const [hour, minute, second] = time.split(':')
  const basic = `${year}${month}${day}T${hour}${minute}${second}`
  return {
    date_time: {
      year,
      month,
      weekday: weekdays[local.getUTCDay()],
      weekday_number: String(local.getUTCDay()),
      weeknumber: weekNumber(local),
      day,
      hour,
      minute,
      second,
      epoch,
      epoch_int: epoch,
      date,
      time,
      iso8601_micro: `${utc}.${micros}Z`,
      iso8601: `${utc}Z`,
      iso8601_basic: `${basic}${micros}`,
      iso8601_basic_short: basic,
      tz: zone,
      tz_dst: summerName(sources.section('zone').trim()) ?? zone,
      tz_offset: offset,
    },
  }
}

const offsetSeconds = (offset: string): number =>
  (offset.startsWith('-') ? -1 : 1) * (Number(offset.slice(1, 3)) * 3600 + Number(offset.slice(3)) * 60)

/** The week of the year, of weeks that start on Monday; days before the first Monday are in week 00. */
const weekNumber = (date: Date): string => {
  const dayOfYear = Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / 86_400_000)
  return String(Math.floor((dayOfYear + 7 - ((date.getUTCDay() + 6) % 7)) / 7)).padStart(2, '0')
}

/** The name of summer time in a rule such as `CET-1CEST,M3.5.0,M10.5.0/3`. */
const summerName = (rule: string): string | undefined => {
  const match = /^(<[^>]+>|[A-Za-z]+)[+-]?[\d:]+(<[^>]+>|[A-Za-z]+)?/.exec(rule)
  return (match?.[2] ?? match?.[1])?.replace(/[<>]/g, '')
}
