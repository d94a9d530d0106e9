/** Results as YAML, as the reference's callbacks write it. */

import { expandTabs } from '../util/expand-tabs.ts'
import { floatText } from '../util/python-json.ts'
import { emitYaml } from '../util/yaml-text/emitter.ts'
import type { OutputNode } from '../util/yaml-text/node.ts'
import { type Dict, Float, isDict, type Value } from '../values.ts'

export interface YamlOptions {
  /** Spaces for each level, 2 unless told; the whole is indented by as many, or 4. */
  readonly indent?: number | undefined
  /** Texts of several lines are always shown as such, even where blanks and special characters get lost. */
  readonly lossy: boolean
}

/** The value as block of YAML, indented. */
export const yamlText = (value: Value, { indent, lossy }: YamlOptions): string => {
  const text = emitYaml(nodeOf(value, lossy), { indent: indent ?? 2, width: 80 })
  return indentLines(text, ' '.repeat(indent || 4))
}

const indentLines = (text: string, prefix: string): string => text.replace(/^(?=[^\n]*\S)/gm, prefix)

const nodeOf = (value: Value, lossy: boolean): OutputNode => {
  if (typeof value === 'string') return textNode(value, lossy)
  if (Array.isArray(value)) return { kind: 'list', items: value.map((item) => nodeOf(item, lossy)), flow: false }
  if (isDict(value))
    return { kind: 'map', entries: sorted(value).map(([k, v]) => [nodeOf(k, lossy), nodeOf(v, lossy)]), flow: false }
  return { kind: 'scalar', text: atomText(value), plain: true, style: '' }
}

/** Keys of different types have no order in Python and stay as they are. */
const sorted = (dict: Dict): readonly (readonly [Value, Value])[] => {
  const keys = [...dict.keys()]
  if (keys.every((key) => typeof key === 'string'))
    return [...dict].sort(([a], [b]) => (String(a) < String(b) ? -1 : 1))
  if (keys.every((key) => typeof key === 'number')) return [...dict].sort(([a], [b]) => Number(a) - Number(b))
  return [...dict]
}

const BREAK = /[\n\x85\u2028\u2029]/

const textNode = (text: string, lossy: boolean): OutputNode => {
  if (!BREAK.test(text)) return { kind: 'scalar', text, plain: readsAsText(text), style: '' }
  return { kind: 'scalar', text: lossy ? blockText(text) : text, plain: true, style: '|' }
}

/** The text without what would keep it from being shown line by line. */
const blockText = (text: string): string =>
  expandTabs(text.replace(/\s+$/u, ''))
    .replace(/[^\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10fffe}]/gu, '')
    .replace(/ +([\n\x85\u2028\u2029])/g, '$1')

const atomText = (value: Value): string => {
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : floatYaml(value)
  return value instanceof Float ? floatYaml(value.value) : String(value)
}

const floatYaml = (value: number): string => {
  if (Number.isNaN(value)) return '.nan'
  if (!Number.isFinite(value)) return value > 0 ? '.inf' : '-.inf'
  const text = floatText(value)
  return text.includes('.') ? text : text.replace('e', '.0e')
}

// What YAML 1.1 takes for something else than text when it stands without quotes.
const OTHER = [
  /^(?:yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)$/,
  /^(?:~|null|Null|NULL|<<|=|)$/,
  /^[-+]?(?:0b[01_]+|0x[\da-fA-F_]+|0[0-7_]+|(?:0|[1-9][\d_]*)|[1-9][\d_]*(?::[0-5]?\d)+)$/,
  /^(?:[-+]?\d[\d_]*\.[\d_]*(?:[eE][-+]\d+)?|\.\d[\d_]*(?:[eE][-+]\d+)?|[-+]?\d[\d_]*(?::[0-5]?\d)+\.[\d_]*)$/,
  /^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/,
  /^\d{4}-\d\d-\d\d$|^\d{4}-\d\d?-\d\d?(?:[Tt]|[ \t]+)\d\d?:\d\d:\d\d(?:\.\d*)?(?:[ \t]*(?:Z|[-+]\d\d?(?::\d\d)?))?$/,
]

const readsAsText = (text: string): boolean => !OTHER.some((pattern) => pattern.test(text))
