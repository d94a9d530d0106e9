/** A pipe of the system's: what Node.js gives a child as its output is a socket, and `/dev/stderr` can't be opened then. */
import { execFile } from 'node:child_process'
import { closeSync, constants, mkdtempSync, openSync, rmSync } from 'node:fs'
import { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { promisify } from 'node:util'

/** The two ends of a pipe. */
export interface OutputPipe {
  readonly reader: Readable
  /** A file descriptor for the child. */
  readonly writer: number
  /** Lets go of the writer, once the child has it. */
  handOver(): void
}

/** Makes pipes. */
export const outputPipes = async (count: number): Promise<OutputPipe[]> => {
  const directory = mkdtempSync(join(tmpdir(), 'runbook-'))
  try {
    const paths = Array.from({ length: count }, (_, i) => join(directory, String(i)))
    await promisify(execFile)('mkfifo', paths)
    return paths.map(openPipe)
  } finally {
    rmSync(directory, { recursive: true })
  }
}

const openPipe = (path: string): OutputPipe => {
  const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
  const writer = openSync(path, constants.O_WRONLY)
  return {
    reader: new Socket({ fd: reader, readable: true, writable: false }),
    writer,
    handOver: () => closeSync(writer),
  }
}
