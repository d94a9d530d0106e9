/** Which tasks are run at all: tags, `--start-at-task`, ended roles. */
import { rolesOf } from '../../playbook/inheritance.ts'
import { startsAt } from '../../playbook/selection/start-at.ts'
import type { AnyTask } from '../../playbook/types.ts'
import type { HostRun } from '../host-run.ts'
import type { PlayRun } from '../play-run.ts'

/** Whether a host has to run this task. Handlers run whatever tags are chosen. */
export const isDue = (playRun: PlayRun, task: AnyTask, host: HostRun): boolean =>
  hasStarted(playRun, task) && (task.handler || playRun.selected(task)) && !isInEndedRole(task, host)

const hasStarted = ({ run, start }: PlayRun, task: AnyTask): boolean => {
  const pattern = run.settings.startAtTask
  if (start.reached || pattern === undefined) return true
  start.reached = startsAt(task, pattern)
  return start.reached
}

const isInEndedRole = (task: AnyTask, host: HostRun): boolean =>
  host.endedRole !== undefined && (rolesOf(task) as readonly object[]).includes(host.endedRole)
