import { floatText } from '../util/python-json.ts'
import { emitYaml } from '../util/yaml-text/emitter.ts'
import type { OutputNode } from '../util/yaml-text/node.ts'
import { Float, isDict, OpaqueValue, Template, type Value } from '../values.ts'
import { resolvePlain } from '../yaml/resolve-plain.ts'
import { Timestamp } from '../yaml/timestamp.ts'
import { VaultSecret } from '../yaml/vault-secret.ts'

/** The data as the YAML that Ansible prints: keys sorted, one entry a line, `*id001` for what was shown before. */
export const inventoryYaml = (data: Value): string =>
  emitYaml(new Representer(data).node(data), { indent: 2, width: 80 })

class Representer {
  /** Names of the objects that stand in several places, in the order in which they are met again. */
  readonly #anchors = new Map<object, string>()
  readonly #shown = new Set<object>()

  constructor(data: Value) {
    this.#findRepeated(data, new Set())
  }

  node(value: Value): OutputNode {
    if (!canRepeat(value)) return scalar(value)
    const anchor = this.#anchors.get(value)
    if (anchor !== undefined && this.#shown.has(value)) return { kind: 'alias', name: anchor }
    this.#shown.add(value)
    return { ...this.#object(value), anchor }
  }

  #object(value: Value): OutputNode {
    if (Array.isArray(value)) return { kind: 'list', items: value.map((item) => this.node(item)), flow: false }
    if (!isDict(value)) return scalar(value)
    const entries = sorted(value).map(([key, item]) => [this.node(key), this.node(item)] as const)
    return { kind: 'map', entries, flow: false }
  }

  #findRepeated(value: Value, met: Set<object>): void {
    if (!canRepeat(value)) return
    if (met.has(value)) {
      if (!this.#anchors.has(value)) {
        this.#anchors.set(value, `id${String(this.#anchors.size + 1).padStart(3, '0')}`)
      }
      return
    }
    met.add(value)
    if (Array.isArray(value)) for (const item of value) this.#findRepeated(item, met)
    else if (isDict(value)) for (const [, item] of sorted(value)) this.#findRepeated(item, met)
  }
}

/** Objects that are known by their identity; texts and numbers are written each time. */
const canRepeat = (value: Value): value is Exclude<Value, null | boolean | number | bigint | string> =>
  typeof value === 'object' && value !== null && !(value instanceof Float) && !(value instanceof Template)

/** The entries by their keys; as they are when the keys have no order among them. */
const sorted = (dict: ReadonlyMap<Value, Value>): [Value, Value][] => {
  const entries = [...dict]
  const comparable = entries.every(([key]) => typeof key === typeof entries[0]![0])
  return comparable ? entries.sort(([a], [b]) => (a! < b! ? -1 : a! > b! ? 1 : 0)) : entries
}

const scalar = (value: Value): OutputNode => {
  if (value instanceof VaultSecret) {
    return { kind: 'scalar', text: value.ciphertext, plain: false, style: '|', tag: '!vault' }
  }
  const text = value instanceof Template ? value.source : value
  if (typeof text === 'string') return { kind: 'scalar', text, plain: isText(text), style: '' }
  return { kind: 'scalar', text: atom(text), plain: true, style: '' }
}

/** True when a reader takes the text without quotes for a text. */
const isText = (text: string): boolean => text !== '<<' && text !== '=' && typeof resolvePlain(text) === 'string'

const atom = (value: Value): string => {
  if (value === null || typeof value === 'boolean' || typeof value === 'bigint') return String(value)
  if (value instanceof Float) return float(value.value)
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : float(value)
  if (value instanceof Timestamp || value instanceof OpaqueValue) return String(value)
  throw new TypeError('this value has no YAML form')
}

/** YAML 1.1 takes an exponent for a float only behind a point. */
const float = (value: number): string => {
  if (Number.isNaN(value)) return '.nan'
  if (!Number.isFinite(value)) return value > 0 ? '.inf' : '-.inf'
  const text = floatText(value)
  return text.includes('.') ? text : text.replace('e', '.0e')
}
