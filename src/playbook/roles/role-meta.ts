import { type Position, userError } from '../../errors.ts'
import { pythonType } from '../../util/python-type.ts'
import { type Dict, isDict, Template, type Value } from '../../values.ts'
import { checkKeywords } from '../keywords/check-keywords.ts'
import { listOf } from '../keywords/shared-keywords.ts'
import type { Project } from '../project.ts'
import { runError } from '../run-error.ts'
import { rawText, show, startOf, valuePosition } from '../source.ts'
import { modernized } from '../tasks/legacy.ts'
import { loadRoleFile, type RoleFiles } from './role-files.ts'

/** What a role says about itself in `meta/main.yml`. */
export interface RoleMeta {
  readonly file: string
  readonly allowDuplicates: Value
  readonly collections: readonly string[]
  readonly dependencies: readonly RoleEntry[]
  readonly argumentSpecs: Value
}

/** A role in a list of roles. */
export interface RoleEntry {
  /** Possibly a Template. */
  readonly name: Value
  /** The entry, where it is more than a name. */
  readonly entry: Dict | undefined
  readonly position: Position | undefined
}

/** Reads `meta/main.yml`; a role without one has no dependencies. */
export const readRoleMeta = (project: Project, role: RoleFiles): RoleMeta => {
  const loaded = loadRoleFile(project, role, { part: 'meta' })
  if (!loaded?.value)
    return { file: '', allowDuplicates: false, collections: [], dependencies: [], argumentSpecs: null }
  const { value, file } = loaded
  if (!isDict(value)) {
    const position = Array.isArray(value) ? startOf(value, file) : { file, line: 1, column: 1 }
    throw userError(`the 'meta/main.yml' for role ${role.name} is not a dictionary`, position)
  }
  const source = modernized(project, value, 'RoleMetadata')
  checkKeywords(project, source, { kind: 'RoleMetadata' })
  return {
    file,
    allowDuplicates: source.get('allow_duplicates') ?? false,
    collections: listOf(source.get('collections')).filter((name) => typeof name === 'string'),
    dependencies: readDependencies(source, role),
    argumentSpecs: source.get('argument_specs') ?? null,
  }
}

/** A role named under `roles:` or `dependencies:`: a name, or a mapping with `role`, `name` or, in dependencies, `src`. */
export const readRoleName = (list: Value[], index: number, allowSource: boolean): RoleEntry => {
  const item = list[index] as Value
  const position = valuePosition(list, index)
  if (typeof item === 'string' && item.includes(',') && !allowSource)
    throw runError(`Invalid old style role requirement: ${item}`, position)
  if (typeof item === 'string' || item instanceof Template)
    return { name: sourceName(item), entry: undefined, position }
  if (!isDict(item)) throw userError(`Invalid role definition: ${show(item)}`, position)
  const name = item.get('role') ?? item.get('name') ?? (allowSource ? fromSource(item) : undefined)
  if (!name || rawText(name) === undefined) throw runError('role definitions must contain a role name', position)
  return { name, entry: item, position }
}

const readDependencies = (source: Dict, role: RoleFiles): RoleEntry[] => {
  const list = source.get('dependencies')
  if (list === undefined || list === null) return []
  if (Array.isArray(list)) return list.map((_, index) => readRoleName(list, index, true))
  const position = valuePosition(source, 'dependencies')
  throw userError(`Expected role dependencies to be a list, not a ${pythonType(list)} (role '${role.name}').`, position)
}

const fromSource = (item: Dict): string | undefined => {
  const source = rawText(item.get('src'))
  return source === undefined ? undefined : String(sourceName(source))
}

/** The role's name in `galaxy.role,version,name` or a repository's address. */
const sourceName = (source: string | Template): string | Template => {
  if (source instanceof Template) return source
  const [address = '', , name] = source.split(',')
  if (name) return name.trim()
  if (!address.includes('://') && !address.includes('@')) return address.trim()
  return address
    .split('/')
    .at(-1)!
    .replace(/\.git$|\.tar\.gz$/, '')
}
