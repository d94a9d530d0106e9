import { type Dirent, readdirSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { isModuleFile } from '../../playbook/modules/programs.ts'

/** The YAML files, and the files of modules and plugins, below a folder, in order. */
export const projectFiles = (path: string): readonly string[] => {
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => below(path, entry))
}

const below = (folder: string, entry: Dirent): readonly string[] => {
  const path = join(folder, entry.name)
  if (entry.isDirectory()) return skipped.test(entry.name) ? [] : projectFiles(path)
  if (!entry.isFile()) return []
  return /\.ya?ml$/.test(entry.name) || isPlugin(path) ? [path] : []
}

/** What holds no playbooks: other programs' files, files that are only copied. */
const skipped = /^(?:\..*|node_modules|venv|templates|files|docs|__pycache__)$/

const isPlugin = (path: string): boolean =>
  isProgram(path) ||
  (path.endsWith('.py') &&
    !path.endsWith('/__init__.py') &&
    /\/(?:library|module_utils|\w+_plugins|plugins\/\w+)\//.test(path))

/** True for the file of a module. */
export const isProgram = (path: string): boolean =>
  /\/(?:library|plugins\/modules)\/[^/]+$/.test(path) && isModuleFile(basename(path))
