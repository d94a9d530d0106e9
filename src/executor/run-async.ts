/** `async` and `poll`: a task with a time limit, or one that goes on in the background. */
import { type Dict, dict, type Value } from '../values.ts'
import { resultsFile } from './jobs.ts'
import { evaluated, toInteger } from './keywords.ts'
import type { ReadyItem } from './run-item.ts'

/** How the task is to run; `undefined` for one that just runs. */
export interface AsyncSettings {
  /** Seconds until it is ended. */
  readonly seconds: number
  /** Don't wait for it. */
  readonly background: boolean
}

export const asyncSettings = ({ hostTask: { task, check }, templar }: ReadyItem): AsyncSettings | undefined => {
  const seconds = toInteger(evaluated(task.async, templar)) ?? 0
  if (seconds <= 0 || check) return undefined
  return { seconds, background: (toInteger(evaluated(task.poll, templar)) ?? 15) <= 0 }
}

/** Starts the job, or waits for it; the result has the keys that tell of a job. */
export const runAsync = async (
  ready: ReadyItem,
  settings: AsyncSettings,
  perform: (signal: AbortSignal) => Promise<Dict>,
): Promise<Dict> => {
  const { jobs } = ready.hostTask.playRun.run
  const id = jobs.newId()
  const limited = (): Promise<Dict> => within(settings.seconds, perform)
  if (settings.background) {
    jobs.start(id, ready.target.name, limited)
    return dict({
      ansible_job_id: id,
      started: 1,
      finished: 0,
      failed: 0,
      changed: true,
      results_file: resultsFile(id),
    })
  }
  const result = await limited()
  return new Map<Value, Value>([
    ...result,
    ...dict({ ansible_job_id: id, started: 1, finished: 1, results_file: resultsFile(id) }),
  ])
}

const within = async (seconds: number, perform: (signal: AbortSignal) => Promise<Dict>): Promise<Dict> => {
  const limit = AbortSignal.timeout(seconds * 1000)
  try {
    return await perform(limit)
  } catch (error) {
    if (!limit.aborted) throw error
    return dict({
      failed: true,
      changed: false,
      msg: `async task did not complete within the requested time - ${seconds}s`,
    })
  }
}
