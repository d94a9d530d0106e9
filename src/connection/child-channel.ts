/** A channel to a child process of this machine. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { type Channel, type ExitStatus, Unreachable } from './connection.ts'
import { signalStatus } from './signal-status.ts'
import { streamChannel } from './stream-channel.ts'

/** A child process and the channel to it. */
export interface Child {
  readonly process: ChildProcessWithoutNullStreams
  readonly channel: Channel
}

/** Starts a program in a process group of its own; rejects with {@link Unreachable} when it can't be started. */
export const openChild = async (
  argv: readonly [string, ...string[]],
  environment: NodeJS.ProcessEnv = process.env,
): Promise<Child> => {
  const [program, ...args] = argv
  const child = spawn(program, args, { detached: true, stdio: 'pipe', env: environment })
  await started(child, program)
  return {
    process: child,
    channel: streamChannel({
      stdin: child.stdin,
      stdout: child.stdout,
      stderr: child.stderr,
      exited: exitOf(child),
      closed: once(child, 'close'),
      kill: () => killGroup(child),
    }),
  }
}

const started = (child: ChildProcessWithoutNullStreams, program: string): Promise<void> =>
  new Promise((resolve, reject) => {
    child.once('spawn', resolve)
    child.once('error', (error) => reject(new Unreachable(`can't start ${program}: ${error.message}`)))
  })

const exitOf = (child: ChildProcessWithoutNullStreams): Promise<ExitStatus> =>
  new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve(signal === null ? { status: code ?? 0 } : signalStatus(signal)))
  })

const killGroup = (child: ChildProcessWithoutNullStreams): void => {
  try {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL')
  } catch {
    // It has just ended by itself.
  }
  for (const stream of [child.stdin, child.stdout, child.stderr]) stream.destroy()
}
