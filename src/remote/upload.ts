/** Streaming content to a temporary file on a host. */
import { createReadStream } from 'node:fs'
import type { Answer } from './answer.ts'
import { printfLength } from './printf-bytes.ts'
import { sh } from './sh.ts'
import type { StartedShell } from './start-shell.ts'
import { type Stream, startStream } from './stream.ts'

/** What is sent where. */
export interface Upload {
  readonly content: Buffer | { readonly localFile: string }
  /** A file that is not there yet, in an existing directory. */
  readonly path: string
  /** `fallback`: where the path's directory can't be written, a file of the same name in the temporary directory will do. */
  readonly directory: 'only' | 'fallback'
}

/** The most that is written into a script, as bytes of its text. */
const SCRIPT_LIMIT = 64 * 1024

/** True for content that is better sent within a script than streamed. */
export const fitsInScript = (content: Buffer): boolean =>
  content.length <= SCRIPT_LIMIT && printfLength(content) <= SCRIPT_LIMIT

/** Sends content to a new file of mode 0600 and syncs it. Gives the file's path, or the host's answer when it would not. */
export const upload = async (shell: StartedShell, { content, path, directory }: Upload): Promise<string | Answer> => {
  let place = ''
  const stream = startStream(shell, receiveScript(path, directory), (chunk) => {
    place += chunk.toString()
  })
  stream.exit.catch(() => {})
  await stream.ready
  const sent = await send(stream, content)
  const { status, stderr } = await stream.exit
  const [size, taken = ''] = place.split(/ (.*)/s)
  if (status === 0 && Number(size) === sent) return taken.replace(/\n$/, '')
  shell.channel.kill()
  return refusal(stderr || `${path}: only ${size || 'a part'} of ${sent} bytes arrived`)
}

const receiveScript = (path: string, directory: Upload['directory']) => sh`
t=${path}
umask 077
set -C
if ! : >"$t"; then
  [ ${directory} = fallback ] || exit 1
  t=$\{TMPDIR:-/tmp}/$\{t##*/}
  : >"$t" || exit 1
fi
if e=$(LC_ALL=C dd of="$t" bs=65536 conv=fsync,notrunc 2>&1); then
  s=$(wc -c <"$t")
  printf '%s %s\n' $s "$t"
else
  rm -f -- "$t"
  printf '%s\n' "$\{e%%
*}" >&2
  exit 1
fi`

const send = async ({ channel, exit }: Stream, content: Upload['content']): Promise<number> => {
  let over = false
  const stop = () => {
    over = true
  }
  exit.then(stop, stop)
  let sent = 0
  for await (const part of parts(content)) {
    if (over) break
    await channel.write(part)
    sent += part.length
  }
  channel.end()
  return sent
}

const PART = 256 * 1024

async function* parts(content: Upload['content']): AsyncGenerator<Buffer> {
  if (!Buffer.isBuffer(content)) return yield* createReadStream(content.localFile, { highWaterMark: PART })
  for (let at = 0; at < content.length; at += PART) yield content.subarray(at, at + PART)
}

const refusal = (words: string): Answer => ({ stdout: Buffer.alloc(0), stderr: Buffer.from(`${words}\n`), status: 1 })
