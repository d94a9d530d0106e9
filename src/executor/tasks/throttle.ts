import pLimit, { type LimitFunction } from 'p-limit'
import type { AnyTask } from '../../playbook/types.ts'
import type { PlayRun } from '../play-run.ts'
import type { Run } from '../run.ts'

/**
 * The run's limit of hosts at a time, lowered to what the task's `throttle` says. Hosts that reach the task one by one
 * share the limit.
 */
export const throttled = ({ run, throttles }: PlayRun, task: AnyTask, most: number | undefined): Run['limit'] => {
  if (most === undefined || most <= 0) return run.limit
  const limit: LimitFunction = throttles.get(task) ?? pLimit(most)
  throttles.set(task, limit)
  return (work) => limit(() => run.limit(work))
}
