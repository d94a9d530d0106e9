/** The changes of accounts, with the tools that the host has: shadow's, libuser's (`local`), or busybox's. */
import type { Effect } from '../../../remote/effect.ts'
import type { GroupEntry } from '../../../remote/queries/accounts.ts'
import type { UserAccount } from '../../../remote/queries/user-account.ts'
import { dict, Secret, type Value } from '../../../values.ts'
import { type Change, type Command, change, ModuleFailure } from '../../kit/change.ts'
import { busybox } from './busybox.ts'
import { libuser } from './libuser.ts'
import type { UserOptions } from './options.ts'
import { shadow } from './shadow.ts'

/** What is to be different of an account that is there. Absent keys stay. */
export interface Difference {
  readonly uid?: number
  readonly gid?: number | string
  /** All groups it is to be in, besides the primary one. */
  readonly groups?: readonly string[]
  readonly addedGroups?: readonly string[]
  readonly removedGroups?: readonly string[]
  readonly comment?: string
  readonly home?: string
  readonly shell?: string
  /** Days since 1970; -1 for never. */
  readonly expires?: number
  readonly inactive?: number
  readonly lock?: boolean
  readonly password?: string
  readonly min?: number
  readonly max?: number
  readonly warn?: number
}

/** How one family of tools does it. */
export interface AccountTools {
  create(options: UserOptions, situation: Creation): readonly Command[]
  modify(options: UserOptions, difference: Difference): readonly Command[]
  remove(options: UserOptions): readonly Command[]
}

export interface Creation {
  /** A group of the user's name is there already. */
  readonly hasOwnGroup: boolean
  readonly groups: readonly string[]
  /** Days since 1970. */
  readonly expires: number | undefined
  /** With a leading `!` when locked. */
  readonly password: string | undefined
}

const toolsOf = (options: UserOptions, { tools }: UserAccount): AccountTools => {
  if (options.local) {
    if (!tools.has('luseradd')) throw new ModuleFailure('Failed to find required executable "luseradd"')
    return libuser
  }
  return tools.has('useradd') || !tools.has('adduser') ? shadow : busybox
}

const failed =
  (options: UserOptions): Change['failure'] =>
  ({ stdout, stderr, status }) =>
    new ModuleFailure(
      stderr.toString() || stdout.toString() || `exit status ${status}`,
      dict({ name: options.name, rc: status }),
    )

/** Removes the account where it is there. */
export function* removeUser(options: UserOptions, account: UserAccount): Iterable<Change> {
  const { entry, groups } = account
  if (!entry) return
  const own = groups.get(options.name)
  const goes = own && own.gid === entry.gid && own.members.every((member) => member === options.name)
  yield change({
    summary: `remove the user ${options.name}`,
    commands: toolsOf(options, account).remove(options),
    effects: [
      { kind: 'user', name: options.name, entry: null },
      ...(goes ? [{ kind: 'group', name: options.name, entry: null } as const] : []),
      ...(options.remove ? [{ kind: 'path', path: entry.home, stat: null } as const] : []),
    ],
    failure: failed(options),
  })
}

/** Makes the account. */
export function* createUser(options: UserOptions, account: UserAccount): Iterable<Change> {
  const primary = options.group === undefined ? undefined : findGroup(account, options.group)
  const groups = (options.groups ?? []).map((name) => findGroup(account, name).name)
  const hasOwnGroup = account.groups.has(options.name)
  const hash = options.password?.reveal()
  const password = hash !== undefined && options.password_lock ? `!${hash}` : hash
  const tools = toolsOf(options, account)
  const expires = expiryOf(options)
  const ages = ageDifference(options, { min: 0, max: 99_999, warn: 7 })
  yield change({
    summary: `create the user ${options.name}`,
    commands: [
      ...tools.create(options, { hasOwnGroup, groups, expires, password }),
      ...(Object.keys(ages).length > 0 ? tools.modify(options, ages) : []),
    ],
    effects: [creationEffect(options, { primary, groups, makesGroup: !primary && !hasOwnGroup, password, ages })],
    failure: failed(options),
  })
}

interface Created {
  readonly primary: GroupEntry | undefined
  readonly groups: readonly string[]
  readonly makesGroup: boolean
  readonly password: string | undefined
  readonly ages: Difference
}

const creationEffect = (options: UserOptions, { primary, groups, makesGroup, password, ages }: Created): Effect => ({
  kind: 'user',
  name: options.name,
  entry: dict({
    uid: options.uid,
    gid: primary?.gid,
    comment: options.comment ?? '',
    home: options.home ?? `/home/${options.name}`,
    shell: options.shell,
    groups: [...groups],
    makes_group: makesGroup,
    has_home: options.create_home,
    shadow: dict({
      password: new Secret(password ?? '!'),
      expires: expiryOf(options),
      inactive: options.password_expire_account_disable,
      min: ages.min,
      max: ages.max,
      warn: ages.warn,
    }),
  }) as ReadonlyMap<string, Value>,
})

