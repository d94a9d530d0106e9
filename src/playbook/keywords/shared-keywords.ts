/** Reading of the keywords that plays, roles, blocks and tasks have in common. */
import { userError } from '../../errors.ts'
import { pythonType } from '../../util/python-type.ts'
import { type Dict, isDict, Template, type Value } from '../../values.ts'
import type { Project } from '../project.ts'
import { runError } from '../run-error.ts'
import { keyPosition, textPosition, valuePosition } from '../source.ts'
import type { AddedKeywords, Condition, NearestKeywords, TaskOnlyKeywords } from '../types.ts'
import { readVars } from '../vars.ts'
import { nearestKeywords } from './keywords.ts'

type Shared = NearestKeywords & TaskOnlyKeywords & AddedKeywords

const nearest: ReadonlySet<string> = new Set([...Object.keys(nearestKeywords), 'delegate_to', 'delegate_facts'])

/** The shared keywords of an object; `kind` is its name in messages. */
export const readShared = (project: Project, source: Dict, kind: string): Shared => {
  const shared: Record<string, unknown> = {
    when: conditions(source, 'when') ?? [],
    tags: readTags(source),
    environment: listOf(source.get('environment')),
    module_defaults: readModuleDefaults(source),
    vars: source.has('vars') ? readVars(project, source, kind) : new Map(),
  }
  for (const [key, value] of source) if (nearest.has(key as string)) shared[key as string] = value
  if (source.has('notify')) shared.notify = listOf(source.get('notify'))
  if (source.has('collections')) shared.collections = readCollections(source)
  return shared as unknown as Shared
}

/** A list of conditions, or one as a list; `undefined` where the keyword isn't there. */
export const conditions = (source: Dict, key: string): readonly Condition[] | undefined => {
  const value = source.get(key)
  if (value === undefined) return undefined
  if (!Array.isArray(value)) return value === null ? [] : [{ value, position: textPosition(source, key) }]
  return value
    .map((item, index): Condition => ({ value: item, position: textPosition(value, index) }))
    .filter((condition) => condition.value !== null)
}

/** A single value stands for a list of one, and nothing for an empty list. */
export const listOf = (value: Value | undefined): readonly Value[] => {
  if (value === undefined || value === null) return []
  return Array.isArray(value) ? value : [value]
}

/** The `tags` of an object: a list, or a text split at its commas. */
export const readTags = (source: Dict): readonly Value[] => {
  const value = source.get('tags')
  if (value === undefined) return []
  if (Array.isArray(value)) return value.filter((tag) => tag !== null)
  if (typeof value === 'string') return value.split(',').map((tag) => tag.trim())
  if (value instanceof Template) return splitTemplate(value)
  const found = value === null ? 'nothing' : `a ${pythonType(value)}`
  throw runError(`tags must be specified as a list, not ${found}`, valuePosition(source, 'tags'))
}

/** Splits at commas outside of template markup. */
const splitTemplate = ({ source, position }: Template): readonly Value[] =>
  (source.match(/(?:\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|[^,])+/gs) ?? []).map((part) => {
    const text = part.trim()
    return /\{[{%#]/.test(text) ? new Template(text, position) : text
  })

const readModuleDefaults = (source: Dict): readonly Value[] => {
  const layers = listOf(source.get('module_defaults'))
  for (const layer of layers) {
    if (isDict(layer)) continue
    throw userError(
      `The field 'module_defaults' is supposed to be a dictionary or list of dictionaries, the keys of which must be static action, module, or group names; this is a ${pythonType(layer)}`,
      valuePosition(source, 'module_defaults'),
    )
  }
  return layers
}

/** Names of collections to search; the built-in modules are always among them, last unless they are named. */
const readCollections = (source: Dict): readonly string[] => {
  const names = listOf(source.get('collections')).map((name) => {
    if (typeof name === 'string') return name
    throw userError(
      `the field 'collections' should be a list of strings, but an item is a ${pythonType(name)}`,
      keyPosition(source, 'collections'),
    )
  })
  return withBuiltins(names)
}

/** Adds the built-in modules to a list of collections that names some. */
export const withBuiltins = (names: readonly string[], last = 'ansible.legacy'): readonly string[] =>
  names.length === 0 || names.includes('ansible.builtin') || names.includes('ansible.legacy') ? names : [...names, last]
