import { dirname } from 'node:path'
import { rolesOf } from '../inheritance.ts'
import type { AnyTask } from '../types.ts'

/** The folders in which a task's relative names are looked for, nearest first; `directory` is that of its playbook. */
export const searchPath = (task: AnyTask, directory: string): readonly string[] => {
  const roles = rolesOf(task).map((role) => role.path)
  return [...new Set([...roles, dirname(task.position.file), directory])]
}
