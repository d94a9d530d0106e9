import { UserError, userError } from '../errors.ts'
import { type Address, parseAddress } from './address.ts'

/** The hosts that a pattern such as `web[01:20:2].example.org:2222` stands for, and their port. */
export const expandHosts = (pattern: string): { names: string[]; port: Address['port'] } => {
  const { host, port } = parseAddress(pattern) ?? { host: pattern, port: undefined }
  return { names: expandRanges(host), port }
}

/** A range that is written wrong, though its parts could be read. Some sources then take it for a name. */
export class HostRangeError extends UserError {}

/** The names that a name with ranges in brackets stands for. */
export const expandRanges = (name: string): string[] => {
  const open = name.indexOf('[')
  if (open === -1) return [name]
  const close = name.indexOf(']', open)
  if (close === -1) throw userError(`the host range in "${name}" has no closing bracket`)
  const head = name.slice(0, open)
  const tails = expandRanges(name.slice(close + 1))
  return rangeItems(name.slice(open + 1, close)).flatMap((item) => tails.map((tail) => head + item + tail))
}

const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'

const rangeItems = (range: string): string[] => {
  const bounds = range.split(':')
  if (bounds.length !== 2 && bounds.length !== 3) throw wrongRange('must be begin:end or begin:end:step')
  const [begin, end, step = '1'] = [bounds[0] || '0', bounds[1]!, bounds[2]]
  if (!end) throw wrongRange('must specify end value')
  const padded = begin.length > 1 && begin.startsWith('0')
  if (padded && begin.length !== end.length) throw wrongRange('must specify equal-length begin and end formats')
  const width = padded ? begin.length : 0
  const [first, last] = [letters.indexOf(begin), letters.indexOf(end)]
  if (first < 0 || last < 0)
    return steps(whole(begin), whole(end), whole(step)).map((n) => String(n).padStart(width, '0'))
  if (first > last) throw wrongRange('must have begin <= end')
  return steps(first, last, whole(step)).map((index) => letters[index]!)
}

const wrongRange = (what: string): Error => new HostRangeError({ message: `host range ${what}` })

const steps = (first: number, last: number, step: number): number[] => {
  if (step === 0) throw userError('the step of a host range must not be zero')
  // A step back ends before one behind the end, as Python counts: [3:1:-1] is 3 alone.
  const count = Math.max(0, step > 0 ? Math.floor((last - first) / step) + 1 : Math.ceil((last + 1 - first) / step))
  return Array.from({ length: count }, (_, index) => first + index * step)
}

const whole = (text: string): number => {
  if (!/^-?[0-9]+$/.test(text)) throw userError(`"${text}" in a host range is neither a number nor a letter`)
  return Number(text)
}
