/** Makes a channel of the three streams of a process. */
import type { Readable, Writable } from 'node:stream'
import type { Channel, ExitStatus, OutputListener } from './connection.ts'

/** A process seen as its streams. */
export interface ProcessStreams {
  readonly stdin: Writable
  readonly stdout: Readable
  readonly stderr: Readable
  /** How it ended, once its output has been read. */
  readonly exit: Promise<ExitStatus>
  kill(): void
}

/** A channel over the streams of a process. Errors of the streams are told by how the process ends. */
export const streamChannel = ({ stdin, stdout, stderr, exit, kill }: ProcessStreams): Channel => {
  for (const stream of [stdin, stdout, stderr]) stream.on('error', () => {})
  exit.catch(() => {})
  return {
    write: (bytes) => write(stdin, bytes),
    end: () => void stdin.end(),
    onStdout: (listener) => listen(stdout, listener),
    onStderr: (listener) => listen(stderr, listener),
    exit,
    kill,
  }
}

const write = (stream: Writable, bytes: Buffer): Promise<void> => {
  if (stream.destroyed || stream.writableEnded || stream.write(bytes)) return Promise.resolve()
  return new Promise((resolve) => {
    const done = () => {
      for (const event of ['drain', 'close', 'error', 'finish']) stream.off(event, done)
      resolve()
    }
    for (const event of ['drain', 'close', 'error', 'finish']) stream.on(event, done)
  })
}

const listen = (stream: Readable, listener: OutputListener): void => {
  stream.on('data', (chunk: Buffer) => {
    const busy = listener(chunk)
    if (!busy) return
    stream.pause()
    const resume = () => void stream.resume()
    busy.then(resume, resume)
  })
}
