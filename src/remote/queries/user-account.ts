/** All that is known of one account: its entries in every database, its home, and what tools manage accounts. */
import { isDict, Secret, type Value } from '../../values.ts'
import type { Answer } from '../answer.ts'
import type { Effect } from '../effect.ts'
import { type Query, query } from '../query.ts'
import { sh } from '../sh.ts'
import { type GroupEntry, group, type UserEntry, user } from './accounts.ts'
import { pathEffect } from './path-effect.ts'

/** What `/etc/shadow` has of a user; days, and -1 where nothing is set. */
export interface ShadowEntry {
  readonly password: Secret
  readonly min: number
  readonly max: number
  readonly warn: number
  readonly inactive: number
  readonly expires: number
}

export interface UserAccount {
  readonly entry: UserEntry | null
  /** `null` also when it may not be read. */
  readonly shadow: ShadowEntry | null
  /** Every group by name. */
  readonly groups: ReadonlyMap<string, GroupEntry>
  /** Which of `useradd`, `adduser`, `luseradd` the host has. */
  readonly tools: ReadonlySet<string>
  /** Whether the home, the wanted one or else the entry's, is there. */
  readonly hasHome: boolean
}

interface Settings {
  /** The home that is wanted. */
  readonly home?: string | undefined
  /** Look in the host's own files only. */
  readonly local?: boolean | undefined
}

/** The account of that name (never by number). */
export const userAccount = (name: string, { home, local = false }: Settings = {}): Query<UserAccount> =>
  query<UserAccount>({
    name: 'user-account',
    key: `user-account ${JSON.stringify([name, home, local])}`,
    script: sh`n=${name} h=${home ?? ''}
own() { while IFS= read -r l; do case $l in "$n":*) printf '%s\n' "$l"; return;; esac; done <"$1"; } 2>/dev/null
all() { if [ ${local ? 1 : 0} = 0 ] && command -v getent >/dev/null 2>&1; then getent "$@"
elif [ $# = 1 ]; then cat "/etc/$1"; else own "/etc/$1"; fi; }
p=$(all passwd "$n"); case $p in "$n":*);; *) p=;; esac
printf '%s\n' "$p"
s=$(all shadow "$n" 2>/dev/null); printf '%s\n' "$s"
IFS=:; set -f; set -- $p; IFS=' '
[ -n "$h" ] || h=$6
[ -n "$h" ] && [ -e "$h" ] && echo 1 || echo 0
for t in useradd adduser luseradd; do if command -v $t >/dev/null 2>&1; then printf '%s ' $t; fi; done; echo
all group`,
    parse,
    overlay: (answer, effects) => overlay(answer, { name, home, effects }),
    // It tells of every group, and some group is never there.
    lacks: () => true,
  })

const parse = ({ stdout }: Answer): UserAccount => {
  const [passwd = '', shadow = '', home, tools = '', ...groups] = stdout.toString().split('\n')
  return {
    entry: userEntry(passwd),
    shadow: shadowEntry(shadow),
    hasHome: home === '1',
    tools: new Set(tools.trim().split(' ')),
    groups: new Map(groups.filter(Boolean).map((line) => groupEntry(line))),
  }
}

const userEntry = (line: string): UserEntry | null => {
  const [name = '', , uid, gid, comment = '', home = '', shell = ''] = line.split(':')
  return line === '' ? null : { name, uid: Number(uid), gid: Number(gid), comment, home, shell }
}

const shadowEntry = (line: string): ShadowEntry | null => {
  const [, password = '', , min, max, warn, inactive, expires] = line.split(':')
  const days = (text: string | undefined): number => (text ? Number(text) : -1)
  if (line === '') return null
  return {
    password: new Secret(password),
    min: days(min),
    max: days(max),
    warn: days(warn),
    inactive: days(inactive),
    expires: days(expires),
  }
}

const groupEntry = (line: string): [string, GroupEntry] => {
  const [name = '', , gid, members = ''] = line.split(':')
  return [name, { name, gid: Number(gid), members: members.split(',').filter(Boolean) }]
}

interface Overlay {
  readonly name: string
  readonly home: string | undefined
  readonly effects: readonly Effect[]
}

const overlay = (answer: UserAccount, { name, home, effects }: Overlay): UserAccount => {
  const entry = user(name).overlay(answer.entry, effects)
  const groups = plannedGroups(answer.groups, effects)
  const planned = effects.findLast((effect) => effect.kind === 'user' && effect.name === name)
  const place = home ?? entry?.home
  const path = place === undefined ? undefined : pathEffect(place, effects)
  if (!planned && groups === answer.groups && !path) return answer
  const made = planned?.kind === 'user' && planned.entry?.get('has_home') === true
  const hasHome = path ? path.stat !== null : answer.hasHome || made
  return { ...answer, entry, groups, hasHome, shadow: plannedShadow(answer.shadow, planned) }
}

const plannedShadow = (before: ShadowEntry | null, planned: Effect | undefined): ShadowEntry | null => {
  const shadow = planned?.kind === 'user' ? planned.entry?.get('shadow') : undefined
  if (!isDict(shadow)) return before
  return { ...(before ?? blankShadow), ...(Object.fromEntries(shadow) as Partial<ShadowEntry>) }
}

const blankShadow: ShadowEntry = {
  password: new Secret('!'),
  min: 0,
  max: 99_999,
  warn: 7,
  inactive: -1,
  expires: -1,
}

/** With groups that are planned, and the members that planned users make. */
const plannedGroups = (before: UserAccount['groups'], effects: readonly Effect[]): UserAccount['groups'] => {
  let groups = before
  for (const effect of effects) {
    if (effect.kind === 'group') groups = withGroup(groups, effect)
    else if (effect.kind === 'user') groups = withMember(groups, effect.name, effect.entry)
  }
  return groups
}

const withGroup = (before: UserAccount['groups'], effect: Effect & { readonly kind: 'user' | 'group' }) => {
  const groups = new Map(before)
  const after = group(effect.name).overlay(groups.get(effect.name) ?? null, [effect])
  if (after) groups.set(effect.name, after)
  else groups.delete(effect.name)
  return groups
}

const withMember = (
  before: UserAccount['groups'],
  name: string,
  entry: ReadonlyMap<string, Value> | null,
): UserAccount['groups'] => {
  const member = entry === null ? [] : entry.get('groups')
  const groups = new Map(before)
  if (entry?.get('makes_group') === true && !groups.has(name)) groups.set(name, { name, gid: undefined, members: [] })
  if (!Array.isArray(member)) return groups
  for (const [key, one] of groups) {
    const others = one.members.filter((each) => each !== name)
    groups.set(key, { ...one, members: member.includes(key) ? [...others, name] : others })
  }
  return groups
}
