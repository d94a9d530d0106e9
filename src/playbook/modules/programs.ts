/** Files of modules that a project brings. */
import { type Dirent, readdirSync } from 'node:fs'
import { join, parse } from 'node:path'
import type { Project } from '../project.ts'

/** The file of the module of that name in a folder: `name`, `name.sh`, `name.py`. A folder is read once. */
export const programIn = ({ programs }: Project, folder: string, name: string): string | undefined => {
  let found = programs.get(folder)
  if (!found) {
    found = programsIn(folder)
    programs.set(folder, found)
  }
  return found.get(name)
}

/** Has the `library/` of a role searched from now on. */
export const addLibrary = (project: Project, folder: string): void => {
  if (project.libraries.has(folder)) return
  project.libraries.add(folder)
  const found = programsIn(folder)
  project.programs.set(folder, found)
  if (found.size > 0) project.foundPrograms.clear()
}

/** The files of all modules in a folder, by name. */
export const programsIn = (folder: string): ReadonlyMap<string, string> =>
  new Map(
    entriesIn(folder)
      .filter((entry) => !entry.isDirectory() && isModuleFile(entry.name))
      .sort((a, b) => (a.name < b.name ? 1 : -1))
      .map(({ name }) => [parse(name).name, join(folder, name)]),
  )

const entriesIn = (folder: string): Dirent[] => {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch {
    return []
  }
}

/** True for a name that a module's file can have. */
export const isModuleFile = (name: string): boolean =>
  !/^[_.]|\.(?:pyc|pyo|swp|bak|rpm|md|txt|rst|yaml|yml|ini|ps1|cs)$|~$/.test(name)
