/** Python's `datetime.datetime`, `date` and `timedelta`. */
import { zoneText } from '../../util/python-time.ts'
import { Float, Tuple, type Value } from '../../values.ts'
import type { Arguments, Keywords } from '../plugin.ts'
import { PyFunction } from '../runtime/bound-method.ts'
import { TemplateTypeError } from './errors.ts'
import { int, numeric } from './number.ts'
import { PythonObject } from './object.ts'
import { str } from './repr.ts'
import { type BrokenTime, strftime } from './strftime.ts'

const MICROSECONDS_A_DAY = 86_400_000_000n

/** Year, month, day, hour, minute, second, microsecond. */
export type DateFields = readonly [number, number, number, number, number, number, number]

/** A date, or a date with a time; `zone` counts minutes east of UTC where one is known. */
export class DateTime extends PythonObject {
  readonly fields: DateFields
  readonly zone: number | undefined
  readonly isDate: boolean

  constructor(fields: DateFields, { zone, isDate = false }: { zone?: number | undefined; isDate?: boolean } = {}) {
    super()
    this.fields = fields
    this.zone = zone
    this.isDate = isDate
  }

  /** What YAML reads from an unquoted date, as an object with methods. */
  static fromYaml(value: { readonly fields: readonly number[]; readonly zone: number | undefined }): DateTime {
    const [year = 1, month = 1, day = 1, ...time] = value.fields
    const [hour = 0, minute = 0, second = 0, micro = 0] = time
    return new DateTime([year, month, day, hour, minute, second, micro], {
      zone: value.zone,
      isDate: time.length === 0,
    })
  }

  get typeName(): string {
    return this.isDate ? 'date' : 'datetime'
  }

  /** Microseconds since the first of January of the year 0, zone not counted in. */
  get microseconds(): bigint {
    const [year, month, day, hour, minute, second, micro] = this.fields
    const date = new Date(Date.UTC(2000, month - 1, day, hour, minute, second))
    date.setUTCFullYear(year, month - 1, day)
    return BigInt(date.getTime()) * 1000n + BigInt(micro)
  }

  override str(): string {
    const [year, month, day, hour, minute, second, micro] = this.fields
    const date = `${pad(year, 4)}-${pad(month)}-${pad(day)}`
    if (this.isDate) return date
    return `${date} ${pad(hour)}:${pad(minute)}:${pad(second)}${micro ? `.${pad(micro, 6)}` : ''}${zoneText(this.zone)}`
  }

  override toString(): string {
    return this.str()
  }

  repr(): string {
    const [year, month, day, hour, minute, second, micro] = this.fields
    if (this.isDate) return `datetime.date(${year}, ${month}, ${day})`
    const shown = [year, month, day, hour, minute, ...(second || micro ? [second] : []), ...(micro ? [micro] : [])]
    return `datetime.datetime(${shown.join(', ')}${zoneRepr(this.zone)})`
  }

  override equals(other: Value): boolean {
    return other instanceof DateTime && other.isDate === this.isDate && this.#absolute() === other.#absolute()
  }

  override compare(other: Value): number | undefined {
    if (!(other instanceof DateTime) || other.isDate !== this.isDate) return undefined
    return Number(this.#absolute() - other.#absolute())
  }

  override hashKey(): unknown {
    return `date ${this.isDate} ${this.#absolute()}`
  }

  override operate(operator: string, other: Value, reflected: boolean): Value | undefined {
    if (other instanceof TimeDelta && (operator === '+' || (operator === '-' && !reflected)))
      return this.#plus(operator === '+' ? other.microseconds : -other.microseconds)
    if (other instanceof DateTime && operator === '-' && !reflected)
      return new TimeDelta(this.#absolute() - other.#absolute())
    return undefined
  }

  override attribute(name: string): Value | undefined {
    const place = fieldNames.indexOf(name)
    if (place >= 0) return this.isDate && place > 2 ? undefined : this.fields[place]
    const method = Object.hasOwn(dateMethods, name) ? dateMethods[name] : undefined
    return method && new PyFunction(name, (_context, args, kwargs) => method(this, args, kwargs))
  }

  /** Seconds since 1970; a time without zone is local time, as Python takes it. */
  timestamp(): number {
    if (this.zone !== undefined) return Number(this.#absolute()) / 1e6
    const [year, month, day, hour, minute, second, micro] = this.fields
    return new Date(year, month - 1, day, hour, minute, second).getTime() / 1000 + micro / 1e6
  }

  #absolute(): bigint {
    return this.microseconds - BigInt(this.zone ?? 0) * 60_000_000n
  }

  #plus(microseconds: bigint): DateTime {
    const total = this.microseconds + microseconds
    const micro = ((total % 1_000_000n) + 1_000_000n) % 1_000_000n
    const date = new Date(Number((total - micro) / 1000n))
    if (Number.isNaN(date.getTime()) || date.getUTCFullYear() < 1 || date.getUTCFullYear() > 9999)
      throw new TemplateTypeError('date value out of range')
    return new DateTime(fieldsOfUtc(date, Number(micro)), { zone: this.zone, isDate: this.isDate })
  }
}

type DateMethod = (date: DateTime, args: Arguments, kwargs: Keywords) => Value

const broken = (date: DateTime): BrokenTime => ({
  fields: date.fields,
  zoneMinutes: date.zone,
  epoch: date.timestamp(),
})

const isoformat: DateMethod = (date, [separator = 'T']) => date.str().replace(' ', str(separator))

const isoWeekday = (date: DateTime): number => Number(strftime('%u', broken(date)))

const dateMethods: Readonly<Record<string, DateMethod>> = {
  strftime: (date, [format = '']) => strftime(str(format), broken(date)),
  isoformat,
  timestamp: (date) => Float.of(date.timestamp()),
  date: ({ fields: [year, month, day] }) => new DateTime([year, month, day, 0, 0, 0, 0], { isDate: true }),
  weekday: (date) => isoWeekday(date) - 1,
  isoweekday: isoWeekday,
  isocalendar: (date) => Tuple.from_(['%G', '%V', '%u'].map((format) => Number(strftime(format, broken(date))))),
  toordinal: (date) => Number(date.microseconds / MICROSECONDS_A_DAY) + 719163,
  ctime: (date) => strftime('%a %b %e %H:%M:%S %Y', broken(date)),
  replace: (date, _args, kwargs) => {
    const given = fieldNames.map((name, place) => Number(numeric(kwargs.get(name) ?? date.fields[place]!) ?? 0))
    return new DateTime(given as unknown as DateFields, { zone: date.zone, isDate: date.isDate })
  },
}

const fieldNames = ['year', 'month', 'day', 'hour', 'minute', 'second', 'microsecond']

/** The fields of a JavaScript date in UTC. */
export const fieldsOfUtc = (date: Date, micro = 0): DateFields => [
  date.getUTCFullYear(),
  date.getUTCMonth() + 1,
  date.getUTCDate(),
  date.getUTCHours(),
  date.getUTCMinutes(),
  date.getUTCSeconds(),
  micro,
]

/** Python's `timedelta`. */
export class TimeDelta extends PythonObject {
  readonly typeName = 'timedelta'
  readonly microseconds: bigint

