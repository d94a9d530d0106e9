import { RemoteFailure } from '../../remote/failure.ts'
import type { Answers, Queries } from '../../remote/query.ts'
import type { RemoteShell } from '../../remote/remote-host.ts'

interface Waiting {
  readonly queries: Queries
  readonly resolve: (answers: Answers<Queries>) => void
  readonly reject: (error: unknown) => void
}

/** Gathers the questions of several inspections into one exchange: it is sent once each of them has asked or left. */
export class SharedExchange {
  readonly #remote: RemoteShell
  #waiting: Waiting[] = []
  #inspecting: number

  /** @param inspecting how many inspections take part. */
  constructor(remote: RemoteShell, inspecting: number) {
    this.#remote = remote
    this.#inspecting = inspecting
  }

  ask(queries: Queries): Promise<Answers<Queries>> {
    if (Object.keys(queries).length === 0) return Promise.resolve({})
    return new Promise((resolve, reject) => {
      this.#waiting.push({ queries, resolve, reject })
      this.#sendWhenComplete()
    })
  }

  /** One inspection is over and asks no more. */
  leave(): void {
    this.#inspecting--
    this.#sendWhenComplete()
  }

  #sendWhenComplete(): void {
    if (this.#waiting.length === 0 || this.#waiting.length < this.#inspecting) return
    const batch = this.#waiting
    this.#waiting = []
    void send(this.#remote, batch)
  }
}

const send = async (remote: RemoteShell, batch: readonly Waiting[]): Promise<void> => {
  const all = batch.flatMap(({ queries }, at) => Object.entries(queries).map(([name, one]) => [`${at} ${name}`, one]))
  try {
    const answers = await remote.ask(Object.fromEntries(all) as Queries)
    for (const [at, { queries, resolve }] of batch.entries())
      resolve(Object.fromEntries(Object.keys(queries).map((name) => [name, answers[`${at} ${name}`]])))
  } catch (error) {
    if (error instanceof RemoteFailure && batch.length > 1) return askApart(remote, batch)
    for (const { reject } of batch) reject(error)
  }
}

/** One of the questions was refused: each inspection gets its own answers or refusal. */
const askApart = async (remote: RemoteShell, batch: readonly Waiting[]): Promise<void> => {
  await Promise.all(batch.map(({ queries, resolve, reject }) => remote.ask(queries).then(resolve, reject)))
}
