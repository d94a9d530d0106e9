/** What of a container differs from what is wanted. */
import type { DockerObject } from '../../../remote/queries/docker.ts'
import { ModuleFailure } from '../../kit/change.ts'
import { type ContainerOptions, type Field, fields, type Kind } from './container-fields.ts'

/** One option that differs. */
export interface Difference {
  readonly option: string
  readonly wanted: unknown
  readonly actual: unknown
}

type Mode = 'strict' | 'ignore' | 'allow_more_present'

/** The options that were given and that the container does not have so. */
export const differences = (
  options: ContainerOptions,
  container: DockerObject,
  image: DockerObject | null,
): Difference[] => {
  const modes = comparisonModes(options)
  return fields.flatMap((field) => {
    const wanted = field.wanted(options)
    if (wanted === undefined) return []
    const actual = valueAt(container, field.at)
    const complete = field.option === 'env' ? withImage(wanted as string[], image) : wanted
    return equalAs(field.kind, modes(field), { wanted: complete, actual })
      ? []
      : [{ option: field.option, wanted: complete, actual }]
  })
}

/** What is at a place such as `HostConfig.Memory`. */
export const valueAt = (container: DockerObject, at: string): unknown =>
  at.split('.').reduce<unknown>((value, key) => (value as DockerObject | null | undefined)?.[key], container)

const byDefault: Readonly<Record<Kind, Mode>> = {
  value: 'strict',
  list: 'strict',
  set: 'allow_more_present',
  dict: 'allow_more_present',
}

const comparisonModes = ({ comparisons }: ContainerOptions): ((field: Field) => Mode) => {
  const given = new Map([...(comparisons ?? [])].map(([option, mode]) => [String(option), String(mode)]))
  const all = given.get('*')
  for (const mode of given.values())
    if (!['strict', 'ignore', 'allow_more_present'].includes(mode))
      throw new ModuleFailure(`Unknown comparison mode '${mode}'!`)
  return ({ option, kind }) =>
    (given.get(option) ??
      (all === 'allow_more_present' && (kind === 'value' || kind === 'list') ? 'strict' : all) ??
      byDefault[kind]) as Mode
}

/** A container has the environment of its image as well. */
export const withImage = (wanted: readonly string[], image: DockerObject | null): string[] => {
  const own = new Set(wanted.map(nameOf))
  const inherited = ((image && valueAt(image, 'Config.Env')) ?? []) as string[]
  return [...wanted, ...inherited.filter((entry) => !own.has(nameOf(entry)))]
}

const nameOf = (entry: string): string => entry.slice(0, entry.indexOf('='))

interface Pair {
  readonly wanted: unknown
  readonly actual: unknown
}

const equalAs = (kind: Kind, mode: Mode, { wanted, actual }: Pair): boolean => {
  if (mode === 'ignore') return true
  switch (kind) {
    case 'value':
      return sameValue(wanted, actual)
    case 'list':
      return canonical(wanted) === canonical(actual ?? [])
    case 'set':
      return contains((wanted as unknown[]).map(canonical), ((actual ?? []) as unknown[]).map(canonical), mode)
    case 'dict':
      return contains(entries(wanted), entries(actual), mode)
  }
}

const contains = (wanted: readonly string[], actual: readonly string[], mode: Mode): boolean => {
  const has = new Set(actual)
  return wanted.every((item) => has.has(item)) && (mode === 'allow_more_present' || new Set(wanted).size === has.size)
}

const entries = (value: unknown): string[] =>
  Object.entries((value ?? {}) as object).map(([key, item]) => `${key}=${canonical(item)}`)

/** An object must have what is wanted of it; the engine fills in the rest. */
const sameValue = (wanted: unknown, actual: unknown): boolean => {
  if (wanted instanceof Object && !Array.isArray(wanted) && actual instanceof Object)
    return Object.entries(wanted).every(
      ([key, value]) => canonical(value) === canonical((actual as Record<string, unknown>)[key]),
    )
  return (
    canonical(wanted) ===
    canonical(actual ?? (typeof wanted === 'boolean' ? false : typeof wanted === 'string' ? '' : actual))
  )
}

/** Equal texts for equal values, whatever the order of keys. */
const canonical = (value: unknown): string =>
  JSON.stringify(value ?? null, (_, inner: unknown) =>
    inner instanceof Object && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
