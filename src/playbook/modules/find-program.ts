import { join } from 'node:path'
import { expandHome } from '../../util/expand-home.ts'
import type { Project } from '../project.ts'
import type { Play } from '../types.ts'
import { findInCollections } from './collections.ts'
import { moduleNameOf, qualifiedName, shortNamed } from './module-names.ts'
import { programIn } from './programs.ts'

/**
 * Finds the file of a module that the project brings: in collections, the `library/` beside the playbook, those of
 * roles, and along the module path. `undefined` when there is none, and for what an installed collection calls by the
 * name of a module that is built in here.
 */
export const findProgram = (project: Project, play: Pick<Play, 'directory'>, asked: Asked): string | undefined => {
  const key = [play.directory, asked.action, ...asked.collections].join('\0')
  if (!project.foundPrograms.has(key)) project.foundPrograms.set(key, search(project, play, asked))
  return project.foundPrograms.get(key)
}

interface Asked {
  readonly action: string
  /** Those that are searched for a bare name. */
  readonly collections: readonly string[]
}

const search = (
  project: Project,
  play: Pick<Play, 'directory'>,
  { action, collections }: Asked,
): string | undefined => {
  const [collection, rest] = qualifiedName(action) ?? []
  if (collection === 'ansible.builtin') return undefined
  if (collection !== undefined && collection !== 'ansible.legacy')
    return inNamedCollections(project, play, { name: rest!, collections: [collection] })
  const name = rest ?? action
  return (
    inNamedCollections(project, play, { name, collections }) ??
    inLibraries(project, play, name) ??
    (project.knownAction(name) ? undefined : inNamedCollections(project, play, { name, collections: [...shortNamed] }))
  )
}

const inNamedCollections = (
  project: Project,
  play: Pick<Play, 'directory'>,
  { name, collections }: { readonly name: string; readonly collections: readonly string[] },
): string | undefined => {
  const named = collections.filter((collection) => !isBuiltIn(project, collection, name))
  return findInCollections(project, play, { kind: 'plugins/modules', name, collections: named })?.path
}

const isBuiltIn = (project: Project, collection: string, name: string): boolean => {
  const action = `${collection}.${name}`
  const module = moduleNameOf(action)
  return /^ansible\.(?:builtin|legacy)$/.test(collection) || (module !== action && project.knownAction(module))
}

const inLibraries = (project: Project, { directory }: Pick<Play, 'directory'>, name: string): string | undefined => {
  const folders = [join(directory, 'library'), join(project.directory, 'library'), ...project.libraries]
  for (const folder of [...folders, ...project.modulePath.map(expandHome)]) {
    const found = programIn(project, folder, name)
    if (found !== undefined) return found
  }
  return undefined
}
