import { zoneText } from '../util/python-time.ts'
import { OpaqueValue } from '../values.ts'

const pattern =
  /^(\d{4})-(\d\d?)-(\d\d?)(?:(?:[Tt]|[ \t]+)(\d\d?):(\d\d):(\d\d)(?:\.(\d*))?(?:[ \t]*(Z|([-+])(\d\d?)(?::(\d\d))?))?)?$/

/**
 * A date or time that YAML 1.1 reads from an unquoted `2024-05-01`. It prints as Python's `datetime.date` and
 * `datetime.datetime` do.
 */
export class Timestamp extends OpaqueValue {
  /** Year, month, day and, for a time, hour, minute, second, microsecond. */
  readonly fields: readonly number[]
  /** Minutes east of UTC, where a zone was given. */
  readonly zone: number | undefined

  constructor(fields: readonly number[], zone?: number) {
    super()
    this.fields = fields
    this.zone = zone
  }

  /** Python's `str()`: `2024-05-01`, `2024-05-01 10:00:00+02:00`. */
  override toString(): string {
    const [year, month, day, hour, minute, second, micro] = this.fields
    const date = `${pad(year!, 4)}-${pad(month!)}-${pad(day!)}`
    if (hour === undefined) return date
    const fraction = micro ? `.${pad(micro, 6)}` : ''
    return `${date} ${pad(hour)}:${pad(minute!)}:${pad(second!)}${fraction}${zoneText(this.zone)}`
  }

  override repr(): string {
    if (this.fields.length === 3) return `datetime.date(${this.fields.join(', ')})`
    const [year, month, day, hour, minute, second, micro] = this.fields
    const shown = [year, month, day, hour, minute, ...(micro ? [second, micro] : second ? [second] : [])]
    return `datetime.datetime(${shown.join(', ')}${zoneRepr(this.zone)})`
  }

  toJSON(): string {
    return this.toString()
  }
}

/** The timestamp that a scalar spells; undefined when a field is out of range. */
export const parseTimestamp = (text: string): Timestamp | undefined => {
  const match = pattern.exec(text)
  if (!match) return undefined
  const [year, month, day, ...time] = match.slice(1, 7).map((part) => (part === undefined ? undefined : Number(part)))
  const date = new Date(Date.UTC(year!, month! - 1, day!))
  if (date.getUTCMonth() !== month! - 1 || date.getUTCDate() !== day) return undefined
  if (time[0] === undefined) return new Timestamp([year!, month!, day!])
  if (time[0]! > 23 || time[1]! > 59 || time[2]! > 59) return undefined
  const micro = Number((match[7] ?? '').slice(0, 6).padEnd(6, '0'))
  return new Timestamp([year!, month!, day!, time[0]!, time[1]!, time[2]!, micro], zoneOf(match))
}

const zoneOf = (match: RegExpExecArray): number | undefined => {
  if (match[8] === undefined) return undefined
  const minutes = Number(match[10] ?? 0) * 60 + Number(match[11] ?? 0)
  return match[9] === '-' ? -minutes : minutes
}

const zoneRepr = (zone: number | undefined): string => {
  if (zone === undefined) return ''
  if (zone === 0) return ', tzinfo=datetime.timezone.utc'
  const seconds = zone * 60
  const delta = seconds < 0 ? `days=-1, seconds=${86400 + seconds}` : `seconds=${seconds}`
  return `, tzinfo=datetime.timezone(datetime.timedelta(${delta}))`
}

const pad = (number: number, width = 2): string => String(number).padStart(width, '0')
