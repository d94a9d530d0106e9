import { dirname } from 'node:path'
import { rolesOf } from '../playbook/inheritance.ts'
import type { AnyTask } from '../playbook/types.ts'
import type { Place } from './variables.ts'

/**
 * What group_vars and host_vars stand beside: the play's file (`top`), the nearest role or the task's file (`bottom`), or
 * all roles around the task and its file (`all`).
 */
export type VarsRoot = 'top' | 'bottom' | 'all'

interface Roots {
  /** The folder of the first playbook, for what is in no play. */
  readonly directory: string
  readonly varsRoot: VarsRoot
}

/** The folders whose group_vars and host_vars count in a place, weakest first. */
export const varsFolders = ({ directory, varsRoot }: Roots, { play, task, ...place }: Place): readonly string[] => {
  if (task === undefined || varsRoot === 'top') return [play?.play.directory ?? place.directory ?? directory]
  const folders = foldersAround(task)
  return varsRoot === 'all' ? folders : folders.slice(0, 1)
}

const known = new WeakMap<AnyTask, readonly string[]>()

/** The roles around a task, nearest first, and the folder of its file. */
const foldersAround = (task: AnyTask): readonly string[] => {
  let folders = known.get(task)
  if (!folders) {
    folders = [...new Set([...rolesOf(task).map(({ path }) => path), dirname(task.position.file)])]
    known.set(task, folders)
  }
  return folders
}
