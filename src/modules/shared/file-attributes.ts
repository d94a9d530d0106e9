/** Owner, group, mode and attributes of files: the options that all file modules share, and what they change. */
import type { FileStat } from '../../remote/file-stat.ts'
import { type GroupEntry, group, type UserEntry, user } from '../../remote/queries/accounts.ts'
import { fileFlags } from '../../remote/queries/file-flags.ts'
import { none } from '../../remote/queries/none.ts'
import { umask } from '../../remote/queries/umask.ts'
import type { Query } from '../../remote/query.ts'
import { ShellScript, sh } from '../../remote/sh.ts'
import { type Dict, dict, type Value } from '../../values.ts'
import { ModuleFailure } from '../kit/change.ts'
import { bool, fileMode, str } from '../kit/option.ts'
import { chmodText, modeText, needsUmask, resolveMode } from './file-mode.ts'

/** The options, to be spread into a module's own. */
export const fileAttributeOptions = {
  mode: fileMode({ help: 'Permissions: octal as `0644`, or symbolic as `u=rw,g=r`.' }),
  owner: str({ help: 'The name or number of the user who is to own it.' }),
  group: str({ help: 'The name or number of the group that is to own it.' }),
  attributes: str({ aliases: ['attr'], help: 'Flags as `chattr` takes them: `+i`, `=e`.' }),
  seuser: str({ help: "The user part of SELinux' context; not used by runbook." }),
  serole: str({ help: "The role part of SELinux' context; not used by runbook." }),
  setype: str({ help: "The type part of SELinux' context; not used by runbook." }),
  selevel: str({ help: "The level part of SELinux' context; not used by runbook." }),
  unsafe_writes: bool({
    help: 'Write in place where the file can not be replaced; unless told, ANSIBLE_UNSAFE_WRITES of the host decides.',
  }),
}

export interface WantedAttributes {
  readonly mode: string | undefined
  readonly owner: string | undefined
  readonly group: string | undefined
  readonly attributes?: string | undefined
}

/** What must be known of the host to apply attributes. */
export interface AttributeQueries extends Record<string, Query<unknown>> {
  readonly ownerEntry: Query<UserEntry | null>
  readonly groupEntry: Query<GroupEntry | null>
  readonly umask: Query<number>
  readonly flags: Query<string>
}

export interface AttributeAnswers {
  readonly ownerEntry: UserEntry | null
  readonly groupEntry: GroupEntry | null
  readonly umask: number
  /** As `lsattr` shows them. */
  readonly flags: string
}

/** The questions that attributes need; nothing is sent for those that are not set. */
export const attributeQueries = (
  { owner, group: groupName, mode, attributes }: WantedAttributes,
  path: string,
): AttributeQueries => ({
  ownerEntry: owner === undefined || isNumber(owner) ? none(null) : user(owner),
  groupEntry: groupName === undefined || isNumber(groupName) ? none(null) : group(groupName),
  umask: needsUmask(mode) ? umask() : none(0o022),
  flags: attributes === undefined ? none('') : fileFlags(path),
})

const isNumber = (text: string): boolean => /^\d+$/.test(text)

/** What attributes would change of a file. */
export interface AttributePlan {
  /** Run in order; empty when all is as wanted. */
  readonly commands: readonly ShellScript[]
  /** The part of the stat that will be different. */
  readonly stat: Partial<FileStat>
  /** For the diff: `owner`, `group`, `mode` before and after. */
  readonly before: Dict
  readonly after: Dict
}

/** Compares what is with what is wanted. Throws a ModuleFailure for accounts that don't exist. */
export const planAttributes = (
  path: string,
  { stat, wanted, answers }: { stat: FileStat; wanted: WantedAttributes; answers: AttributeAnswers },
): AttributePlan => {
  const parts = [
    planOwner(path, stat, resolveOwner(wanted.owner, answers)),
    planGroup(path, stat, resolveGroup(wanted.group, answers)),
    planMode(path, stat, { mode: wanted.mode, umask: answers.umask }),
    planFlags(path, wanted.attributes, answers.flags),
  ].filter((part): part is Part => part !== undefined)
  return {
    commands: parts.map(({ command }) => command),
    stat: Object.assign({}, ...parts.map(({ stat }) => stat)) as Partial<FileStat>,
    before: new Map(parts.flatMap(({ before }) => before)),
    after: new Map(parts.flatMap(({ after }) => after)),
  }
}

interface Part {
  readonly command: ShellScript
  readonly stat: Partial<FileStat>
  readonly before: readonly (readonly [Value, Value])[]
  readonly after: readonly (readonly [Value, Value])[]
}

export interface Account {
  readonly name: string
  /** Undefined for one that a dry run only plans to make. */
  readonly id: number | undefined
}

/** Whom a name or number means. */
export const resolveOwner = (owner: string | undefined, { ownerEntry }: AttributeAnswers): Account | undefined => {
  if (owner === undefined) return undefined
  if (isNumber(owner)) return { name: owner, id: Number(owner) }
  if (!ownerEntry) throw new ModuleFailure(`chown failed: failed to look up user ${owner}`)
  return { name: ownerEntry.name, id: ownerEntry.uid }
}

/** Which group a name or number means. */
export const resolveGroup = (name: string | undefined, { groupEntry }: AttributeAnswers): Account | undefined => {
  if (name === undefined) return undefined
  if (isNumber(name)) return { name, id: Number(name) }
  if (!groupEntry) throw new ModuleFailure(`chgrp failed: failed to look up group ${name}`)
  return { name: groupEntry.name, id: groupEntry.gid }
}

