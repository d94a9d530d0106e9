/** Answering the prompts of the system's ssh: secrets go through a pipe that only this user can open, and nowhere else. */
import { execFile } from 'node:child_process'
import { chmodSync, closeSync, constants, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Secret } from '../values.ts'

/** What to answer with. */
export interface Answers {
  readonly password?: Secret | undefined
  readonly passphrase?: Secret | undefined
}

/** A program that answers, as ssh's environment names it. */
export interface Askpass {
  readonly environment: NodeJS.ProcessEnv
  /** Removes it. */
  close(): void
}

/** Sets up answers to ssh's prompts; any prompt without an answer fails. */
export const askpass = async ({ password, passphrase }: Answers): Promise<Askpass> => {
  const directory = mkdtempSync(join(tmpdir(), 'runbook-'))
  const program = join(directory, 'askpass')
  writeFileSync(program, script)
  chmodSync(program, 0o700)
  const open = await Promise.all([pipe(directory, 'password', password), pipe(directory, 'passphrase', passphrase)])
  return {
    environment: { SSH_ASKPASS: program, SSH_ASKPASS_REQUIRE: 'force', DISPLAY: process.env.DISPLAY ?? ':0' },
    close() {
      for (const fd of open) if (fd !== undefined) closeSync(fd)
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

/** ssh says what it wants in the prompt; each secret can be read once. */
const script = `#!/bin/sh
d=\${0%/*}
case $1 in
*assphrase*) f=$d/passphrase ;;
*assword*) f=$d/password ;;
*) exit 1 ;;
esac
[ -p "$f" ] && IFS= read -r answer <"$f" && printf '%s\\n' "$answer"
`

const pipe = async (directory: string, name: string, secret: Secret | undefined): Promise<number | undefined> => {
  if (!secret) return undefined
  const path = join(directory, name)
  await promisify(execFile)('mkfifo', ['-m', '600', path])
  const fd = openSync(path, constants.O_RDWR | constants.O_NONBLOCK)
  writeSync(fd, `${secret.reveal()}\n`)
  return fd
}
