/** What is mounted on a host. */
import type { Effect } from '../effect.ts'
import { type Query, query } from '../query.ts'
import { sh } from '../sh.ts'

export interface Mounted {
  /** The device, or what stands for one. */
  readonly device: string
  /** The directory that is seen here, where it is a part of another file system that is mounted. */
  readonly source: string
  readonly fstype: string
  /** It is of the same file system as the directory above. */
  readonly isBind: boolean
}

/** By the directory they are mounted on; the last that was mounted there. */
export type MountTable = ReadonlyMap<string, Mounted>

/** All mounts of the host. */
export const mountTable = (): Query<MountTable> =>
  query<MountTable>({
    name: 'mount-table',
    key: 'mount-table',
    inline: true,
    script: sh`cat /proc/self/mountinfo 2>/dev/null`,
    parse: ({ stdout }) => parse(stdout.toString()),
    overlay: (answer, effects) => {
      const planned = effects.filter((effect) => effect.kind === 'named' && effect.type === 'mount')
      return planned.length === 0 ? answer : withPlanned(answer, planned)
    },
  })

interface Entry {
  readonly id: string
  readonly parent: string
  /** Numbers of the device. */
  readonly numbers: string
  /** The directory within the file system. */
  readonly root: string
  readonly place: string
  readonly fstype: string
  readonly device: string
}

const parse = (text: string): MountTable => {
  const entries = text.split('\n').flatMap((line) => parseEntry(line) ?? [])
  const byId = new Map(entries.map((entry) => [entry.id, entry]))
  return new Map(entries.map((entry) => [entry.place, mounted(entry, byId.get(entry.parent))]))
}

const parseEntry = (line: string): Entry | undefined => {
  const [before = '', after = ''] = line.split(' - ')
  const [id, parent, numbers, root, place] = before.split(' ').map(unescapeSpaces)
  const [fstype, device] = after.split(' ').map(unescapeSpaces)
  if (id === undefined || parent === undefined || numbers === undefined || root === undefined || place === undefined)
    return undefined
  return { id, parent, numbers, root, place, fstype: fstype ?? '', device: device ?? '' }
}

/** `\040` is a space. */
const unescapeSpaces = (text: string): string =>
  text.replaceAll(/\\([0-7]{3})/g, (_all, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)))

const mounted = ({ numbers, root, fstype, device }: Entry, parent: Entry | undefined): Mounted => {
  if (!parent) return { device, source: device, fstype, isBind: false }
  const within = parent.root !== '/' && root.startsWith(`${parent.root}/`) ? root.slice(parent.root.length) : root
  const source = parent.place === '/' ? within : `${parent.place}${within}`
  return { device, source, fstype, isBind: numbers === parent.numbers }
}

const withPlanned = (table: MountTable, effects: readonly Effect[]): MountTable => {
  const after = new Map(table)
  for (const effect of effects) {
    if (effect.kind !== 'named') continue
    if (effect.value === null) after.delete(effect.name)
    else after.set(effect.name, effect.value as Mounted)
  }
  return after
}
