/** Tasks that run in the background of a run: `async` with `poll: 0`, asked after by `async_status`. */
import { randomInt } from 'node:crypto'
import { type Dict, dict, type Value } from '../../values.ts'

/** A job: running, or with its result. */
interface Job extends JobPlace {
  readonly done: Promise<void>
  result: Dict | undefined
}

/** Where a job runs, and where its host tells of it. */
export interface JobPlace {
  readonly host: string
  readonly directory: string
  readonly file: string
}

/** The jobs of a run. They live in this process: a run waits for those that are left when it ends. */
export class Jobs {
  readonly #jobs = new Map<string, Job>()

  /** A new job's id, in the form Ansible gives them. */
  newId(): string {
    return `j${randomInt(10 ** 11, 10 ** 12)}.${process.pid}`
  }

  start(id: string, place: JobPlace, run: () => Promise<Dict>): void {
    const job: Job = { ...place, result: undefined, done: Promise.resolve() }
    const done = run().then((result) => {
      job.result = result
    })
    this.#jobs.set(id, Object.assign(job, { done }))
  }

  /** The result so far, in `async_status`'s names; `undefined` when there is no such job of the host in the directory. */
  status(id: string, { host, directory }: Pick<JobPlace, 'host' | 'directory'>): Dict | undefined {
    const job = this.#jobs.get(id)
    if (job?.host !== host || job.directory !== directory) return undefined
    return new Map<Value, Value>([...(job.result ?? []), ...jobKeys(id, job.file, job.result ? 1 : 0)])
  }

  /** Forgets a job. Returns whether there was one. */
  forget(id: string): boolean {
    return this.#jobs.delete(id)
  }

  /** Resolves when no job is left running. */
  async settled(): Promise<void> {
    await Promise.all([...this.#jobs.values()].map(({ done }) => done))
  }
}

/** What a result tells of a job. */
export const jobKeys = (id: string, file: string, finished: 0 | 1): Dict =>
  dict({ ansible_job_id: id, started: 1, finished, results_file: file })
