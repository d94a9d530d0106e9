/** Python code of a project that its modules import. */
import { statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expandHome } from '../../util/expand-home.ts'
import type { Project } from '../project.ts'
import type { Play } from '../types.ts'
import { collectionRoots } from './collections.ts'

/** The file of a Python module or package, by its full name; `undefined` where the project has none. */
export const findPythonCode = (
  project: Project,
  play: Pick<Play, 'directory'>,
  name: string,
): { readonly path: string; readonly isPackage: boolean } | undefined => {
  const [, util] = /^ansible\.module_utils\.(.+)$/.exec(name) ?? []
  const [, inCollection] = /^ansible_collections\.(.+)$/.exec(name) ?? []
  if (util !== undefined) return inFolders(utilFolders(project, play), util)
  return inCollection === undefined ? undefined : inFolders(collectionRoots(project, play), inCollection)
}

const utilFolders = (project: Project, { directory }: Pick<Play, 'directory'>): readonly string[] => [
  ...new Set([
    ...[...project.libraries].map((library) => join(dirname(library), 'module_utils')),
    join(directory, 'module_utils'),
    join(project.directory, 'module_utils'),
    ...project.moduleUtilsPath.map(expandHome),
  ]),
]

const inFolders = (folders: readonly string[], name: string) => {
  const path = name.replaceAll('.', '/')
  for (const folder of folders) {
    const asPackage = join(folder, path, '__init__.py')
    if (isFile(asPackage)) return { path: asPackage, isPackage: true }
    const asModule = join(folder, `${path}.py`)
    if (isFile(asModule)) return { path: asModule, isPackage: false }
  }
  return undefined
}

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() === true
