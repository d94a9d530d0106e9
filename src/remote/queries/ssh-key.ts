/** A key pair of a user. */
import { type Query, query } from '../query.ts'
import { sh } from '../sh.ts'
import { pathEffect } from './path-effect.ts'

export interface SshKey {
  readonly hasPrivate: boolean
  readonly hasPublic: boolean
  /** `undefined` when it is not there or not known before it is made. */
  readonly publicKey: string | undefined
  /** What `ssh-keygen -l` prints, or why it can't. */
  readonly fingerprint: string | undefined
}

/** The key pair whose private half is at that path. */
export const sshKey = (path: string): Query<SshKey> =>
  query<SshKey>({
    name: 'ssh-key',
    key: `ssh-key ${path}`,
    script: sh`f=${path}
[ -e "$f" ] && echo 1 || echo 0
[ -e "$f.pub" ] && echo 1 || echo 0
ssh-keygen -l -f "$f" 2>&1 | head -n 1
cat "$f.pub" 2>/dev/null; :`,
    parse: ({ stdout }) => {
      const [own, pub, fingerprint, ...publicKey] = stdout.toString().trimEnd().split('\n')
      return { hasPrivate: own === '1', hasPublic: pub === '1', fingerprint, publicKey: publicKey.join('\n') }
    },
    overlay: (answer, effects) => {
      const planned = pathEffect(path, effects)
      if (!planned) return answer
      const there = planned.stat !== null
      return { hasPrivate: there, hasPublic: there, publicKey: undefined, fingerprint: undefined }
    },
  })
