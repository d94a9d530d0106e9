/** Streaming a file from a host. */
import { once } from 'node:events'
import { RemoteFailure } from './failure.ts'
import { sh } from './sh.ts'
import type { StartedShell } from './start-shell.ts'
import { startStream } from './stream.ts'

/** Writes a file's content to a sink, which is not ended. Rejects with the host's words when the file can't be read. */
export const download = async (shell: StartedShell, path: string, sink: NodeJS.WritableStream): Promise<void> => {
  const { exit } = startStream(shell, sh`exec cat -- ${path} </dev/null`, (chunk) =>
    sink.write(chunk) ? undefined : once(sink, 'drain').then(() => {}),
  )
  const { status, stderr } = await exit
  if (status !== 0) throw new RemoteFailure(stderr || `${path} can't be read: status ${status}`)
}
