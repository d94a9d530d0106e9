import { readFileSync } from 'node:fs'
import { parse, relative } from 'node:path'
import { programStyle } from '../../modules/programs/style.ts'
import { moduleNames } from '../../modules/registry.ts'
import type { Problem } from './problem.ts'
import { isProgram } from './project-files.ts'

/** What keeps a module or plugin of the project from being run: it needs Ansible's own Python. */
export const pythonProblem = (folder: string, file: string): readonly Problem[] => {
  const message = isProgram(file) ? moduleProblem(file) : pluginProblem(folder, file)
  return message === undefined ? [] : [{ kind: 'python', message, position: { file, line: 1, column: 1 } }]
}

/** None for a program that needs nothing of Ansible, or where runbook has a module of that name itself. */
const moduleProblem = (file: string): string | undefined => {
  const { name } = parse(file)
  if (moduleNames().has(name) || programStyle(readFileSync(file)) !== 'python') return undefined
  return `the module "${name}" is made with Ansible's Python library: it runs only on hosts that have ansible-core`
}

const pluginProblem = (folder: string, file: string): string => {
  const [, kind = 'module'] =
    /\/(?:plugins\/)?(module_utils|\w+?)(?:_plugins)?\/[^/]*$/.exec(`/${relative(folder, file)}`) ?? []
  const what = kind === 'module_utils' ? 'code for modules' : `${kind} plugin`
  return `the ${what} "${parse(file).name}" is written in Python`
}
