/** A channel to a child process of this machine. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Readable, Writable } from 'node:stream'
import { type Channel, type ExitStatus, Unreachable } from './connection.ts'
import { outputPipes } from './output-pipe.ts'
import { signalStatus } from './signal-status.ts'
import { streamChannel } from './stream-channel.ts'

/** A child process and the channel to it. */
export interface Child {
  readonly process: ChildProcess
  readonly stdin: Writable
  readonly stdout: Readable
  readonly stderr: Readable
  readonly channel: Channel
}

export interface ChildOptions {
  readonly environment?: NodeJS.ProcessEnv | undefined
  /** Give it pipes of the system's for its output, as programs expect that open `/dev/stderr`. */
  readonly realPipes?: boolean | undefined
  /** Where it starts; the process's own directory unless told. */
  readonly directory?: string | undefined
}

/** Starts a program in a process group of its own; rejects with {@link Unreachable} when it can't be started. */
export const openChild = async (argv: readonly [string, ...string[]], options: ChildOptions = {}): Promise<Child> => {
  const [program, ...args] = argv
  const pipes = options.realPipes ? await outputPipes(2) : []
  const [out, err] = pipes
  const child = spawn(program, args, {
    detached: true,
    cwd: options.directory,
    stdio: ['pipe', out?.writer ?? 'pipe', err?.writer ?? 'pipe'],
    env: options.environment ?? process.env,
  })
  for (const pipe of pipes) pipe.handOver()
  const exited = exitOf(child)
  await started(child, program)
  const streams = {
    stdin: child.stdin as Writable,
    stdout: out?.reader ?? (child.stdout as Readable),
    stderr: err?.reader ?? (child.stderr as Readable),
  }
  const closed = Promise.all([once(streams.stdout, 'close'), once(streams.stderr, 'close')])
  const kill = () => {
    killGroup(child)
    for (const stream of Object.values(streams)) stream.destroy()
  }
  return { process: child, ...streams, channel: streamChannel({ ...streams, exited, closed, kill }) }
}

const started = (child: ChildProcess, program: string): Promise<void> =>
  new Promise((resolve, reject) => {
    child.once('spawn', resolve)
    child.once('error', (error) => reject(new Unreachable(`can't start ${program}: ${error.message}`)))
  })

const exitOf = (child: ChildProcess): Promise<ExitStatus> =>
  new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve(signal === null ? { status: code ?? 0 } : signalStatus(signal)))
  })

const killGroup = (child: ChildProcess): void => {
  try {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL')
  } catch {
    // It has just ended by itself.
  }
}
