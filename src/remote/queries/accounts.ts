/** Users and groups of a host. */
import type { Value } from '../../values.ts'
import type { Answer } from '../answer.ts'
import type { AccountEffect, Effect } from '../effect.ts'
import { type Query, query } from '../query.ts'
import { sh } from '../sh.ts'

/** An entry of the user database. `uid` and `gid` are undefined for a user whom a dry run only plans to make. */
export interface UserEntry {
  readonly name: string
  readonly uid: number | undefined
  readonly gid: number | undefined
  readonly comment: string
  readonly home: string
  readonly shell: string
}

/** An entry of the group database. */
export interface GroupEntry {
  readonly name: string
  readonly gid: number | undefined
  readonly members: readonly string[]
}

/** A user by name or number; `null` when there is none. */
export const user = (name: string): Query<UserEntry | null> =>
  query<UserEntry | null>({
    name: 'user',
    key: `user ${name}`,
    script: lookUp('passwd', name),
    parse: (answer) => {
      const fields = entry(answer)
      if (!fields) return null
      const [login = '', , uid, gid, comment = '', home = '', shell = ''] = fields
      return { name: login, uid: Number(uid), gid: Number(gid), comment, home, shell }
    },
    overlay: (answer, effects) => {
      const planned = accountEffect('user', name, effects)
      if (planned === undefined) return answer
      if (planned === null) return null
      const { uid, gid, comment, home, shell } = answer ?? { ...nobody, home: `/home/${name}` }
      return {
        name,
        uid: number(planned.get('uid')) ?? uid,
        gid: number(planned.get('gid')) ?? gid,
        comment: text(planned.get('comment')) ?? comment,
        home: text(planned.get('home')) ?? home,
        shell: text(planned.get('shell')) ?? shell,
      }
    },
  })

export interface AccountSettings {
  /** Look in the host's own files only. */
  readonly local?: boolean
}

/** A group by name or number; `null` when there is none. */
export const group = (name: string, { local = false }: AccountSettings = {}): Query<GroupEntry | null> =>
  query<GroupEntry | null>({
    name: 'group',
    key: `group ${local ? 'local ' : ''}${name}`,
    script: lookUp('group', name, local),
    parse: (answer) => {
      const fields = entry(answer)
      if (!fields) return null
      const [own = '', , gid, members = ''] = fields
      return { name: own, gid: Number(gid), members: members.split(',').filter(Boolean) }
    },
    overlay: (answer, effects) => {
      const planned = accountEffect('group', name, effects)
      if (planned === undefined) return ownGroup(name, effects) ?? answer
      if (planned === null) return null
      return { name, gid: number(planned.get('gid')) ?? answer?.gid, members: answer?.members ?? [] }
    },
  })

/** A new user gets a group of the same name unless another is asked for. */
const ownGroup = (name: string, effects: readonly Effect[]): GroupEntry | undefined => {
  const made = accountEffect('user', name, effects)
  return made?.get('makes_group') === true ? { name, gid: undefined, members: [] } : undefined
}

const nobody = { uid: undefined, gid: undefined, comment: '', shell: '/bin/sh' }

/** With `getent` where there is one: it also knows accounts of directory services. */
const lookUp = (database: 'passwd' | 'group', name: string, local = false) => sh`n=${name}
if [ ${local ? 1 : 0} = 0 ] && command -v getent >/dev/null 2>&1; then getent ${database} -- "$n"
else while IFS=: read -r a b c d; do
if [ "$a" = "$n" ] || [ "$c" = "$n" ]; then printf '%s:%s:%s:%s\n' "$a" "$b" "$c" "$d"; break; fi
done </etc/${database}; fi; :`

const entry = ({ stdout }: Answer): string[] | undefined => {
  const line = stdout.toString().split('\n')[0]
  return line ? line.split(':') : undefined
}

/** What the last effect makes of an account; `undefined` when none touches it. */
const accountEffect = (
  kind: AccountEffect['kind'],
  name: string,
  effects: readonly Effect[],
): AccountEffect['entry'] | undefined => {
  let found: AccountEffect['entry'] | undefined
  for (const effect of effects) {
    if (effect.kind !== kind || effect.name !== name) continue
    found = effect.entry === null || !found ? effect.entry : new Map([...found, ...effect.entry])
  }
  return found
}

const number = (value: Value | undefined): number | undefined => (typeof value === 'number' ? value : undefined)

const text = (value: Value | undefined): string | undefined => (typeof value === 'string' ? value : undefined)
