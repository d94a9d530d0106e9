import { Float, type Value } from '../values.ts'
import { parseTimestamp } from './timestamp.ts'

const int =
  /^(?:[-+]?0b[01_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+)$/
const float =
  /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/
const timestamp =
  /^(?:\d{4}-\d\d-\d\d|\d{4}-\d\d?-\d\d?(?:[Tt]|[ \t]+)\d\d?:\d\d:\d\d(?:\.\d*)?(?:[ \t]*(?:Z|[-+]\d\d?(?::\d\d)?))?)$/

const words = new Map<string, boolean | null>([
  ...spellings('yes', true),
  ...spellings('true', true),
  ...spellings('on', true),
  ...spellings('no', false),
  ...spellings('false', false),
  ...spellings('off', false),
  ...spellings('null', null),
  ['~', null],
  ['', null],
])

/**
 * The value of a scalar without quotes, by the rules of YAML 1.1 as PyYAML implements them: `yes` is a boolean, `0644`
 * is octal, `1:30` counts in sixties, `1e3` and `0o17` are strings.
 */
export const resolvePlain = (text: string): Value => {
  const word = words.get(text)
  if (word !== undefined) return word
  const first = text.charCodeAt(0)
  // Only digits, `+`, `-` and `.` begin anything else that isn't a string.
  if (!((first >= 48 && first <= 57) || first === 43 || first === 45 || first === 46)) return text
  if (int.test(text)) return parseInt_(text)
  if (float.test(text)) return parseFloat_(text)
  return timestamp.test(text) ? (parseTimestamp(text) ?? text) : text
}

/** The value of a JSON number or word; the text itself when it is neither. */
export const resolveJson = (text: string): Value => {
  if (text === 'true' || text === 'false') return text === 'true'
  if (text === 'null') return null
  if (/^(?:NaN|-?Infinity)$/.test(text)) return Number(text)
  if (/^-?\d+$/.test(text)) {
    const value = Number(text)
    return Number.isSafeInteger(value) ? value : BigInt(text)
  }
  return /^-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?$/.test(text) ? Float.of(Number(text)) : text
}

/** The integer that `!!int` or an unquoted scalar spells. */
export const parseInt_ = (text: string): number | bigint => {
  const digits = text.replaceAll('_', '')
  const negative = digits.startsWith('-')
  const bare = digits.replace(/^[-+]/, '')
  const value = bare.includes(':') ? sexagesimal(bare) : wholeNumber(bare)
  return negative && value ? -value : value
}

/** The float that `!!float` or an unquoted scalar spells. */
export const parseFloat_ = (text: string): number | Float => {
  const bare = text.replaceAll('_', '').toLowerCase()
  const negative = bare.startsWith('-')
  const unsigned = bare.replace(/^[-+]/, '')
  if (unsigned === '.inf') return negative ? -Infinity : Infinity
  if (unsigned === '.nan') return Number.NaN
  const value = unsigned.includes(':')
    ? unsigned.split(':').reduce((sum, part) => sum * 60 + Number(part), 0)
    : Number(unsigned)
  return Float.of(negative ? -value : value)
}

const wholeNumber = (digits: string): number | bigint => {
  if (digits === '0') return 0
  const spelled = /^0[0-7]/.test(digits) ? `0o${digits.slice(1)}` : digits
  const value = Number(spelled)
  return Number.isSafeInteger(value) ? value : BigInt(spelled)
}

const sexagesimal = (digits: string): number => digits.split(':').reduce((sum, part) => sum * 60 + Number(part), 0)

function spellings(word: string, value: boolean | null): [string, boolean | null][] {
  return [word, word[0]!.toUpperCase() + word.slice(1), word.toUpperCase()].map((spelling) => [spelling, value])
}
