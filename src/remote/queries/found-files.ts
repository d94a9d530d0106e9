/** Paths below directories, with all that `find` tells and filters by. */
import { type FileStat, kindOf } from '../file-stat.ts'
import { type Query, query } from '../query.ts'
import { sh } from '../sh.ts'
import { pathEffect } from './path-effect.ts'
import { stat } from './stat.ts'

export interface FoundFiles {
  readonly entries: readonly FileStat[]
  /** What could not be looked at, and why. */
  readonly skipped: ReadonlyMap<string, string>
  /** The host's clock, in seconds. */
  readonly now: number
}

export interface FindSettings {
  /** 1 for what is in the directory itself; everything below it when undefined. */
  readonly depth: number | undefined
  readonly follow: boolean
}

/** All that is below a directory; links are told as links. */
export const foundFiles = (directory: string, { depth, follow }: FindSettings): Query<FoundFiles> =>
  query<FoundFiles>({
    name: 'found-files',
    key: `found-files ${depth ?? ''} ${follow} ${directory}`,
    script: sh`LC_ALL=C; export LC_ALL; d=${directory}; date +%s
[ -d "$d" ] || { printf "'%s' is not a directory" "$d" >&2; exit 1; }
case $d in /) ;; *) d=$\{d%/};; esac
case $d in -*) d=./$d;; esac
f='%X %Y %Z'; stat -c %.9Y / 2>/dev/null | grep -q '^[0-9]*\.[0-9]*$' && f='%.9X %.9Y %.9Z'
find ${follow ? sh`-L ` : sh``}"$d" -mindepth 1 ${depth === undefined ? sh`` : sh`-maxdepth ${depth} `}-exec stat -c "%f %u %g %s %h %i %d $f %U %G %n
//" -- {} +; :`,
    parse: ({ stdout, stderr, status }) => {
      const [clock = '0', ...rest] = stdout.toString().split('\n')
      const entries = rest.join('\n').split('\n//\n').flatMap(parseEntry)
      return { entries, now: Number(clock), skipped: parseErrors(directory, stderr.toString(), status) }
    },
    overlay: (answer, effects) => {
      const entries = answer.entries.flatMap((entry) => stat(entry.path).overlay(entry, effects) ?? [])
      const known = new Set(entries.map(({ path }) => path))
      const prefix = `${directory.replace(/\/$/, '')}/`
      const planned = effects.flatMap((effect) => {
        if (effect.kind !== 'path' || !effect.path.startsWith(prefix) || known.has(effect.path)) return []
        if (depth !== undefined && effect.path.slice(prefix.length).split('/').length > depth) return []
        return pathEffect(effect.path, effects)?.stat ? (stat(effect.path).overlay(null, effects) ?? []) : []
      })
      const same = planned.length === 0 && entries.every((entry, i) => entry === answer.entries[i])
      return same && entries.length === answer.entries.length
        ? answer
        : { ...answer, entries: [...entries, ...planned] }
    },
  })

const parseEntry = (text: string): FileStat[] => {
  const match = /^([0-9a-f]+) (\d+) (\d+) (\d+) (\d+) (\d+) (\d+) ([\d.]+) ([\d.]+) ([\d.]+) (\S+) (\S+) (.*)$/s.exec(
    text,
  )
  if (!match) return []
  const [, bits = '', uid, gid, size, links, inode, device, atime, mtime, ctime, owner = '', group = '', path = ''] =
    match
  const raw = Number.parseInt(bits, 16)
  return [
    {
      path,
      kind: kindOf(raw),
      mode: raw & 0o7777,
      uid: Number(uid),
      gid: Number(gid),
      size: Number(size),
      links: Number(links),
      inode: Number(inode),
      device: Number(device),
      atime: Number(atime),
      mtime: Number(mtime),
      ctime: Number(ctime),
      owner,
      group,
    },
  ]
}

/** `find: '/x': Permission denied` by path. */
const parseErrors = (directory: string, text: string, status: number): Map<string, string> => {
  if (status !== 0) return new Map([[directory, text]])
  const lines = text.split('\n').flatMap((line) => {
    const [, path, reason] = /^find: [‘']?(.*?)['’]?: (.*)$/.exec(line) ?? []
    return path === undefined || reason === undefined ? [] : [[path, reason] as const]
  })
  return new Map(lines)
}
