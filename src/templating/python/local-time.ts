import type { DateFields } from './datetime.ts'
import type { BrokenTime } from './strftime.ts'

/** A moment in this machine's zone, broken up. */
export const brokenLocalTime = (epoch: number): BrokenTime => {
  const date = new Date(epoch * 1000)
  const fields: DateFields = [
    date.getFullYear(),
    date.getMonth() + 1,
    date.getDate(),
    date.getHours(),
    date.getMinutes(),
    date.getSeconds(),
    0,
  ]
  const zoneName = /\(([^)]*)\)|([A-Z]{2,5})$/.exec(date.toLocaleTimeString('en-US', { timeZoneName: 'short' }))
  return { fields, zoneMinutes: -date.getTimezoneOffset(), zoneName: zoneName?.[1] ?? zoneName?.[2], epoch }
}
