/** The module that a task runs: one of runbook's, or a program that the project brings. */
import { parse } from 'node:path'
import { type Program, type PythonSupport, programModule, readProgram } from '../../modules/programs/program-module.ts'
import { type PythonProgram, pythonProgram } from '../../modules/programs/python-archive.ts'
import { pythonLibrary } from '../../modules/programs/python-library.ts'
import { type AnyModule, loadModule } from '../../modules/registry.ts'
import { inherited, playOf } from '../../playbook/inheritance.ts'
import { findProgram } from '../../playbook/modules/find-program.ts'
import { moduleNameOf } from '../../playbook/modules/module-names.ts'
import { findPythonCode } from '../../playbook/modules/python-code.ts'
import type { Project } from '../../playbook/project.ts'
import type { Task } from '../../playbook/types.ts'
import { controllerActions } from './controller-actions.ts'
import { type FactsModules, factsAction } from './facts-modules.ts'
import { moduleAsAction } from './module-as-action.ts'
import { defaultsFor } from './task-arguments.ts'

/**
 * A project's program replaces the built-in module of its name, unless that works on the controller; `undefined` where
 * there is neither.
 */
export const taskModule = async (project: Project, task: Task): Promise<AnyModule | undefined> => {
  const { module, program: path } = task
  const own = project.knownAction(module) ? await loadModule(module) : undefined
  if (own?.name === 'gather_facts' && own.kind === 'action') return factsAction(own, factsModules(project, task))
  if (path === undefined) return own
  const program = await readProgram(path)
  if (own !== undefined && program.style === 'python' && actsHere.has(own.name)) return own
  return programModule(module, program, pythonSupport(project, task, program))
}

/** A file of such a name is what they would send to the host. */
const actsHere: ReadonlySet<string> = new Set([...controllerActions, 'reboot'])

const factsModules = (project: Project, task: Task): FactsModules => ({
  setting: project.factsModules,
  find: async (name, variables) => {
    const path = findProgram(project, playOf(task), { action: name, collections: inherited(task, 'collections') ?? [] })
    const short = moduleNameOf(name)
    const names = [name, short, short.slice(short.lastIndexOf('.') + 1)]
    const full = short.includes('.') ? short : `ansible.builtin.${short}`
    const args = defaultsFor(task, { names, module: full, project }, (value) => variables.evaluate(value))
    if (path === undefined) {
      const own = tellsFacts(short) && project.knownAction(short) ? await loadModule(short) : undefined
      return own && { action: moduleAsAction(own), args }
    }
    const program = await readProgram(path)
    return { action: programModule(name, program, pythonSupport(project, task, program)), args }
  },
})

/** Built-in modules that only look. */
const tellsFacts = (name: string): boolean => name !== 'gather_facts' && (name.endsWith('_facts') || name === 'ping')

const pythonSupport = (project: Project, task: Task, program: Program): PythonSupport => ({
  ...project.python,
  program: () => put(project, task, program),
})

/** What was put together, by the project and by all that it depends on. */
const known = new WeakMap<Project, Map<string, Promise<PythonProgram>>>()

const put = (project: Project, task: Task, { path, content }: Program): Promise<PythonProgram> => {
  const play = playOf(task)
  // What a role brings is found from then on.
  const key = [project.libraries.size, play.directory, path].join('\0')
  const programs = known.get(project) ?? new Map<string, Promise<PythonProgram>>()
  known.set(project, programs)
  const find = (name: string) => findPythonCode(project, play, name)
  const program =
    programs.get(key) ??
    pythonLibrary().then(({ modules: library }) =>
      pythonProgram({ name: pythonName(path), path, content }, { find, library }),
    )
  programs.set(key, program)
  return program
}

/** The name by which Python knows a module. */
const pythonName = (path: string): string => {
  const [, inCollection] = /\/(ansible_collections\/\w+\/\w+\/plugins\/modules\/.+?)(?:\.\w+)?$/.exec(path) ?? []
  return inCollection === undefined ? `ansible.modules.${parse(path).name}` : inCollection.replaceAll('/', '.')
}
