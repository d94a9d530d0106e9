import { sh } from '../../../remote/sh.ts'
import type { Command } from '../../kit/change.ts'

/** Sets the hash of a password. It comes on standard input: an argument could be seen by all users of the host. */
export const setPassword = (name: string, hash: string): Command => ({
  script: sh`chpasswd -e`,
  stdin: Buffer.from(`${name}:${hash}\n`),
})
