/** Python's `pprint.pformat`. */
import { isDict, Tuple, type Value } from '../../values.ts'
import { compare } from '../python/compare.ts'
import { TemplateTypeError } from '../python/errors.ts'
import { charge } from '../python/limits.ts'
import { SPACES, splitLines } from '../python/lines.ts'
import { repr } from '../python/repr.ts'
import { textLength } from '../python/text.ts'
import { typeName } from '../python/type-name.ts'

const WIDTH = 80

/** The value as Python would write it, dicts sorted, on several lines where one is too long. */
export const prettyPrint = (value: Value): string => format(value, { indent: 0, allowance: 0, level: 0 })

interface Place {
  readonly indent: number
  /** How many characters follow on the last line. */
  readonly allowance: number
  readonly level: number
}

const format = (value: Value, place: Place): string => {
  const text = repr(sorted(value))
  if (textLength(text) <= WIDTH - place.indent - place.allowance) return text
  const inner = { ...place, level: place.level + 1 }
  if (isDict(value) && value.size > 0) return formatDict(value, inner)
  if (Array.isArray(value) && value.length > 0) return formatList(value, inner)
  return typeof value === 'string' ? formatString(value, inner) : text
}

/** The value with all dicts in it sorted by their keys. */
const sorted = (value: Value): Value => {
  charge(64)
  if (Array.isArray(value)) return value instanceof Tuple ? Tuple.from_(value.map(sorted)) : value.map(sorted)
  return isDict(value) ? new Map(sortedEntries(value).map(([key, item]) => [key, sorted(item)])) : value
}

const sortedEntries = (dict: ReadonlyMap<Value, Value>): [Value, Value][] =>
  [...dict].sort(([a], [b]) => {
    try {
      return compare(a, b)
    } catch (error) {
      if (!(error instanceof TemplateTypeError)) throw error
      return typeName(a) < typeName(b) ? -1 : 1
    }
  })

const formatDict = (dict: ReadonlyMap<Value, Value>, { indent, allowance, level }: Place): string => {
  const entries = sortedEntries(dict)
  const lines = entries.map(([key, item], index) => {
    const label = `${repr(key)}: `
    const last = index === entries.length - 1
    return label + format(item, { indent: indent + 1 + textLength(label), allowance: last ? allowance + 1 : 1, level })
  })
  return `{${lines.join(`,\n${' '.repeat(indent + 1)}`)}}`
}

const formatList = (items: readonly Value[], { indent, allowance, level }: Place): string => {
  const [open, close] = items instanceof Tuple ? ['(', items.length === 1 ? ',)' : ')'] : ['[', ']']
  const lines = items.map((item, index) => {
    const last = index === items.length - 1
    return format(item, { indent: indent + 1, allowance: last ? allowance + close.length : 1, level })
  })
  return open + lines.join(`,\n${' '.repeat(indent + 1)}`) + close
}

const formatString = (text: string, place: Place): string => {
  const top = place.level === 1 ? 1 : 0
  const indent = place.indent + top
  const chunks = chunksOf(text, WIDTH - indent, place.allowance + top)
  if (chunks.length <= 1) return repr(text)
  const joined = chunks.join(`\n${' '.repeat(indent)}`)
  return top ? `(${joined})` : joined
}

/** The text as literals that fit: one a line, longer lines broken at spaces. */
const chunksOf = (text: string, width: number, allowance: number): string[] => {
  const lines = splitLines(text, true)
  return lines.flatMap((line, index) => {
    const lastLine = index === lines.length - 1
    const whole = repr(line)
    if (textLength(whole) <= width - (lastLine ? allowance : 0)) return [whole]
    return brokenLine(line, width, lastLine ? allowance : 0)
  })
}

const PARTS = new RegExp(`[^${SPACES}]+[${SPACES}]*|[${SPACES}]+`, 'g')

const brokenLine = (line: string, width: number, allowance: number): string[] => {
  const chunks: string[] = []
  const parts = line.match(PARTS) ?? []
  let current = ''
  for (const [index, part] of parts.entries()) {
    const room = width - (index === parts.length - 1 ? allowance : 0)
    if (textLength(repr(current + part)) <= room) {
      current += part
      continue
    }
    if (current !== '') chunks.push(repr(current))
    current = part
  }
  return current === '' ? chunks : [...chunks, repr(current)]
}
