/** What an installed collection says of itself in `meta/runtime.yml`: modules that have moved, groups of actions. */
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { isDict, type Value } from '../../values.ts'
import type { Project } from '../project.ts'
import type { Play } from '../types.ts'
import { collectionRoots } from './collections.ts'
import { qualifiedName } from './module-names.ts'

export interface CollectionRuntime {
  /** The full name of what stands for a module now, if it has moved. */
  readonly redirect: (module: string) => string | undefined
  /** The members of a group of actions as they are written, by the group's short or full name. */
  readonly group: (...names: readonly string[]) => readonly Value[] | undefined
}

type Of = Pick<Play, 'directory'>

const read = new WeakMap<Project, Map<string, CollectionRuntime | undefined>>()

/** What a collection says; `undefined` when it is not installed. The file is read once. */
export const collectionRuntime = (project: Project, play: Of, collection: string): CollectionRuntime | undefined => {
  const known = read.get(project) ?? new Map<string, CollectionRuntime | undefined>()
  read.set(project, known)
  const key = `${play.directory}\0${collection}`
  if (!known.has(key)) known.set(key, readRuntime(project, play, collection))
  return known.get(key)
}

const readRuntime = (project: Project, play: Of, collection: string): CollectionRuntime | undefined => {
  const folder = collectionRoots(project, play)
    .map((root) => join(root, collection.replace('.', '/')))
    .find((path) => statSync(path, { throwIfNoEntry: false })?.isDirectory())
  if (folder === undefined) return undefined
  const file = join(folder, 'meta', 'runtime.yml')
  const data = existsSync(file) ? project.loadFile(file) : null
  return {
    redirect: (module) =>
      ['modules', 'action']
        .map((kind) => entry(data, 'plugin_routing', kind, module, 'redirect'))
        .find((name) => typeof name === 'string'),
    group: (...names) => names.map((name) => entry(data, 'action_groups', name)).find((value) => Array.isArray(value)),
  }
}

const entry = (data: Value, ...path: readonly string[]): Value | undefined =>
  path.reduce<Value | undefined>((value, key) => (isDict(value) ? value.get(key) : undefined), data)

const MOST_MOVES = 10

/** Where a module is now that its collection, or one of those that are searched for a bare name, has moved. */
export const movedTo = (
  project: Project,
  play: Of,
  { action, collections }: { readonly action: string; readonly collections: readonly string[] },
): string | undefined => {
  const names = qualifiedName(action) ? [action] : collections.map((collection) => `${collection}.${action}`)
  const first = names.map((name) => nextPlace(project, play, name)).find((name) => name !== undefined)
  let last = first
  for (let moves = 0; last !== undefined && moves < MOST_MOVES; moves++) {
    const next = nextPlace(project, play, last)
    if (next === undefined) return last
    last = next
  }
  return undefined
}

const nextPlace = (project: Project, play: Of, name: string): string | undefined => {
  const [collection, module] = qualifiedName(name) ?? []
  if (collection === undefined || module === undefined || /^ansible\.(?:builtin|legacy)$/.test(collection)) return
  return collectionRuntime(project, play, collection)?.redirect(module)
}