/** Changes what differs. */
export function* modifyUser(options: UserOptions, account: UserAccount): Iterable<Change> {
  const difference = { ...entryDifference(options, account), ...shadowDifference(options, account) }
  if (Object.keys(difference).length === 0) return
  const commands = toolsOf(options, account).modify(options, difference)
  if (commands.length === 0) return
  yield change({
    summary: `change the user ${options.name}: ${Object.keys(difference).join(', ')}`,
    commands,
    effects: [modificationEffect(options.name, difference)],
    failure: failed(options),
  })
}

const modificationEffect = (name: string, difference: Difference): Effect => {
  const { uid, gid, comment, home, shell, groups, password, lock, ...days } = difference
  const hash = password ?? (lock === undefined ? undefined : lock ? '!' : '')
  return {
    kind: 'user',
    name,
    entry: dict({
      uid,
      gid: typeof gid === 'number' ? gid : undefined,
      comment,
      home,
      shell,
      groups: groups && [...groups],
      shadow: dict({
        password: hash === undefined ? undefined : new Secret(hash),
        min: days.min,
        max: days.max,
        warn: days.warn,
        expires: days.expires,
        inactive: days.inactive,
      }),
    }) as ReadonlyMap<string, Value>,
  }
}

const entryDifference = (options: UserOptions, account: UserAccount): Difference => {
  const entry = account.entry!
  const primary = options.group === undefined ? undefined : findGroup(account, options.group)
  return {
    ...(options.uid !== undefined && options.uid !== entry.uid ? { uid: options.uid } : {}),
    ...(primary && primary.gid !== entry.gid ? { gid: primary.gid ?? primary.name } : {}),
    ...groupDifference(options, account),
    ...changedText('comment', options.comment, entry.comment),
    ...changedText('home', options.home, entry.home),
    ...changedText('shell', options.shell, entry.shell),
  }
}

const changedText = (key: 'comment' | 'home' | 'shell', wanted: string | undefined, present: string): Difference =>
  wanted !== undefined && wanted !== present ? { [key]: wanted } : {}

const groupDifference = (options: UserOptions, account: UserAccount): Difference => {
  if (options.groups === undefined) return {}
  const present = [...account.groups.values()].filter(({ members }) => members.includes(options.name))
  const named = options.groups.filter(Boolean).map((name) => findGroup(account, name))
  const wanted = new Set(named.map(({ name }) => name))
  const added = [...wanted].filter((name) => !present.some((one) => one.name === name))
  const superfluous = present.map(({ name }) => name).filter((name) => !wanted.has(name))
  const removed = options.append ? [] : superfluous
  if (added.length === 0 && removed.length === 0) return {}
  const kept = options.append ? present.map(({ name }) => name) : []
  return { groups: [...new Set([...kept, ...wanted])], addedGroups: added, removedGroups: removed }
}

const shadowDifference = (options: UserOptions, { shadow: present }: UserAccount): Difference => {
  const old = present?.password.reveal() ?? ''
  const locked = old.startsWith('!')
  const hash = options.password?.reveal()
  const bare = (text: string): string => text.replace(/^!+/, '')
  const sets = options.update_password === 'always' && hash !== undefined && bare(old) !== bare(hash)
  const lock =
    options.password_lock !== undefined && options.password_lock !== locked ? options.password_lock : undefined
  const expires = expiryOf(options)
  const inactive = options.password_expire_account_disable
  return {
    ...(sets ? { password: options.password_lock ? `!${hash}` : hash } : lock === undefined ? {} : { lock }),
    ...(expires !== undefined && expires !== present?.expires ? { expires } : {}),
    ...(inactive !== undefined && inactive !== (present?.inactive ?? -1) ? { inactive } : {}),
    ...ageDifference(options, present ?? { min: undefined, max: undefined, warn: undefined }),
  }
}

interface Ages {
  readonly min: number | undefined
  readonly max: number | undefined
  readonly warn: number | undefined
}

const ageDifference = (options: UserOptions, present: Ages): Difference => {
  const wanted = {
    min: options.password_expire_min,
    max: options.password_expire_max,
    warn: options.password_expire_warn,
  }
  return Object.fromEntries(
    Object.entries(wanted).filter(([key, days]) => days !== undefined && days !== present[key as keyof Ages]),
  )
}

const expiryOf = ({ expires }: UserOptions): number | undefined =>
  expires === undefined ? undefined : expires < 0 ? -1 : Math.floor(expires / 86_400)

/** A group by number or name. */
const findGroup = ({ groups }: UserAccount, wanted: string): GroupEntry => {
  const byNumber = /^\d+$/.test(wanted) ? [...groups.values()].find(({ gid }) => gid === Number(wanted)) : undefined
  const found = byNumber ?? groups.get(wanted)
  if (!found) throw new ModuleFailure(`Group ${wanted} does not exist`)
  return found
}
