import { readdirSync, statSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import type { Position } from '../../errors.ts'
import { expandHome } from '../../util/expand-home.ts'
import { didYouMean } from '../../util/suggest.ts'
import { findInCollections } from '../modules/collections.ts'
import type { Project } from '../project.ts'
import { runError } from '../run-error.ts'
import type { Play } from '../types.ts'

/** A role that was found. */
export interface FoundRole {
  /** Without its collection. */
  readonly name: string
  readonly path: string
  readonly collection: string | undefined
}

/** What tells where to look for a role. */
export interface RoleSearch {
  readonly name: string
  readonly position: Position
  readonly collections: readonly string[]
  readonly beside?: string | undefined
}

/**
 * Finds a role's directory: in collections, the playbook's `roles/`, the configured roles path, beside the role that
 * needs it, beside the playbook; last as a path.
 *
 * @throws UserError when it is nowhere.
 */
export const findRole = (project: Project, play: Play, search: RoleSearch): FoundRole => {
  const { name } = search
  const inCollection = findInCollections(project, play, { kind: 'roles', name, collections: search.collections })
  if (inCollection) return inCollection
  const directories = searchPath(project, play, search)
  for (const directory of directories) {
    const path = resolve(directory, expandHome(name))
    if (exists(path)) return { name, path, collection: undefined }
  }
  const path = resolve(expandHome(name))
  if (exists(path)) return { name: basename(name), path, collection: undefined }
  const searched = [...search.collections, ...directories]
  const hint = didYouMean(name, directories.flatMap(namesIn))
  throw runError(`the role '${name}' was not found in ${searched.join(':')}`, search.position, hint)
}

const searchPath = (project: Project, play: Play, { beside }: RoleSearch): string[] => [
  join(play.directory, 'roles'),
  ...project.rolesPath.map((path) => resolve(project.directory, expandHome(path))),
  ...(beside === undefined ? [] : [resolve(beside, '..')]),
  play.directory,
]

const exists = (path: string): boolean => statSync(path, { throwIfNoEntry: false }) !== undefined

const namesIn = (directory: string): string[] => {
  try {
    return readdirSync(directory)
  } catch {
    return []
  }
}
