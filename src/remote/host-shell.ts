/** The shells of one identity on one host. */
import type { Answer } from './answer.ts'
import { TerminalNeeded } from './become.ts'
import { download } from './download.ts'
import type { Link } from './link.ts'
import { Pool } from './pool.ts'
import type { Answers, Queries, Query, Together } from './query.ts'
import type { Become, ExchangeOptions, RemoteShell, Step } from './remote-host.ts'
import { type RunSteps, runSteps } from './run-steps.ts'
import { lines, type ShellScript } from './sh.ts'
import { type Request, Shell } from './shell.ts'
import { type StartedShell, startShell } from './start-shell.ts'
import { TemporaryDirectory } from './temporary-directory.ts'
import { terminateScript } from './terminate.ts'

/** One exchange, for logs and counts. */
export interface ExchangeRecord {
  readonly user: string | undefined
  /** How many scripts were run. */
  readonly steps: number
  readonly bytesSent: number
  readonly bytesReceived: number
  readonly milliseconds: number
}

export type ExchangeListener = (record: ExchangeRecord) => void

export interface HostShellParts {
  readonly link: Link
  readonly become: Become | undefined
  /** How many shells may be open at once. */
  readonly shells: number
  readonly onExchange: ExchangeListener | undefined
}

/** Runs scripts on one host as one identity. */
export class HostShell implements RemoteShell {
  readonly #parts: HostShellParts
  readonly #pool: Pool<Shell>
  readonly #temporary: TemporaryDirectory
  /** The become program has asked for a terminal. */
  #terminal = false

  constructor(parts: HostShellParts) {
    this.#parts = parts
    this.#pool = new Pool(() => this.#startShell(), parts.shells)
    this.#temporary = new TemporaryDirectory((script) => this.#plain([{ script, light: true }]))
  }

  /** Who was become. */
  get user(): string | undefined {
    return this.#parts.become?.user
  }

  async exchange(steps: readonly Step[], options: ExchangeOptions = {}): Promise<readonly (Answer | undefined)[]> {
    if (steps.length === 0) return []
    return this.#withTerminalIfNeeded(() => this.#pool.use((shell) => runSteps(steps, this.#context(shell, options))))
  }

  async ask<Q extends Queries>(queries: Q): Promise<Answers<Q>> {
    const byKey = new Map<string, Query<unknown>>()
    for (const query of Object.values(queries)) byKey.set(query.key, query)
    const scripts = [...byKey.values()].map(({ script, inline }) => ({ script, inline, light: true }))
    const first = scriptsFirst([...byKey.values()]).map((script) => ({ script, inline: true, light: true }))
    const answers = scripts.length === 0 ? [] : (await this.#plain([...first, ...scripts])).slice(first.length)
    const found = new Map([...byKey.keys()].map((key, i) => [key, answers[i] as Answer]))
    const parsed = Object.entries(queries).map(([name, query]) => [name, query.parse(found.get(query.key)!)])
    return Object.fromEntries(parsed) as Answers<Q>
  }

  async download(path: string, sink: NodeJS.WritableStream): Promise<void> {
    await this.#withTerminalIfNeeded(async () => download(await this.#start(), path, sink))
  }

  temporaryDirectory(): Promise<string> {
    return this.#temporary.path()
  }

  /** Removes the temporary directory and ends the shells. Never rejects. */
  async close(): Promise<void> {
    if (this.#pool.ready) await this.#temporary.remove().catch(() => {})
    this.#temporary.forget()
    this.#pool.close()
  }

  /** Closes, and waits until the shells have ended. */
  async release(): Promise<void> {
    const ended = this.#pool.ended
    await this.close()
    await ended
  }

  #start(): Promise<StartedShell> {
    return startShell(this.#parts.link, this.#parts.become, this.#terminal)
  }

  /** A shell that wanted a terminal has run nothing yet, so that the work can be done again in one that has it. */
  async #withTerminalIfNeeded<R>(work: () => Promise<R>): Promise<R> {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof TerminalNeeded) || this.#terminal) throw error
      this.#terminal = true
      return work()
    }
  }

  async #startShell(): Promise<Shell> {
    return new Shell(await this.#start())
  }

  #plain(steps: Request['steps']): Promise<readonly (Answer | undefined)[]> {
    return this.#withTerminalIfNeeded(() => this.#pool.use((shell) => this.#run(shell, { steps })))
  }

  #context(shell: Shell, options: ExchangeOptions): RunSteps {
    return {
      run: (steps) => this.#run(shell, { ...options, steps }),
      alive: () => !shell.interrupted,
      start: () => this.#start(),
      temporaryDirectory: () => this.temporaryDirectory(),
    }
  }

  async #run(shell: Shell, request: Omit<Request, 'terminate'>): Promise<(Answer | undefined)[]> {
    const { sent, received } = shell.traffic
    const start = performance.now()
    const answers = await shell.run({ ...request, terminate: (pid) => this.#terminate(pid) })
    this.#parts.onExchange?.({
      user: this.#parts.become?.user,
      steps: request.steps.length,
      bytesSent: shell.traffic.sent - sent,
      bytesReceived: shell.traffic.received - received,
      milliseconds: performance.now() - start,
    })
    return answers
  }

  async #terminate(pid: number): Promise<void> {
    const helper = await this.#startShell()
    try {
      await helper.run({ steps: [{ script: terminateScript(pid), light: true }], terminate: async () => {} })
    } finally {
      helper.close()
    }
  }
}

/** What several queries of a kind have found out for them at once. */
const scriptsFirst = (queries: readonly Query<unknown>[]): ShellScript[] => {
  const kinds = new Map<string, Together[]>()
  for (const { name, together } of queries) if (together) kinds.set(name, [...(kinds.get(name) ?? []), together])
  return [...kinds.values()].flatMap((all) => {
    const [one, another] = all
    return one && another ? lines(one.before, ...all.map(({ item }) => item), one.after) : []
  })
}
