/** Everything below a directory. */
import { posix } from 'node:path'
import type { Effect } from '../effect.ts'
import { type FileStat, kindOf } from '../file-stat.ts'
import { type Query, query } from '../query.ts'
import { sh } from '../sh.ts'
import { stat } from './stat.ts'

/** A path of a tree. */
export interface TreeEntry
  extends Pick<FileStat, 'path' | 'kind' | 'mode' | 'uid' | 'gid' | 'owner' | 'group' | 'size' | 'links'> {
  /** It is what a link ends at, or below that. */
  readonly followed?: boolean
}

export interface TreeOptions {
  /** How deep to go; 1 for what is in the directory itself. */
  readonly depth?: number | undefined
}

/** The paths below a directory, with their permissions and owners; none when it is not there. */
export const tree = (path: string, { depth }: TreeOptions = {}): Query<readonly TreeEntry[]> =>
  query<readonly TreeEntry[]>({
    name: 'tree',
    key: `tree ${depth ?? ''} ${path}`,
    script: sh`LC_ALL=C find ${path.replace(/(.)\/+$/, '$1')} -mindepth 1${depth === undefined ? sh`` : sh` -maxdepth ${depth}`} -exec stat -c '%f %u %g %s %h %U %G %n' -- {} + 2>/dev/null; :`,
    parse: ({ stdout }) => stdout.toString().split('\n').flatMap(parseLine),
    overlay: (answer, effects) => overlay(answer, { path, depth, effects }),
  })

/**
 * The same with links followed, also into directories: the paths are those through the links. None where there are no
 * links.
 */
export const followedTree = (path: string): Query<readonly TreeEntry[]> => {
  const root = path.replace(/(.)\/+$/, '$1')
  return query<readonly TreeEntry[]>({
    name: 'followed-tree',
    key: `followed-tree ${path}`,
    script: sh`[ -z "$(find ${root} -type l 2>/dev/null | head -n 1)" ] || LC_ALL=C find -L ${root} -mindepth 1 -exec stat -L -c '%f %u %g %s %h %U %G %n' -- {} + 2>/dev/null; :`,
    parse: ({ stdout }) => stdout.toString().split('\n').flatMap(parseLine),
    overlay: (answer, effects) => (answer.length > 0 ? overlay(answer, { path, depth: undefined, effects }) : answer),
  })
}

const parseLine = (line: string): TreeEntry[] => {
  const match = /^([0-9a-f]+) (\d+) (\d+) (\d+) (\d+) (\S+) (\S+) (.*)$/.exec(line)
  if (!match) return []
  const [bits, uid, gid, size, links, owner = '', group = '', path = ''] = match.slice(1)
  const raw = Number.parseInt(bits as string, 16)
  const numbers = { uid: Number(uid), gid: Number(gid), size: Number(size), links: Number(links) }
  return [{ path, kind: kindOf(raw), mode: raw & 0o7777, ...numbers, owner, group }]
}

interface Overlay {
  readonly path: string
  readonly depth: number | undefined
  readonly effects: readonly Effect[]
}

/** Entries as they will be, without those that go, with those that come. */
const overlay = (answer: readonly TreeEntry[], { path, depth, effects }: Overlay): readonly TreeEntry[] => {
  const within = effects.filter((effect) => effect.kind === 'path' && isRelated(effect.path, path))
  if (within.length === 0) return answer
  const entries = new Map<string, TreeEntry>()
  for (const entry of answer) {
    const after = stat(entry.path).overlay(entry as FileStat, within)
    if (after) entries.set(entry.path, after)
  }
  for (const effect of within) {
    if (effect.kind !== 'path' || entries.has(effect.path) || !isBelow(effect.path, path)) continue
    const levels = posix.relative(path, effect.path).split('/').length
    const after = stat(effect.path).overlay(null, within)
    if (after && (depth === undefined || levels <= depth)) entries.set(effect.path, after)
  }
  return [...entries.values()]
}

const isBelow = (path: string, directory: string): boolean =>
  posix.resolve(path).startsWith(`${posix.resolve(directory).replace(/\/$/, '')}/`)

const isRelated = (path: string, directory: string): boolean =>
  isBelow(path, directory) || isBelow(directory, path) || posix.resolve(path) === posix.resolve(directory)
