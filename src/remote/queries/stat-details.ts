/** Everything that the `stat` module tells of a path. */
import { createHash } from 'node:crypto'
import { posix } from 'node:path'
import type { Effect } from '../effect.ts'
import type { FileStat } from '../file-stat.ts'
import { type Query, query } from '../query.ts'
import { lines, ShellScript, sh } from '../sh.ts'
import type { ChecksumAlgorithm } from './checksum.ts'
import { stat } from './stat.ts'

export interface DetailSettings {
  readonly follow: boolean
  readonly checksum: ChecksumAlgorithm | undefined
  readonly mime: boolean
  readonly attributes: boolean
}

export interface StatDetails {
  readonly stat: FileStat
  /** Seconds with fractions, where the host tells them. */
  readonly times: { readonly mtime: number; readonly atime: number; readonly ctime: number }
  readonly blocks: number
  readonly blockSize: number
  /** The device that a special file stands for. */
  readonly deviceType: number
  /** What this identity may do. */
  readonly access: { readonly read: boolean; readonly write: boolean; readonly execute: boolean }
  /** Where a link ends. */
  readonly linkSource: string | undefined
  readonly checksum: string | undefined
  readonly mimetype: string | undefined
  readonly charset: string | undefined
  /** Flags and version as `lsattr` shows them. */
  readonly flags: string | undefined
  readonly version: string | undefined
}

/** A path in all detail; `null` when nothing is there. */
export const statDetails = (path: string, settings: DetailSettings): Query<StatDetails | null> =>
  query<StatDetails | null>({
    name: 'stat-details',
    key: `stat-details ${JSON.stringify([path, settings])}`,
    script: script(path, settings),
    parse: ({ stdout }) => parse(path, stdout.toString()),
    overlay: (answer, effects) => overlay(answer, { path, settings, effects }),
  })

const script = (path: string, { follow, checksum, mime, attributes }: DetailSettings): ShellScript => {
  const flag = follow ? sh`-L ` : sh``
  const tool = ShellScript.trusted(`${checksum}sum`)
  return lines(
    sh`f=${path} LC_ALL=C; export LC_ALL`,
    sh`stat ${flag}-c ${'s %f %u %g %s %Y %X %Z %i %d %h\nU %U\nG %G\nb %b %o %t %T'} -- "$f" 2>/dev/null || exit 0`,
    sh`stat ${flag}-c 't %.9Y %.9X %.9Z' -- "$f" 2>/dev/null`,
    sh`echo "a $([ -r "$f" ] && printf r)$([ -w "$f" ] && printf w)$([ -x "$f" ] && printf x)"`,
    sh`[ ! -h "$f" ] || { printf 'l %s\n' "$(readlink -- "$f")"; printf 'L %s\n' "$(readlink -f -- "$f")"; }`,
    checksum === undefined
      ? sh``
      : sh`[ -f "$f" ] && { ${follow ? sh`true` : sh`[ ! -h "$f" ]`}; } && printf 'c %s\n' "$(${tool} <"$f" 2>/dev/null)"`,
    mime
      ? sh`command -v file >/dev/null && printf 'm %s\n' "$(file ${flag}--mime-type --mime-encoding -b -- "$f" 2>/dev/null)"`
      : sh``,
    attributes ? sh`command -v lsattr >/dev/null && printf 'f %s\n' "$(lsattr -vd -- "$f" 2>/dev/null)"` : sh``,
    sh`:`,
  )
}

const parse = (path: string, output: string): StatDetails | null => {
  const fields = new Map<string, string>()
  for (const line of output.split('\n'))
    if (line[1] === ' ' && !fields.has(line[0] as string)) fields.set(line[0] as string, line.slice(2))
  const numbers = fields.get('s')
  if (numbers === undefined) return null
  const target = fields.get('l')
  const stdout = Buffer.from(
    `${numbers}\n${fields.get('U')}\n${fields.get('G')}\n${target === undefined ? '' : `${target}\n`}`,
  )
  const found = stat(path).parse({ stdout, stderr: Buffer.alloc(0), status: 0 }) as FileStat
  const [blocks = '0', blockSize = '0', major = '0', minor = '0'] = (fields.get('b') ?? '').split(' ')
  const [mtime, atime, ctime] = (fields.get('t') ?? '').split(' ').map(Number)
  const mime = fields.get('m')?.split('; charset=') ?? []
  const [version, flags] = (fields.get('f') ?? '').trim().split(/\s+/)
  const access = fields.get('a') ?? ''
  return {
    stat: found,
    times: { mtime: mtime || found.mtime, atime: atime || found.atime, ctime: ctime || found.ctime },
    blocks: Number(blocks),
    blockSize: Number(blockSize),
    deviceType: Number.parseInt(major, 16) * 256 + Number.parseInt(minor, 16),
    access: { read: access.includes('r'), write: access.includes('w'), execute: access.includes('x') },
    linkSource: fields.get('L'),
    checksum: fields.get('c')?.split(' ')[0] || undefined,
    mimetype: mime[0] || undefined,
    charset: mime[1] || undefined,
    flags: flags?.replaceAll('-', ''),
    version: flags === undefined ? undefined : version,
  }
}

interface Overlay {
  readonly path: string
  readonly settings: DetailSettings
  readonly effects: readonly Effect[]
}

const overlay = (answer: StatDetails | null, { path, settings, effects }: Overlay): StatDetails | null => {
  const planned = stat(path, { follow: settings.follow }).overlay(answer?.stat ?? null, effects)
  if (planned === (answer?.stat ?? null)) return answer
  if (!planned) return null
  const content = effects.findLast(
    (effect) => effect.kind === 'path' && posix.resolve(effect.path) === posix.resolve(path),
  )
  const bytes = content?.kind === 'path' ? content.content : undefined
  const own = answer ?? { ...unknown, times: { mtime: planned.mtime, atime: planned.atime, ctime: planned.ctime } }
  const checksum = bytes && settings.checksum ? createHash(settings.checksum).update(bytes).digest('hex') : own.checksum
  return {
    ...own,
    stat: planned,
    checksum,
    linkSource: planned.linkTarget && posix.resolve(posix.dirname(path), planned.linkTarget),
  }
}

const unknown = {
  blocks: 0,
  blockSize: 4096,
  deviceType: 0,
  access: { read: true, write: true, execute: true },
  linkSource: undefined,
  checksum: undefined,
  mimetype: undefined,
  charset: undefined,
  flags: undefined,
  version: undefined,
}