  constructor(microseconds: bigint) {
    super()
    this.microseconds = microseconds
  }

  override str(): string {
    const { days, seconds, micro } = this.#parts()
    const time = `${Math.floor(seconds / 3600)}:${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`
    const dayText = days === 0 ? '' : `${days} day${Math.abs(days) === 1 ? '' : 's'}, `
    return dayText + time + (micro ? `.${pad(micro, 6)}` : '')
  }

  repr(): string {
    const { days, seconds, micro } = this.#parts()
    const shown = [
      ['days', days],
      ['seconds', seconds],
      ['microseconds', micro],
    ].filter(([, count]) => count !== 0)
    return `datetime.timedelta(${shown.map(([name, count]) => `${name}=${count}`).join(', ') || '0'})`
  }

  override truth(): boolean {
    return this.microseconds !== 0n
  }

  override equals(other: Value): boolean {
    return other instanceof TimeDelta && other.microseconds === this.microseconds
  }

  override compare(other: Value): number | undefined {
    return other instanceof TimeDelta ? Number(this.microseconds - other.microseconds) : undefined
  }

  override hashKey(): unknown {
    return `delta ${this.microseconds}`
  }

  override attribute(name: string): Value | undefined {
    const { days, seconds, micro } = this.#parts()
    const parts: Readonly<Record<string, Value>> = { days, seconds, microseconds: micro }
    if (name === 'total_seconds') return new PyFunction(name, () => this.totalSeconds())
    return Object.hasOwn(parts, name) ? parts[name] : undefined
  }

  override operate(operator: string, other: Value, reflected: boolean): Value | undefined {
    if (other instanceof TimeDelta) {
      if (operator === '+') return new TimeDelta(this.microseconds + other.microseconds)
      if (operator === '-' && !reflected) return new TimeDelta(this.microseconds - other.microseconds)
      if (operator === '/' && !reflected) return Float.of(Number(this.microseconds) / Number(other.microseconds))
      if (operator === '//' && !reflected) return int(floorDivide(this.microseconds, other.microseconds))
    }
    if (typeof other !== 'number') return undefined
    if (operator === '*') return new TimeDelta(BigInt(Math.round(Number(this.microseconds) * other)))
    return operator === '/' && !reflected
      ? new TimeDelta(BigInt(Math.round(Number(this.microseconds) / other)))
      : undefined
  }

  totalSeconds(): Value {
    return Float.of(Number(this.microseconds) / 1e6)
  }

  #parts(): { days: number; seconds: number; micro: number } {
    const days = floorDivide(this.microseconds, MICROSECONDS_A_DAY)
    const rest = this.microseconds - days * MICROSECONDS_A_DAY
    return { days: Number(days), seconds: Number(rest / 1_000_000n), micro: Number(rest % 1_000_000n) }
  }
}

const floorDivide = (a: bigint, b: bigint): bigint => {
  if (b === 0n) throw new TemplateTypeError('division by zero')
  const quotient = a / b
  return a % b !== 0n && a < 0n !== b < 0n ? quotient - 1n : quotient
}

const pad = (number: number, width = 2): string => String(number).padStart(width, '0')

const zoneRepr = (zone: number | undefined): string => {
  if (zone === undefined) return ''
  if (zone === 0) return ', tzinfo=datetime.timezone.utc'
  return `, tzinfo=datetime.timezone(${new TimeDelta(BigInt(zone) * 60_000_000n).repr()})`
}
