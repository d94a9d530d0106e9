/** Owner, group and mode of what `unarchive` unpacked: what differs from what is wanted, and how to set it. */
import type { Step } from '../../remote/remote-host.ts'
import { sh } from '../../remote/sh.ts'
import { chmodText, resolveMode } from './file-mode.ts'

/** What all entries of an archive are to have. */
export interface EntryAttributes {
  readonly owner?: string | undefined
  readonly group?: string | undefined
  readonly mode?: string | undefined
}

/** What an entry has that is there; `owner` and `group` by name and by number. */
export interface EntryState {
  readonly path: string
  readonly mode: number
  readonly kind: string
  readonly owner: readonly [name: string, number: string]
  readonly group: readonly [name: string, number: string]
}

/** Tells what the entries have, and the umask. Those that are not there are left out. */
export const statEntries = (paths: readonly string[]): Step => ({
  script: sh`umask; LC_ALL=C xargs -0 stat -c '%a|%U|%u|%G|%g|%F|%n' -- 2>/dev/null; :`,
  stdin: terminated(paths),
})

/** The answer to {@link statEntries}. */
export const readEntries = (text: string): { readonly umask: number; readonly entries: readonly EntryState[] } => {
  const [umask = '', ...lines] = text.split('\n')
  return { umask: Number.parseInt(umask, 8), entries: lines.flatMap(readEntry) }
}

const readEntry = (line: string): EntryState[] => {
  const [, mode, owner, uid, group, gid, kind, path] =
    /^(\d+)\|(.*?)\|(\d+)\|(.*?)\|(\d+)\|(.*?)\|(.*)$/.exec(line) ?? []
  if (path === undefined) return []
  return [{ path, mode: Number.parseInt(mode!, 8), kind: kind!, owner: [owner!, uid!], group: [group!, gid!] }]
}

/** What sets the attributes of those entries that differ; none where all are right. Raises for text that is no mode. */
export const attributeSteps = (
  { owner, group, mode }: EntryAttributes,
  { umask, entries }: ReturnType<typeof readEntries>,
): readonly Step[] => {
  const differs = (entry: EntryState): boolean =>
    (owner !== undefined && !entry.owner.includes(owner)) || (group !== undefined && !entry.group.includes(group))
  const owned = entries.filter(differs).map(({ path }) => path)
  const owners = `${owner ?? ''}${group === undefined ? '' : `:${group}`}`
  const modes = mode === undefined ? [] : [...byMode(mode, umask, entries)]
  return [
    ...(owned.length === 0 ? [] : [onEach(sh`chown -h ${owners} --`, owned)]),
    ...modes.map(([wanted, paths]) => onEach(sh`chmod ${chmodText(wanted)} --`, paths)),
  ]
}

/** The entries to change, by the mode that they are to get. */
const byMode = (mode: string, umask: number, entries: readonly EntryState[]): ReadonlyMap<number, string[]> => {
  const groups = new Map<number, string[]>()
  for (const { path, mode: current, kind } of entries) {
    if (kind === 'symbolic link') continue
    const wanted = resolveMode(mode, { current, isDirectory: kind === 'directory', umask })
    if (wanted !== current) groups.set(wanted, [...(groups.get(wanted) ?? []), path])
  }
  return groups
}

const onEach = (command: ReturnType<typeof sh>, paths: readonly string[]): Step => ({
  script: sh`xargs -0 ${command}`,
  stdin: terminated(paths),
  guarded: true,
})

const terminated = (paths: readonly string[]): Buffer => Buffer.from(paths.map((path) => `${path}\0`).join(''))
