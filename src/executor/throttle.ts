import pLimit from 'p-limit'
import type { Run } from './run.ts'

/** The run's limit of hosts at a time, lowered to what the task's `throttle` says. */
export const throttled = (run: Run, most: number | undefined): Run['limit'] => {
  if (most === undefined || most <= 0) return run.limit
  const limit = pLimit(most)
  return (work) => limit(() => run.limit(work))
}
