/** Documentation of roles, from their argument specs. */
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expandHome } from '../../util/expand-home.ts'
import { type Dict, dict, isDict, type Value } from '../../values.ts'
import { loadYamlFile } from '../../yaml/load-file.ts'
import type { RoleDocument } from './document.ts'

/** Where roles are looked for. */
export interface RolePlaces {
  /** Folders of roles. */
  readonly paths: readonly string[]
  /** Folders of collections. */
  readonly collections: readonly string[]
}

/** All roles that have documentation, by their names. */
export const allRoles = (places: RolePlaces): readonly RoleDocument[] => {
  const folders = [
    ...places.paths.flatMap((path) => childrenOf(folder(path)).map(({ name, path: role }) => ({ name, path: role }))),
    ...places.collections.flatMap(rolesOfCollections),
  ]
  const found = new Map<string, RoleDocument>()
  for (const { name, path } of folders) {
    const entryPoints = found.has(name) ? undefined : specsIn(path)
    if (entryPoints) found.set(name, { name, path, entryPoints })
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** The role of a name, with its collection or without; undefined where it has no documentation. */
export const roleNamed = (name: string, places: RolePlaces): RoleDocument | undefined =>
  allRoles(places).find((role) => role.name === name || (!name.includes('.') && role.name.endsWith(`.${name}`)))

/** The same with one entry point alone; undefined where it has no such. */
export const withEntryPoint = (role: RoleDocument, point: string | undefined): RoleDocument | undefined => {
  if (point === undefined) return role
  const spec = role.entryPoints.get(point)
  return spec && { ...role, entryPoints: new Map([[point, spec]]) }
}

/** As ansible-doc's JSON has it. */
export const roleData = ({ name, path, entryPoints }: RoleDocument): Dict =>
  dict({ collection: collectionOf(name), entry_points: new Map<Value, Value>(entryPoints), path })

/** The same for a list: what each entry point does. */
export const roleSummary = ({ name, entryPoints }: RoleDocument): Dict =>
  dict({ collection: collectionOf(name), entry_points: new Map(summaries(entryPoints)) })

/** A line for each entry point of the roles. */
export const roleLines = (roles: readonly RoleDocument[]): string => {
  const width = Math.max(0, ...roles.map(({ name }) => name.length))
  const points = Math.max(0, ...roles.flatMap(({ entryPoints }) => [...entryPoints.keys()].map(({ length }) => length)))
  return roles
    .flatMap(({ name, entryPoints }) =>
      summaries(entryPoints).map(([point, text]) => `${name.padEnd(width)} ${String(point).padEnd(points)} ${text}\n`),
    )
    .join('')
}

const summaries = (entryPoints: ReadonlyMap<string, Dict>): [Value, Value][] =>
  [...entryPoints].map(([point, spec]) => [point, String(spec.get('short_description') ?? 'UNDOCUMENTED')])

const collectionOf = (name: string): string => /^(\w+\.\w+)\./.exec(name)?.[1] ?? ''

const rolesOfCollections = (path: string) =>
  childrenOf(join(folder(path), 'ansible_collections')).flatMap((namespace) =>
    childrenOf(namespace.path).flatMap((collection) =>
      childrenOf(join(collection.path, 'roles')).map((role) => ({
        name: `${namespace.name}.${collection.name}.${role.name}`,
        path: role.path,
      })),
    ),
  )

const folder = (path: string): string => resolve(expandHome(path))

const childrenOf = (path: string): readonly { readonly name: string; readonly path: string }[] => {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return []
  return readdirSync(path)
    .sort()
    .map((name) => ({ name, path: join(path, name) }))
}

/** The entry points of a role; a file of their own comes before what `meta/main.yml` has. */
const specsIn = (role: string): ReadonlyMap<string, Dict> | undefined => {
  const file = ['argument_specs', 'main']
    .flatMap((name) => ['.yml', '.yaml', '.json'].map((extension) => join(role, 'meta', name + extension)))
    .find((path) => existsSync(path))
  const content = file === undefined ? null : loadYamlFile(file, { templates: false })
  const specs = isDict(content) ? content.get('argument_specs') : undefined
  if (!isDict(specs) || specs.size === 0) return undefined
  return new Map([...specs].map(([point, spec]) => [String(point), isDict(spec) ? spec : new Map()]))
}
