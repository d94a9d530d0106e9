/** What is known of a path. */
import { posix } from 'node:path'
import type { Answer } from '../answer.ts'
import type { Effect } from '../effect.ts'
import { type FileStat, kindOf, newStat } from '../file-stat.ts'
import { type Query, query } from '../query.ts'
import { sh } from '../sh.ts'
import { isAbsent, refused } from './host-words.ts'
import { pathEffect } from './path-effect.ts'

export interface StatOptions {
  /** Look at what a link points to; a dangling link is absent then. Not so unless told. */
  readonly follow?: boolean | undefined
}

/** A path's kind, permissions, owner, size and times; `null` when nothing is there. */
export const stat = (path: string, { follow = false }: StatOptions = {}): Query<FileStat | null> =>
  query({
    name: 'stat',
    inline: true,
    key: `stat ${follow ? 'follow ' : ''}${path}`,
    script: follow
      ? sh`${statCommand} -L -- ${path}`
      : sh`${statCommand} -- ${path}; s=$?; [ ! -h ${path} ] || readlink -- ${path}; [ $s = 0 ]`,
    parse: (answer) => parse(path, answer),
    overlay: (answer, effects) => overlay(answer, { path, follow, effects }),
  })

const fields = '%f %u %g %s %Y %X %Z %i %d %h'
const statCommand = sh`LC_ALL=C stat -c ${`${fields}\n%U\n%G`}`

const parse = (path: string, answer: Answer): FileStat | null => {
  if (answer.status !== 0) {
    if (isAbsent(answer) || endless(answer)) return null
    throw refused(`can't look at ${path}`, answer)
  }
  const [numbers = '', owner = '', group = '', ...link] = answer.stdout.toString().split('\n')
  return { path, ...parseNumbers(numbers), ...names(numbers, owner, group), ...linkTarget(link) }
}

/** A link that leads to itself leads to nothing. */
const endless = ({ stderr }: Answer): boolean => stderr.toString().includes('Too many levels of symbolic links')

const parseNumbers = (text: string): Omit<FileStat, 'path' | 'owner' | 'group' | 'linkTarget'> => {
  const [raw = '', ...rest] = text.split(' ')
  const bits = Number.parseInt(raw, 16)
  const [uid, gid, size, mtime, atime, ctime, inode, device, links] = rest.map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  if (Number.isNaN(bits) || links === undefined) throw new Error(`stat printed "${text}"`)
  return { kind: kindOf(bits), mode: bits & 0o7777, uid, gid, size, mtime, atime, ctime, inode, device, links }
}

/** GNU and busybox print `UNKNOWN` for a number without a name. */
const names = (numbers: string, owner: string, group: string) => {
  const [, uid = '', gid = ''] = numbers.split(' ')
  return { owner: owner === 'UNKNOWN' ? uid : owner, group: group === 'UNKNOWN' ? gid : group }
}

const linkTarget = (lines: readonly string[]): { linkTarget?: string } => {
  const text = lines.join('\n').replace(/\n$/, '')
  return text === '' ? {} : { linkTarget: text }
}

interface Overlay {
  readonly path: string
  readonly follow: boolean
  readonly effects: readonly Effect[]
}

const overlay = (answer: FileStat | null, { path, follow, effects }: Overlay): FileStat | null => {
  const planned = pathEffect(path, effects)
  if (!planned) return answer
  if (planned.stat === null) return null
  const after = { ...(answer ?? newStat(path, 'file')), ...planned.stat, path }
  if (!follow || after.kind !== 'link' || after.linkTarget === undefined) return after
  return overlay(newStat(path, 'file'), { path: posix.resolve(posix.dirname(path), after.linkTarget), follow, effects })
}
