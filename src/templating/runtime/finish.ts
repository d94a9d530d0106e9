/** From a template's output to the value it stands for. */
import { Float, Tuple, type Value } from '../../values.ts'
import { EvaluatedDict } from '../evaluated-dict.ts'
import { charge } from '../python/limits.ts'
import { literalEval } from '../python/literal-eval.ts'
import { Markup } from '../python/markup.ts'
import { PythonObject } from '../python/object.ts'
import type { Output } from './output.ts'

/**
 * - `convert`: text that looks like a list, dict or bool becomes one (Ansible's default)
 * - `text`: text stays text (template files)
 * - `native`: the value of a lone expression, else what the text is as a literal (`jinja2_native`)
 */
export type ResultMode = 'convert' | 'text' | 'native'

/** The result of an output. `literalText` says that its only piece came from a filter that makes text to be kept. */
export const finish = (out: Output, mode: ResultMode, literalText: boolean): Value => {
  if (mode === 'text') return out.text
  return mode === 'native' ? nativeResult(out, literalText) : converted(out, literalText)
}

const converted = (out: Output, literalText: boolean): Value => {
  const { first } = out
  if (out.count === 1 && typeof first !== 'string') {
    if (typeof first === 'boolean' || first instanceof EvaluatedDict) return first
    if (isLiteral(first) && (first instanceof Map || (Array.isArray(first) && !(first instanceof Tuple)))) return first
  }
  const { text } = out
  if (literalText || !looksLiteral(text) || INDENTED_END.test(text)) return text
  const value = literalEval(text, { json: true })
  return value === undefined ? text : value
}

/** To Python, blanks after the last line's end are a line that is indented, and so no literal. */
const INDENTED_END = /\n[ \t]+$/

const looksLiteral = (text: string): boolean => {
  const start = text.charCodeAt(0)
  return start === 0x7b || start === 0x5b || text === 'True' || text === 'False'
}

/** True when the value's text would be read back as the same value, so that text is never made. */
const isLiteral = (value: Value): boolean => {
  if (value === null || typeof value !== 'object') return typeof value !== 'number' || Number.isFinite(value)
  charge(32)
  if (Array.isArray(value)) return value.every(isLiteral)
  if (value instanceof Map) return [...value].every(([key, item]) => isLiteral(key) && isLiteral(item))
  return value instanceof Float
}

/** Lines before the first that says something, which Python skips, however they begin. */
const BLANK_LINES = /^(?:[ \t\f]*(?:#[^\n]*)?\n)+/

const nativeResult = (out: Output, literalText: boolean): Value => {
  if (out.count === 0) return null
  const { first } = out
  if (out.count === 1) {
    if (first instanceof PythonObject && !(first instanceof Markup)) return first.unroll() ?? first
    if (typeof first !== 'string' && !(first instanceof Markup)) return first
    if (literalText) return out.text
  }
  const { text } = out
  const code = text.replace(BLANK_LINES, '')
  if (/^[ \t]/.test(code) || INDENTED_END.test(text)) return text
  const value = literalEval(code, { json: false })
  if (value === undefined) return text
  // A string literal keeps its quotes, so that '"5"' is not taken for a number later on.
  return typeof value === 'string' ? text[0] + value + text[0] : value
}
