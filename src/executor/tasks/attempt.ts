/** Runs one round of a task, again and again where `until` or `retries` say so. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Task } from '../../playbook/types.ts'
import type { Templar } from '../../templating/templar.ts'
import type { Dict } from '../../values.ts'
import { conclude, failedStatus, withRegistered } from './conclude.ts'
import { allHold } from './conditions.ts'
import { evaluated, toInteger } from './keywords.ts'

export interface Attempts {
  readonly task: Task
  readonly templar: Templar
  readonly signal: AbortSignal
  /** Does it once. */
  readonly once: () => Promise<Dict>
  /** Told of each attempt that failed, when another follows. */
  readonly onRetry: (result: Dict, attempt: number, retries: number) => void
}

/** The concluded result of the last attempt, with `attempts` where there could be several. */
export const attempt = async (attempts: Attempts): Promise<Dict> => {
  const { task, templar, once } = attempts
  const most = maximum(task, templar)
  if (most === 1) return conclude(task, await once(), templar)
  const delay = Math.max(toInteger(evaluated(task.delay, templar)) ?? 5, 0)
  for (let number = 1; ; number++) {
    const result = await once()
    if (result.get('skipped') === true || result.get('unreachable') === true) return result
    if (!result.has('failed')) result.set('failed', failedStatus(result.get('rc')))
    result.set('attempts', number)
    conclude(task, result, templar)
    if (isDone(task, result, templar)) return result
    if (number >= most || attempts.signal.aborted) return exhausted(result, number)
    attempts.onRetry(result, number, most - 1)
    await sleep(delay * 1000, undefined, { signal: attempts.signal }).catch(() => undefined)
    if (attempts.signal.aborted) return exhausted(result, number + 1)
  }
}

/** How often a round is tried: `retries` more times, 3 more with a bare `until`. */
const maximum = (task: Task, templar: Templar): number => {
  const retries = toInteger(evaluated(task.retries, templar))
  if (retries === undefined) return task.until === undefined ? 1 : 4
  return Math.max(retries, 0) + 1
}

const isDone = (task: Task, result: Dict, templar: Templar): boolean =>
  task.until === undefined
    ? result.get('failed') !== true
    : allHold(task.until, withRegistered(templar, task, result)).holds === true

const exhausted = (result: Dict, attempts: number): Dict => {
  result.set('attempts', Math.max(attempts - 1, 1))
  return result.set('failed', true)
}
