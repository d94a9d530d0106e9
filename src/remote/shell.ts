/** One persistent `/bin/sh` on a host, which runs requests one after the other. */
import { randomBytes } from 'node:crypto'
import { type Channel, type ExitStatus, Unreachable } from '../connection/connection.ts'
import { type Deferred, deferred } from '../util/deferred.ts'
import type { Answer } from './answer.ts'
import { AnswerReader } from './answer-reader.ts'
import { openingText, type RequestContext, type RequestStep, requestText, runsInline } from './request.ts'
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
  readonly ended: Promise<void>
  readonly #channel: Channel
  readonly #whyNot: StartedShell['whyNot']
  #reader: AnswerReader | undefined
  /** Settled when the request under way is answered, or can't be any more. */
  #answered: Deferred<undefined> | undefined
  /** Why it has ended. */
  #end: Error | undefined
  /** Its process id, once it has answered. */
  #pid: number | undefined
  #opened = false
  #usable = true
  #interrupted = false

  constructor({ channel, whyNot }: StartedShell) {
    this.#channel = channel
    this.#whyNot = whyNot
    channel.onStdout((chunk) => this.#received(chunk, 'stdout'))
    channel.onStderr((chunk) => this.#received(chunk, 'stderr'))
    this.ended = channel.exit.then(
      (status) => this.#ended(this.#whyEnded(status)),
      (error: Error) => this.#ended(error),
    )
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
    if (this.#end) throw this.#end
    const marker = randomBytes(16).toString('hex')
    // A login may say anything on both streams: the first request marks them both.
    const steps = this.#opened ? request.steps : request.steps.map((step) => ({ ...step, inline: false }))
    const text = requestText(marker, steps, request)
    const inline = steps.map((step) => runsInline(step, request))
    const reader = new AnswerReader(marker, inline)
    const answered = deferred<undefined>()
    this.#reader = reader
    this.#answered = answered
    const opening = this.#opened ? '' : openingText(marker)
    this.#opened = true
    this.#send(opening + text)
    const interruption = interruptionOf(request)
    try {
      const why = await Promise.race([answered.promise, interruption.promise])
      if (why) return await this.#interrupt(why, reader, request)
    } finally {
      interruption.cancel()
      this.#reader = undefined
      this.#answered = undefined
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
    const bytes = Buffer.from(text)
    this.traffic.sent += bytes.length
    void this.#channel.write(bytes)
  }

  #received(chunk: Buffer, stream: 'stdout' | 'stderr'): void {
    this.traffic.received += chunk.length
    const reader = this.#reader
    if (!reader) {
      // Bytes that nobody waits for come from something left in the background, or from the login.
      if (this.#opened) this.#usable = false
      return
    }
    reader[stream](chunk)
    this.#pid ??= reader.shellPid
    if (reader.complete) this.#answered?.resolve(undefined)
  }

  #ended(error: Error): void {
    this.#usable = false
    this.#end = error
    this.#answered?.reject(error)
  }

  #whyEnded({ status, signal }: ExitStatus): Error {
    const words = this.#reader?.words() ?? ''
    if (this.#pid === undefined && this.#whyNot) return this.#whyNot(words)
    const how = signal ? `was ended by ${signal}` : `ended with status ${status}`
    return new Unreachable(`the shell ${how}${words && `: ${words}`}`)
  }

  async #interrupt(
    why: Interruption,
    reader: AnswerReader,
    { terminate, signal }: Request,
  ): Promise<(Answer | undefined)[]> {
    this.#usable = false
    this.#interrupted = true
    if (this.#pid !== undefined) await terminate(this.#pid)
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