const planOwner = (path: string, stat: FileStat, owner: Account | undefined): Part | undefined => {
  if (!owner || (owner.id === undefined ? owner.name === stat.owner : owner.id === stat.uid)) return undefined
  const command = sh`chown${ofLink(stat.kind)} -- ${owner.name} ${path}`
  const changed = { owner: owner.name, ...(owner.id === undefined ? {} : { uid: owner.id }) }
  return { command, stat: changed, before: [['owner', stat.uid]], after: [['owner', owner.id ?? owner.name]] }
}

const planGroup = (path: string, stat: FileStat, wanted: Account | undefined): Part | undefined => {
  if (!wanted || (wanted.id === undefined ? wanted.name === stat.group : wanted.id === stat.gid)) return undefined
  const command = sh`chgrp${ofLink(stat.kind)} -- ${wanted.name} ${path}`
  const changed = { group: wanted.name, ...(wanted.id === undefined ? {} : { gid: wanted.id }) }
  return { command, stat: changed, before: [['group', stat.gid]], after: [['group', wanted.id ?? wanted.name]] }
}

/** The option that makes a command act on a link itself; without it, it acts on what the link points to. */
const ofLink = (kind: FileStat['kind']): ShellScript => (kind === 'link' ? sh` -h` : sh``)

/** A link has no mode of its own. */
const planMode = (
  path: string,
  stat: FileStat,
  { mode, umask }: { mode: string | undefined; umask: number },
): Part | undefined => {
  if (mode === undefined || stat.kind === 'link') return undefined
  const wanted = resolveMode(mode, { current: stat.mode, isDirectory: stat.kind === 'directory', umask })
  if (wanted === stat.mode) return undefined
  return {
    command: sh`chmod -- ${chmodText(wanted)} ${path}`,
    stat: { mode: wanted },
    before: [['mode', modeText(stat.mode)]],
    after: [['mode', modeText(wanted)]],
  }
}

/** Flags to add, to remove, or exactly those; what `lsattr` shows besides what can be set (`e`) is left alone. */
const planFlags = (path: string, wanted: string | undefined, present: string): Part | undefined => {
  if (wanted === undefined) return undefined
  const [, operator = '=', flags = ''] = /^([-+=]?)(.*)$/.exec(wanted) ?? []
  const has = (flag: string): boolean => present.includes(flag)
  const exact =
    [...present]
      .filter((flag) => flag !== 'e')
      .sort()
      .join('') ===
    [...flags]
      .filter((flag) => flag !== 'e')
      .sort()
      .join('')
  const fine = operator === '+' ? [...flags].every(has) : operator === '-' ? ![...flags].some(has) : exact
  if (fine) return undefined
  const command = sh`chattr ${`${operator || '='}${flags}`} ${path}`
  return { command, stat: {}, before: [['attributes', present]], after: [['attributes', wanted]] }
}

/** The keys that results have of a path: `uid`, `gid`, `owner`, `group`, `mode`, `state`, `size`. */
export const pathInfo = (stat: FileStat | null): Record<string, Value> =>
  stat === null
    ? {}
    : {
        uid: stat.uid,
        gid: stat.gid,
        owner: stat.owner,
        group: stat.group,
        mode: modeText(stat.mode),
        state: fileState(stat),
        size: stat.size,
      }

/** `absent`, `link`, `directory`, `hard` or `file`. */
export const fileState = (stat: FileStat | null): 'absent' | 'link' | 'directory' | 'hard' | 'file' => {
  if (stat === null) return 'absent'
  if (stat.kind === 'link' || stat.kind === 'directory') return stat.kind
  return stat.links > 1 ? 'hard' : 'file'
}

/** A failure with what is known of the path. */
export const fileFailure = (message: string, keys: Record<string, Value>, stat: FileStat | null): ModuleFailure =>
  new ModuleFailure(message, dict({ ...keys, ...pathInfo(stat) }))

/** All attributes as commands, for a path that is about to be made. */
export const setAttributes = (
  path: ShellScript | string,
  { wanted, answers, kind }: { wanted: WantedAttributes; answers: AttributeAnswers; kind: FileStat['kind'] },
): readonly ShellScript[] => {
  const owner = resolveOwner(wanted.owner, answers)
  const ownGroup = resolveGroup(wanted.group, answers)
  if (wanted.mode !== undefined) resolveMode(wanted.mode, { current: 0, isDirectory: true, umask: answers.umask })
  return [
    ...(owner ? [sh`chown${ofLink(kind)} -- ${owner.name} ${path}`] : []),
    ...(ownGroup ? [sh`chgrp${ofLink(kind)} -- ${ownGroup.name} ${path}`] : []),
    ...(wanted.mode !== undefined && kind !== 'link' ? [sh`chmod -- ${chmodArgument(wanted.mode)} ${path}`] : []),
  ]
}

/** What `chmod` takes: octal modes with five digits. */
const chmodArgument = (mode: string): string => (/^[0-7]+$/.test(mode) ? mode.padStart(5, '0') : mode)

/** Joins commands so that the first failure ends them. */
export const inOrder = (commands: readonly ShellScript[]): ShellScript =>
  ShellScript.trusted(commands.map(({ text }) => text).join(' &&\n'))
