/** The module that a task runs: one of runbook's, or a program that the project brings. */
import { programModule, readProgram } from '../modules/programs/program-module.ts'
import { type AnyModule, loadModule } from '../modules/registry.ts'
import type { Project } from '../playbook/project.ts'
import type { Task } from '../playbook/types.ts'

/**
 * A project's program replaces the built-in module of its name, unless it needs Ansible's Python library on the host;
 * `undefined` where there is neither.
 */
export const taskModule = async (project: Project, { module, program: path }: Task): Promise<AnyModule | undefined> => {
  const own = project.knownAction(module) ? await loadModule(module) : undefined
  if (path === undefined) return own
  const program = await readProgram(path)
  return own !== undefined && program.style === 'python' ? own : programModule(module, program)
}
