/** As whom a shell runs. */
import { type Query, query } from '../query.ts'
import { sh } from '../sh.ts'

/** A user as the system sees it. */
export interface UserIdentity {
  readonly name: string
  readonly uid: number
  readonly gid: number
  /** `HOME`. */
  readonly home: string
}

/** The shell's own user. */
export const identity = (): Query<UserIdentity> =>
  query({
    name: 'identity',
    key: 'identity',
    script: sh`id -un 2>/dev/null || id -u; id -u; id -g; printf '%s\n' "$HOME"`,
    parse: ({ stdout }) => {
      const [name = '', uid, gid, ...home] = stdout.toString().split('\n')
      return { name, uid: Number(uid), gid: Number(gid), home: home.join('\n').replace(/\n$/, '') }
    },
  })
