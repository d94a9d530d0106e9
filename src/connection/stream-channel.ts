/** Makes a channel of the three streams of a process. */
import { once } from 'node:events'
import type { Readable, Writable } from 'node:stream'
import type { Channel, ExitStatus, OutputListener } from './connection.ts'

/** A process seen as its streams. */
export interface ProcessStreams {
  readonly stdin: Writable
  readonly stdout: Readable
  readonly stderr: Readable
  /** How it ended. Its output may still be on the way. */
  readonly exited: Promise<ExitStatus>
  /** Resolves when all its output has been read. */
  readonly closed: Promise<unknown>
  kill(): void
}

/** A channel over the streams of a process. Errors of the streams are told by how the process ends. */
export const streamChannel = ({ stdin, stdout, stderr, exited, closed, kill }: ProcessStreams): Channel => {
  for (const stream of [stdin, stdout, stderr]) stream.on('error', () => {})
  const output = new Output()
  const exit = exited.then(async (status) => {
    await Promise.race([closed, output.quiet()])
    await output.handled()
    return status
  })
  exit.catch(() => {})
  return {
    write: (bytes) => write(stdin, bytes),
    end: () => void stdin.end(),
    onStdout: (listener) => output.listen(stdout, listener),
    onStderr: (listener) => output.listen(stderr, listener),
    exit,
    kill,
  }
}

const write = async (stream: Writable, bytes: Buffer): Promise<void> => {
  if (stream.destroyed || stream.writableEnded || stream.write(bytes)) return
  const waiting = new AbortController()
  const { signal } = waiting
  await Promise.race([once(stream, 'drain', { signal }), once(stream, 'close', { signal })]).catch(() => {})
  waiting.abort()
}

/** How long the output of an ended process may be silent while something it left in the background holds it open. */
const LINGER_MS = 300

/** What is read from a process, and how far it has been handled. */
class Output {
  readonly #busy = new Set<Promise<void>>()
  #chunks = 0

  listen(stream: Readable, listener: OutputListener): void {
    let last: Promise<void> | undefined
    stream.on('data', (chunk: Buffer) => {
      this.#chunks += 1
      // Node.js resumes the streams of a child that ends, whoever has paused them: chunks have to wait here as well.
      const busy = last ? last.then(() => listener(chunk)) : listener(chunk)
      if (!busy) return
      stream.pause()
      const done = () => {
        this.#busy.delete(settled)
        if (last !== settled) return
        last = undefined
        stream.resume()
      }
      const settled: Promise<void> = busy.then(done, done)
      last = settled
      this.#busy.add(settled)
    })
  }

  /** Resolves when nothing has come for a while and all that came has been handled. */
  async quiet(): Promise<void> {
    let seen: number
    do {
      seen = this.#chunks
      await new Promise((resolve) => setTimeout(resolve, LINGER_MS).unref())
      await this.handled()
    } while (seen !== this.#chunks)
  }

  /** Resolves when the listeners are done with what has come. */
  async handled(): Promise<void> {
    while (this.#busy.size > 0) await Promise.all(this.#busy)
  }
}
