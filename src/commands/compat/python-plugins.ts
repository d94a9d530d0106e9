/** Python in a project: modules can be run, plugins can't. */
import { readFileSync } from 'node:fs'
import { parse, relative } from 'node:path'
import { importsOf, type PythonImport } from '../../modules/programs/python-imports.ts'
import { programStyle } from '../../modules/programs/style.ts'
import type { Problem } from './problem.ts'
import { isProgram } from './project-files.ts'

export interface PythonProject {
  readonly folder: string
  /** What modules can import: what our library and {@link importableIn the project} have. */
  readonly importable: ReadonlySet<string>
}

/** The full names of what modules can import of a project's files. */
export const importableIn = (files: readonly string[]): readonly string[] => files.flatMap(utilNames)

/** What keeps a module or plugin of the project from being run. */
export const pythonProblems = (project: PythonProject, file: string): readonly Problem[] => {
  if (isProgram(file)) return programStyle(readFileSync(file)) === 'python' ? importProblems(project, file) : []
  if (/\/module_utils\//.test(file)) return importProblems(project, file)
  return [{ kind: 'python', message: pluginProblem(project.folder, file), position: { file, line: 1, column: 1 } }]
}

const importProblems = ({ importable }: PythonProject, file: string): readonly Problem[] => {
  const found = importsOf({ text: readFileSync(file, 'latin1'), name: 'ansible.modules.x', isPackage: false })
  return found
    .filter((one) => !one.optional && isUtil(one) && !isKnown(one, importable))
    .map((one) => ({
      kind: 'python',
      message: `"${nameOf(one)}" is not part of what modules can import: the module runs only on hosts that have ansible-core`,
      position: { file, line: one.line, column: 1 },
    }))
}

const isUtil = ({ module }: PythonImport): boolean => /^ansible\.module_utils(?:\.|$)/.test(module)

const isKnown = ({ module, name }: PythonImport, known: ReadonlySet<string>): boolean =>
  known.has(`${module}.${name}`) || (module !== 'ansible.module_utils' && known.has(module))

const nameOf = ({ module, name }: PythonImport): string =>
  module === 'ansible.module_utils' && name !== undefined ? `${module}.${name}` : module

/** The name of a file below `module_utils/`, and those of the packages that it lies in. */
const utilNames = (file: string): readonly string[] => {
  const [, path] = /\/module_utils\/(.+)\.py$/.exec(file) ?? []
  const parts = path?.split('/') ?? []
  return parts.map((_, index) => ['ansible.module_utils', ...parts.slice(0, index + 1)].join('.'))
}

const pluginProblem = (folder: string, file: string): string => {
  const [, kind = 'module'] = /\/(?:plugins\/)?(\w+?)(?:_plugins)?\/[^/]*$/.exec(`/${relative(folder, file)}`) ?? []
  return `the ${kind} plugin "${parse(file).name}" is written in Python`
}
