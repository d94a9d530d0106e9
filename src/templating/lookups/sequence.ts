/** The sequence lookup: numbers in a format. */
import { Tuple, type Value } from '../../values.ts'
import { exactText, textOf } from '../filters/arguments.ts'
import type { Keywords } from '../plugin.ts'
import { FilterError } from '../python/errors.ts'
import { chargeItems } from '../python/limits.ts'
import { parseIntText } from '../python/parse-number.ts'
import { formatPercent } from '../python/percent-format.ts'
import { repr } from '../python/repr.ts'
import { inlineOptions } from './inline-options.ts'

const LARGEST = 1_000_000

interface Sequence {
  readonly start: number
  readonly end: number
  readonly stride: number
  readonly format: string
}

/** The formatted numbers of each term: `'5'`, `'2-10/2'`, `'4:host%02d'`, `'start=0 end=4 format=x%d'`. */
export const sequence = (terms: readonly Value[], options: Keywords): Value[] => {
  const named = new Map([...options].map(([name, value]): [string, string] => [name, textOf(value)]))
  const sequences = terms.map((term) => parse(exactText(term, 'a sequence must be text'), named))
  chargeItems(sequences.reduce((all, one) => all + countOf(one), 0))
  return sequences.flatMap(numbersOf)
}

const SHORTCUT = /^((0?x?[\da-f]+)-)?(0?x?[\da-f]+)(?:\/(0?x?[\da-f]+))?(?::(.+))?$/i

const parse = (term: string, named: ReadonlyMap<string, string>): Sequence => {
  const found = SHORTCUT.exec(term)
  if (!found) return fromOptions(new Map([...named, ...inlineOptions(term).options]))
  const [, , start, end, stride, format] = found
  return checked({
    start: wholeOf('start', start) ?? 1,
    end: wholeOf('end', end)!,
    stride: wholeOf('stride', stride) ?? 1,
    format: format ?? '%d',
  })
}

const wholeOf = (name: string, text: string | undefined): number | undefined => {
  if (text === undefined) return undefined
  const value = parseIntText(text, 0)
  if (value === undefined)
    throw new FilterError(`Invalid type for configuration option ${name}: '${text}' is no integer`)
  return Number(value)
}

const known = ['start', 'end', 'count', 'stride', 'format']

const fromOptions = (options: ReadonlyMap<string, string>): Sequence => {
  const unknown = [...options.keys()].filter((name) => !known.includes(name))
  if (unknown.length > 0) throw new FilterError(`unrecognized arguments to with_sequence: ${repr([...unknown])}`)
  const number = (name: string): number | undefined => wholeOf(name, options.get(name))
  const [count, end] = [number('count'), number('end')]
  const [start, stride] = [number('start') ?? 1, number('stride') ?? 1]
  const format = options.get('format') ?? '%d'
  if (count === undefined && end === undefined) throw new FilterError('must specify count or end in with_sequence')
  if (count !== undefined && end !== undefined)
    throw new FilterError("can't specify both count and end in with_sequence")
  if (count === 0) return checked({ start: 0, end: 0, stride: 0, format })
  return checked({ start, end: end ?? start + count! * stride - 1, stride, format })
}

const checked = (given: Sequence): Sequence => {
  const { start, end, stride, format } = given
  if (stride > 0 && end < start) throw new FilterError('to count backwards make stride negative')
  if (stride < 0 && end > start) throw new FilterError("to count forward don't make stride negative")
  if (format.split('%').length !== 2) throw new FilterError(`bad formatting string: ${format}`)
  if (stride !== 0 && Math.abs((end - start) / stride) > LARGEST)
    throw new FilterError(`a sequence of more than ${LARGEST} numbers`)
  return given
}

const countOf = ({ start, end, stride }: Sequence): number => {
  if (stride === 0) return 0
  const last = end + (stride > 0 ? 1 : -1)
  return Math.max(0, Math.ceil((last - start) / stride))
}

const numbersOf = (given: Sequence): Value[] => {
  const { start, stride, format } = given
  return Array.from({ length: countOf(given) }, (_unused, index) =>
    formatPercent(format, Tuple.from_([start + index * stride])),
  )
}
