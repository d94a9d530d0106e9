/** One persistent `/bin/sh` on a host, which runs requests one after the other. */
import { randomBytes } from 'node:crypto'
import { type Channel, Unreachable } from '../connection/connection.ts'
import { deferred } from '../util/deferred.ts'
import type { Answer } from './answer.ts'
import { AnswerReader } from './answer-reader.ts'
import { prelude } from './prelude.ts'
import { type RequestContext, type RequestStep, requestText } from './request.ts'
import type { StartedShell } from './start-shell.ts'

/** What is run in one go, and what may cut it short. */
export interface Request extends RequestContext {
  readonly steps: readonly RequestStep[]
  /** Seconds until the running step is ended; its answer has `status` 124 then. */
  readonly timeout?: number | undefined
  readonly signal?: AbortSignal | undefined
  /** Ends what the shell with this process id is running, and the shell. */
  terminate(pid: number): Promise<void>
}

/** How many bytes went out and came in. */
export interface Traffic {
  sent: number
  received: number
}

/** A shell that reads requests from a channel's standard input. */
export class Shell {
  readonly traffic: Traffic = { sent: 0, received: 0 }
  readonly #channel: Channel
  readonly #whyNot: StartedShell['whyNot']
  #reader: AnswerReader | undefined
  #done: (() => void) | undefined
  #preluded = false
  #usable = true
  #interrupted = false

  constructor({ channel, whyNot }: StartedShell) {
    this.#channel = channel
    this.#whyNot = whyNot
    channel.onStdout((chunk) => this.#received(chunk, 'stdout'))
    channel.onStderr((chunk) => this.#received(chunk, 'stderr'))
    const spent = () => {
      this.#usable = false
    }
    channel.exit.then(spent, spent)
  }

  /** False once it has ended, or something left in the background may write into its answers. */
  get usable(): boolean {
    return this.#usable
  }

  /** True once it was ended to cut a step short. */
  get interrupted(): boolean {
    return this.#interrupted
  }

  /** Runs a request. Rejects with {@link Unreachable} when the shell or the connection ends first. */
  async run(request: Request): Promise<(Answer | undefined)[]> {
    const marker = randomBytes(16).toString('hex')
    const reader = new AnswerReader(marker, request.steps.length)
    const answered = deferred<void>()
    this.#reader = reader
    this.#done = () => answered.resolve()
    this.#send(requestText(marker, request.steps, request))
    const interruption = interruptionOf(request)
    try {
      const why = await Promise.race([answered.promise, this.#ending(reader), interruption.promise])
      if (why) return await this.#interrupt(why, reader, request)
    } finally {
      interruption.cancel()
      this.#reader = undefined
    }
    if (reader.leftovers) this.#usable = false
    return reader.answers()
  }

  /** Ends the shell when it is idle, and keeps what it left in the background alive. */
  close(): void {
    this.#usable = false
    this.#channel.end()
  }

  #send(text: string): void {
    const bytes = Buffer.from(this.#preluded ? text : prelude + text)
    this.#preluded = true
    this.traffic.sent += bytes.length
    void this.#channel.write(bytes)
  }

  #received(chunk: Buffer, stream: 'stdout' | 'stderr'): void {
    this.traffic.received += chunk.length
    this.#reader?.[stream](chunk)
    if (this.#reader?.complete) this.#done?.()
  }

  async #ending(reader: AnswerReader): Promise<never> {
    const { status, signal } = await this.#channel.exit
    if (!reader.begun && this.#whyNot) throw this.#whyNot(reader.words())
    const how = signal ? `was ended by ${signal}` : `ended with status ${status}`
    throw new Unreachable(`the shell ${how}${reader.words() && `: ${reader.words()}`}`)
  }

  async #interrupt(
    why: Interruption,
    reader: AnswerReader,
    { terminate, signal }: Request,
  ): Promise<(Answer | undefined)[]> {
    this.#usable = false
    this.#interrupted = true
    if (reader.shellPid !== undefined) await terminate(reader.shellPid)
    this.#channel.kill()
    if (why === 'abort') throw signal?.reason
    return reader.cutShort(124)
  }
}

type Interruption = 'timeout' | 'abort'

const interruptionOf = ({ timeout, signal }: Request) => {
  const { promise, resolve } = deferred<Interruption>()
  const abort = () => resolve('abort')
  const timer = timeout === undefined ? undefined : setTimeout(() => resolve('timeout'), timeout * 1000)
  if (signal?.aborted) abort()
  else signal?.addEventListener('abort', abort, { once: true })
  const cancel = () => {
    clearTimeout(timer)
    signal?.removeEventListener('abort', abort)
  }
  return { promise, cancel }
}
