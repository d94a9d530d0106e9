/** `async` and `poll`: a task with a time limit, or one that goes on in the background. */
import { ModuleFailure } from '../../modules/kit/change.ts'
import { withLines, withOutputs } from '../../modules/shared/with-lines.ts'
import { type Dict, dict, Undefined, type Value } from '../../values.ts'
import { controllerActions } from './controller-actions.ts'
import { beginJobFile, endJobFile, type JobFile, removeJobFile } from './job-files.ts'
import { jobKeys } from './jobs.ts'
import { evaluated, toInteger } from './keywords.ts'
import type { Listener } from './listener.ts'
import { statusOf } from './results.ts'
import type { ReadyItem } from './run-item.ts'

/** How the task is to run; `undefined` for one that just runs. */
export interface AsyncSettings {
  /** Seconds until it is ended. */
  readonly seconds: number
  /** Seconds between looks at it; 0 where nobody waits for it. */
  readonly poll: number
}

export const asyncSettings = ({ hostTask: { task, module }, templar }: ReadyItem): AsyncSettings | undefined => {
  const seconds = toInteger(evaluated(task.async, templar)) ?? 0
  if (seconds <= 0) return undefined
  if (withoutAsync.has(module.name)) throw new ModuleFailure(`This action (${task.action}) does not support async.`)
  return { seconds, poll: Math.max(0, toInteger(evaluated(task.poll, templar)) ?? 15) }
}

const withoutAsync: ReadonlySet<string> = new Set([...controllerActions, 'async_status'])

/** What a job does, and who is told of it. */
export interface Job {
  readonly perform: (signal: AbortSignal) => Promise<Dict>
  readonly onAsync: Listener['onAsync']
}

/** Starts the job, or waits for it; the result has the keys that tell of a job. */
export const runAsync = async (ready: ReadyItem, settings: AsyncSettings, given: Job): Promise<Dict> => {
  const { jobs } = ready.hostTask.playRun.run
  const job = { ...given, perform: async (signal: AbortSignal) => withPrinted(await given.perform(signal)) }
  const place = jobFile(ready, jobs.newId())
  return settings.poll > 0 ? waitFor(ready, { place, settings, job }) : leave(ready, { place, settings, job })
}

/** What a job's module printed has the names of a command's outputs as well. */
const withPrinted = (result: Dict): Dict => {
  const errors = result.get('_ansible_stderr')
  if (errors !== undefined) result.set('stderr', errors)
  for (const name of ['stdout', 'stderr']) {
    const printed = result.get(`module_${name}`)
    if (printed !== undefined && !result.has(name)) result.set(name, printed)
  }
  return withLines(result)
}

interface Started {
  readonly place: JobFile
  readonly settings: AsyncSettings
  readonly job: Job
}

/** Where the host tells of the job. */
export const jobFile = ({ hostTask: { playRun }, templar, target }: ReadyItem, id: string): JobFile => {
  const given = templar.variable('ansible_async_dir')
  const { asyncDirectory } = playRun.run.settings
  return {
    get remote() {
      return target.remote
    },
    directory: given instanceof Undefined || given === null ? asyncDirectory : String(given),
    id,
  }
}

/** Lets the job go on in the background. */
const leave = async (ready: ReadyItem, { place, settings, job }: Started): Promise<Dict> => {
  const { hostTask, target } = ready
  const { id, directory } = place
  // A dry run leaves no files.
  const file = hostTask.check ? `${directory}/${id}` : await beginJobFile(place)
  hostTask.playRun.run.jobs.start(id, { host: target.name, directory, file }, async () => {
    const result = (await within(settings.seconds, job.perform)) ?? overtime(id, file, settings)
    if (!hostTask.check) await endJobFile(place, file, new Map([...result, ...jobKeys(id, file, 1)]))
    return result
  })
  return new Map<Value, Value>([...jobKeys(id, file, 0), ...dict({ failed: false, changed: true })])
}

const waitFor = async (ready: ReadyItem, { place, settings, job }: Started): Promise<Dict> => {
  const { id, directory } = place
  const polls = setInterval(() => job.onAsync('poll', id), settings.poll * 1000)
  const began = ready.hostTask.check ? undefined : beginJobFile(place)
  try {
    const result = await within(settings.seconds, job.perform)
    if (result?.get('skipped') === true || result?.get('unreachable') === true) return result
    const file = (await began) ?? `${directory}/${id}`
    const outcome = result ? withOutputs(new Map([...result, ...jobKeys(id, file, 1)])) : overtime(id, file, settings)
    job.onAsync(statusOf(outcome) === 'failed' ? 'failed' : 'ok', id)
    return outcome
  } finally {
    clearInterval(polls)
    if (await began?.catch(() => undefined)) await removeJobFile(place)
  }
}

/** The result of a job that took too long. */
const overtime = (id: string, file: string, { seconds }: AsyncSettings): Dict => {
  const outputs = dict({ stdout: '', stdout_lines: [], stderr: '', stderr_lines: [] })
  return dict({
    failed: true,
    changed: false,
    msg: `async task did not complete within the requested time - ${seconds}s`,
    async_result: new Map([...jobKeys(id, file, 0), ...outputs]),
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
