/** Turns values into the nodes that the YAML writer writes, as PyYAML's safe representer does. */

import type { OutputNode } from '../../../util/yaml-text/node.ts'
import { Float, Omit, OpaqueValue, Template, Undefined, type Value } from '../../../values.ts'
import { resolvePlain } from '../../../yaml/resolve-plain.ts'
import { Bytes } from '../../python/bytes.ts'
import { compare } from '../../python/compare.ts'
import { FilterError, TemplateTypeError } from '../../python/errors.ts'
import { charge } from '../../python/limits.ts'
import { floatRepr } from '../../python/number.ts'
import { PythonObject } from '../../python/object.ts'
import { open } from '../../python/secret.ts'
import { required } from '../arguments.ts'

export interface RepresentOptions {
  readonly sortKeys: boolean
  /** True for `{a: 1}`, false for one entry a line; undefined for the first where nothing is nested. */
  readonly flow: boolean | undefined
  readonly style: '' | "'" | '"' | '|' | '>'
}

/** What a node takes. */
const NODE = 64

/** The node of a value. Undefined values raise; so do objects that YAML has no form for. */
export const represent = (value: Value, options: RepresentOptions, parents: readonly Value[] = []): OutputNode => {
  charge(NODE)
  const given = open(value instanceof Undefined ? required(value) : value)
  if (typeof given === 'string') return scalar(given, isString(given), options.style)
  if (Array.isArray(given)) return list(given, options, descend(given, parents))
  if (given instanceof Map) return map([...given], options, descend(given, parents))
  if (given instanceof OpaqueValue) return opaque(given, options, parents)
  // Numbers and words are quoted only where a style asks for it, and then need their tag.
  return { ...scalar(atom(given), options.style === '', options.style), ...(options.style === '' ? {} : { tag: '!' }) }
}

const descend = (value: Value, parents: readonly Value[]): readonly Value[] => {
  if (parents.includes(value)) throw new FilterError('a value that contains itself has no YAML form')
  return [...parents, value]
}

const scalar = (text: string, plain: boolean, style: RepresentOptions['style']): OutputNode => ({
  kind: 'scalar',
  text,
  plain,
  style,
})

const list = (items: readonly Value[], options: RepresentOptions, parents: readonly Value[]): OutputNode => {
  const nodes = items.map((item) => represent(item, options, parents))
  return { kind: 'list', items: nodes, flow: options.flow ?? nodes.every(isPlain) }
}

const map = (
  pairs: readonly (readonly [Value, Value])[],
  options: RepresentOptions,
  parents: readonly Value[],
): OutputNode & { kind: 'map' } => {
  const sorted = options.sortKeys ? sortPairs(pairs) : pairs
  const entries = sorted.map(
    ([key, value]) => [represent(key, options, parents), represent(value, options, parents)] as const,
  )
  return { kind: 'map', entries, flow: options.flow ?? entries.flat().every(isPlain) }
}

const isPlain = (node: OutputNode): boolean => node.kind === 'scalar' && node.style === ''

/** Keys that have no order among them stay as they are. */
const sortPairs = (pairs: readonly (readonly [Value, Value])[]): readonly (readonly [Value, Value])[] => {
  try {
    return pairs.toSorted(([a], [b]) => compare(a, b))
  } catch (error) {
    if (error instanceof TemplateTypeError) return pairs
    throw error
  }
}

/** True when a reader takes the unquoted text for a string. */
const isString = (text: string): boolean =>
  text !== '<<' && text !== '=' && !/^\d{4}-\d\d-\d\d$/.test(text) && typeof resolvePlain(text) === 'string'

const atom = (value: Value): string => {
  if (value === null) return 'null'
  if (typeof value === 'boolean') return value ? 'true' : 'false'
  if (value instanceof Float) return yamlFloat(value.value)
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : yamlFloat(value)
  if (typeof value === 'bigint') return String(value)
  if (value instanceof Template) return value.source
  throw new FilterError(`this value has no YAML form: ${String(value)}`)
}

/** YAML 1.1 takes an exponent for a float only after a point. */
const yamlFloat = (value: number): string => {
  if (Number.isNaN(value)) return '.nan'
  if (!Number.isFinite(value)) return value > 0 ? '.inf' : '-.inf'
  const text = floatRepr(value)
  return text.includes('.') ? text : text.replace('e', '.0e')
}

const opaque = (value: OpaqueValue, options: RepresentOptions, parents: readonly Value[]): OutputNode => {
  if (value instanceof Omit) return scalar(value.repr(), true, options.style)
  const type = value instanceof PythonObject ? value.typeName : ''
  if (type === 'set' && value instanceof PythonObject) {
    const pairs = [...(value.iterate() ?? [])].map((item): [Value, Value] => [item, null])
    return { ...map(pairs, options, descend(value, parents)), tag: '!!set' }
  }
  if (value instanceof Bytes) {
    const text = value.bytes.toString('base64').replace(/.{76}/g, '$&\n')
    return { kind: 'scalar', text: `${text}\n`, plain: false, style: '|', tag: '!!binary' }
  }
  if (value instanceof PythonObject && type !== 'Markup' && value.iterate() !== undefined)
    return represent([...value.iterate()!], options, parents)
  if (/^date/.test(type) || /^datetime\./.test(value.repr())) return scalar(String(value), true, options.style)
  throw new FilterError(`cannot represent an object: ${value.repr()}`)
}
