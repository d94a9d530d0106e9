/** `async` and `poll`: a task with a time limit, or one that goes on in the background. */
import { type Dict, dict, type Value } from '../values.ts'
import { resultsFile } from './jobs.ts'
import { evaluated, toInteger } from './keywords.ts'
import { statusOf } from './results.ts'
import type { ReadyItem } from './run-item.ts'
import type { Listener } from './run-on-host.ts'

/** How the task is to run; `undefined` for one that just runs. */
export interface AsyncSettings {
  /** Seconds until it is ended. */
  readonly seconds: number
  /** Seconds between looks at it; 0 where nobody waits for it. */
  readonly poll: number
}

export const asyncSettings = ({ hostTask: { task, check }, templar }: ReadyItem): AsyncSettings | undefined => {
  const seconds = toInteger(evaluated(task.async, templar)) ?? 0
  if (seconds <= 0 || check) return undefined
  return { seconds, poll: Math.max(0, toInteger(evaluated(task.poll, templar)) ?? 15) }
}

/** What a job does, and who is told of it. */
export interface Job {
  readonly perform: (signal: AbortSignal) => Promise<Dict>
  readonly onAsync: Listener['onAsync']
}

/** Starts the job, or waits for it; the result has the keys that tell of a job. */
export const runAsync = async (ready: ReadyItem, settings: AsyncSettings, job: Job): Promise<Dict> => {
  const { jobs } = ready.hostTask.playRun.run
  const id = jobs.newId()
  if (settings.poll > 0) return waitFor(id, settings, job)
  const started = jobKeys(id, 0)
  jobs.start(id, ready.target.name, async () => (await within(settings.seconds, job.perform)) ?? overtime(id, settings))
  return new Map<Value, Value>([...started, ...dict({ failed: false, changed: true })])
}

const waitFor = async (id: string, settings: AsyncSettings, { perform, onAsync }: Job): Promise<Dict> => {
  const polls = setInterval(() => onAsync('poll', id), settings.poll * 1000)
  try {
    const result = await within(settings.seconds, perform)
    if (result?.get('skipped') === true) return result
    const outcome = result ? new Map([...result, ...jobKeys(id, 1)]) : overtime(id, settings)
    onAsync(statusOf(outcome) === 'failed' ? 'failed' : 'ok', id)
    return outcome
  } finally {
    clearInterval(polls)
  }
}

const jobKeys = (id: string, finished: 0 | 1): Dict =>
  dict({ ansible_job_id: id, started: 1, finished, results_file: resultsFile(id) })

/** The result of a job that took too long. */
const overtime = (id: string, { seconds }: AsyncSettings): Dict => {
  const outputs = dict({ stdout: '', stdout_lines: [], stderr: '', stderr_lines: [] })
  return dict({
    failed: true,
    changed: false,
    msg: `async task did not complete within the requested time - ${seconds}s`,
    async_result: new Map([...jobKeys(id, 0), ...outputs]),
  })
}

/** The result, or undefined when the time is up. */
const within = async (seconds: number, perform: Job['perform']): Promise<Dict | undefined> => {
  const limit = AbortSignal.timeout(seconds * 1000)
  try {
    return await perform(limit)
  } catch (error) {
    if (!limit.aborted) throw error
    return undefined
  }
}
