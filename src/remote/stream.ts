/** A fresh shell given up for one command that streams bytes: a file to the host, or one from it. */
import { randomBytes } from 'node:crypto'
import { type Channel, type ExitStatus, type OutputListener, Unreachable } from '../connection/connection.ts'
import { deferred } from '../util/deferred.ts'
import { FrameScanner } from './frame-scanner.ts'
import type { ShellScript } from './sh.ts'
import type { StartedShell } from './start-shell.ts'

/** A command that is under way. */
export interface Stream {
  readonly channel: Channel
  /** Resolves once the command may be sent its standard input. */
  readonly ready: Promise<void>
  /** How it ended, and what it said on standard error. */
  readonly exit: Promise<ExitStatus & { readonly stderr: string }>
}

/**
 * Runs a script in a shell that was just started and ends the shell with it. The script is read whole before it runs, so
 * that it can take the rest of the shell's standard input. `onOutput` gets its standard output.
 */
export const startStream = (
  { channel, whyNot }: StartedShell,
  script: ShellScript,
  onOutput: OutputListener,
): Stream => {
  const marker = randomBytes(16).toString('hex')
  const ready = deferred<void>()
  let begun = false
  let stderr = ''
  const scanner = new FrameScanner(marker, () => {
    begun = true
    return true
  })
  channel.onStdout((chunk) => {
    if (begun) return onOutput(chunk)
    scanner.push(chunk)
    if (!begun) return
    ready.resolve()
    const rest = scanner.pending()
    return rest.length > 0 ? onOutput(rest) : undefined
  })
  channel.onStderr((chunk) => {
    stderr = (begun ? stderr + chunk : String(chunk)).slice(-4000)
  })
  void channel.write(Buffer.from(`{ printf '%s\\n' ${marker}\n${script.text}\nexit; }\n`))
  const exit = channel.exit.then((status) => {
    if (!begun && whyNot) throw whyNot(stderr)
    if (!begun) throw new Unreachable(`the shell ended with status ${status.status}: ${stderr.trim()}`)
    return { ...status, stderr: stderr.trim() }
  })
  exit.catch(ready.reject)
  return { channel, ready: ready.promise, exit }
}
