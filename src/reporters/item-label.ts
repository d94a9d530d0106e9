import { floatText } from '../util/python-json.ts'
import { type Dict, Float, isDict, Tuple, type Value } from '../values.ts'
import { shown } from './shown.ts'

/** An item as it stands after `item=`: Python's `str` of it, without secrets. */
export const itemLabel = (label: unknown): string => {
  const value = shown(label === undefined ? null : (label as Value))
  return typeof value === 'string' ? value : repr(value)
}

const repr = (value: Value): string => {
  if (value === null) return 'None'
  if (value === true) return 'True'
  if (value === false) return 'False'
  if (typeof value === 'string') return textRepr(value)
  if (typeof value === 'number') return numberRepr(value)
  if (value instanceof Float) return floatText(value.value)
  if (Array.isArray(value)) return listRepr(value)
  return isDict(value) ? dictRepr(value) : String(value)
}

const listRepr = (list: readonly Value[]): string => {
  const items = list.map(repr).join(', ')
  if (!(list instanceof Tuple)) return `[${items}]`
  return list.length === 1 ? `(${items},)` : `(${items})`
}

const dictRepr = (dict: Dict): string => `{${[...dict].map(([key, item]) => `${repr(key)}: ${repr(item)}`).join(', ')}}`

const numberRepr = (value: number): string => {
  if (Number.isInteger(value)) return String(value)
  return Number.isFinite(value) ? floatText(value) : String(value).replace('Infinity', 'inf').replace('NaN', 'nan')
}

const textRepr = (text: string): string => {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'"
  const escaped = text.replace(/[\\\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu, escapeCharacter)
  return quote + (quote === "'" ? escaped.replaceAll("'", "\\'") : escaped) + quote
}

const NAMED: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }

const escapeCharacter = (character: string): string => {
  const code = character.codePointAt(0)!
  const hex = code.toString(16)
  if (code < 0x100) return NAMED[character] ?? `\\x${hex.padStart(2, '0')}`
  return code < 0x10000 ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`
}
