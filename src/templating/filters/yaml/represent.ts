/** Turns values into the nodes that the YAML writer writes, as PyYAML's safe representer does. */

import type { OutputNode } from '../../../util/yaml-text/node.ts'
import { Float, Omit, OpaqueValue, Template, Undefined, type Value } from '../../../values.ts'
import { resolvePlain } from '../../../yaml/resolve-plain.ts'
import { Bytes } from '../../python/bytes.ts'
import { compare } from '../../python/compare.ts'
import { FilterError, TemplateTypeError } from '../../python/errors.ts'
import { GroupTuple } from '../../python/group-tuple.ts'
import { charge } from '../../python/limits.ts'
import { floatRepr } from '../../python/number.ts'
import { PythonObject } from '../../python/object.ts'
import { repr } from '../../python/repr.ts'
import { open } from '../../python/secret.ts'
import { required } from '../arguments.ts'

export interface RepresentOptions {
  readonly sortKeys: boolean
  /** True for `{a: 1}`, false for one entry a line; undefined for the first where nothing is nested. */
  readonly flow: boolean | undefined
  readonly style: '' | "'" | '"' | '|' | '>'
  /** Whether texts were given a style, even one that YAML does not have. */
  readonly styled: boolean
  /** Every value has its tag. */
  readonly canonical: boolean
  /** How a tag of YAML's own types is written: `!!str` for `str`. */
  readonly tag: (type: string) => string
}

/** What a node takes. */
const NODE = 512

/** What all nodes of one text have in common. */
interface Writing extends RepresentOptions {
  /** The nodes of values that stand in several places. */
  readonly repeated: Map<Value, OutputNode | undefined>
}

/**
 * The node of a value; a value that stands in several places is the same node in all of them. Undefined values raise;
 * so do objects that YAML has no form for.
 */
export const represent = (value: Value, options: RepresentOptions, repeated: ReadonlySet<Value>): OutputNode =>
  nodeOf(value, { ...options, repeated: new Map([...repeated].map((each) => [each, undefined])) })

const nodeOf = (value: Value, options: Writing): OutputNode => {
  charge(NODE)
  const given = open(value instanceof Undefined ? required(value) : value)
  if (typeof given === 'string') return tagged(scalar(given, isString(given), options.style), 'str', options)
  const known = options.repeated.get(given)
  if (known !== undefined) return known
  if (given instanceof GroupTuple) throw new FilterError(`('cannot represent an object', ${repr(given)})`)
  if (Array.isArray(given)) return list(given, options)
  if (given instanceof Map) return map(given, [...given], { type: 'map', options })
  if (given instanceof OpaqueValue) return opaque(given, options)
  return unquoted(atom(given), atomType(given), options)
}

/** Numbers and words are quoted only where a style asks for it, and then need their tag. */
const unquoted = (text: string, type: string, options: Writing): OutputNode => {
  const node = scalar(text, options.style === '', options.style)
  return tagged(options.style === '' ? node : { ...node, tag: '!' }, type, options)
}

const tagged = <T extends { readonly tag?: string }>(node: T, type: string, { canonical, tag }: Writing): T =>
  canonical ? { ...node, tag: tag(type) } : node

const scalar = (text: string, plain: boolean, style: RepresentOptions['style']): OutputNode & { kind: 'scalar' } => ({
  kind: 'scalar',
  text,
  plain,
  style,
})

type GrowingList = { readonly kind: 'list'; items: OutputNode[]; flow: boolean; tag?: string }
type GrowingMap = { readonly kind: 'map'; entries: [OutputNode, OutputNode][]; flow: boolean; tag?: string }

/** A collection's node is known before its parts are, as one of them may be the collection itself. */
const list = (items: readonly Value[], options: Writing): OutputNode => {
  const node = tagged<GrowingList>({ kind: 'list', items: [], flow: false }, 'seq', options)
  if (options.repeated.has(items as Value[])) options.repeated.set(items as Value[], node)
  for (const item of items) node.items.push(nodeOf(item, options))
  node.flow = options.flow ?? node.items.every((item) => isPlain(item, options))
  return node
}

const map = (
  value: Value,
  pairs: readonly (readonly [Value, Value])[],
  { type, options }: { type: string; options: Writing },
): GrowingMap => {
  const entries: [OutputNode, OutputNode][] = []
  const node = tagged<GrowingMap>({ kind: 'map', entries, flow: false }, type, options)
  if (options.repeated.has(value)) options.repeated.set(value, node)
  for (const [key, item] of options.sortKeys ? sortPairs(pairs) : pairs)
    entries.push([nodeOf(key, options), nodeOf(item, options)])
  node.flow = options.flow ?? entries.flat().every((part) => isPlain(part, options))
  return node
}

const isPlain = (node: OutputNode, { styled }: Writing): boolean =>
  node.kind === 'scalar' && !styled && node.style === ''

/** Keys that have no order among them stay as they are. */
export const sortPairs = (pairs: readonly (readonly [Value, Value])[]): readonly (readonly [Value, Value])[] => {
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

const atomType = (value: Value): string => {
  if (value === null) return 'null'
  if (typeof value === 'boolean') return 'bool'
  if (value instanceof Template) return 'str'
  return typeof value === 'bigint' || (typeof value === 'number' && Number.isInteger(value)) ? 'int' : 'float'
}

const opaque = (value: OpaqueValue, options: Writing): OutputNode => {
  if (value instanceof Omit) return tagged(scalar(value.repr(), true, options.style), 'str', options)
  const type = value instanceof PythonObject ? value.typeName : ''
  if (type === 'set' && value instanceof PythonObject) {
    const pairs = [...(value.iterate() ?? [])].map((item): [Value, Value] => [item, null])
    return { ...map(value, pairs, { type: 'set', options }), tag: options.tag('set') }
  }
  if (value instanceof Bytes) {
    const text = value.bytes.toString('base64').replace(/.{76}/g, '$&\n')
    return { kind: 'scalar', text: `${text}\n`, plain: false, style: '|', tag: options.tag('binary') }
  }
  if (/^date/.test(type) || /^datetime\./.test(value.repr())) return unquoted(String(value), 'timestamp', options)
  throw new FilterError(`('cannot represent an object', ${value.repr()})`)
}
