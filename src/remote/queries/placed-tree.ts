/** Many files below one directory: what they are now. */
import { createHash } from 'node:crypto'
import { posix } from 'node:path'
import type { Effect } from '../effect.ts'
import type { FileStat } from '../file-stat.ts'
import { type Query, query } from '../query.ts'
import { lines, type ShellScript, sh } from '../sh.ts'
import { stat } from './stat.ts'

export interface PlacedEntry {
  readonly stat: FileStat
  /** The SHA-1 of a file. */
  readonly checksum: string | undefined
}

/** Stat (links followed) and SHA-1 of paths relative to a directory; a path that is not there is not in the answer. */
export const placedTree = (base: string, paths: readonly string[]): Query<ReadonlyMap<string, PlacedEntry>> =>
  query<ReadonlyMap<string, PlacedEntry>>({
    name: 'placed-tree',
    key: `placed-tree ${JSON.stringify([base, paths])}`,
    script: lines(sh`cd -- ${base} 2>/dev/null || exit 0`, ...chunks(paths).map(look), sh`:`),
    parse: ({ stdout }) => parse(base, stdout.toString()),
    overlay: (answer, effects) => overlay(answer, { base, paths, effects }),
  })

const chunks = (paths: readonly string[]): string[][] =>
  Array.from({ length: Math.ceil(paths.length / 200) }, (_none, i) => paths.slice(i * 200, (i + 1) * 200))

const look = (paths: readonly string[]): ShellScript => {
  const words = paths.map((path) => `./${path}`)
  return sh`stat -L -c 's %f %u %g %s %Y %X %Z %i %d %h %U %G %n' -- ${words} 2>/dev/null; sha1sum -- ${words} 2>/dev/null`
}

const parse = (base: string, output: string): ReadonlyMap<string, PlacedEntry> => {
  const stats = new Map<string, FileStat>()
  const sums = new Map<string, string>()
  for (const line of output.split('\n')) {
    const sum = /^([0-9a-f]{40}) [ *]\.\/(.*)$/.exec(line)
    if (sum) sums.set(sum[2] as string, sum[1] as string)
    const [, numbers, owner, group, name] = /^s ([0-9a-f]+(?: \d+){9}) (\S+) (\S+) \.\/(.*)$/.exec(line) ?? []
    if (name === undefined) continue
    const path = posix.join(base, name)
    const stdout = Buffer.from(`${numbers}\n${owner}\n${group}\n`)
    const found = stat(path).parse({ stdout, stderr: Buffer.alloc(0), status: 0 })
    if (found) stats.set(name, found)
  }
  return new Map([...stats].map(([name, found]) => [name, { stat: found, checksum: sums.get(name) }]))
}

interface Overlay {
  readonly base: string
  readonly paths: readonly string[]
  readonly effects: readonly Effect[]
}

const overlay = (answer: ReadonlyMap<string, PlacedEntry>, { base, paths, effects }: Overlay) => {
  let changed = false
  const after = new Map(answer)
  for (const name of paths) {
    const path = posix.join(base, name)
    const before = answer.get(name)
    const planned = stat(path, { follow: true }).overlay(before?.stat ?? null, effects)
    if (planned === (before?.stat ?? null)) continue
    changed = true
    if (planned) after.set(name, { stat: planned, checksum: plannedSum(path, effects) ?? before?.checksum })
    else after.delete(name)
  }
  return changed ? after : answer
}

const plannedSum = (path: string, effects: readonly Effect[]): string | undefined => {
  const last = effects.findLast((effect) => effect.kind === 'path' && effect.path === path)
  return last?.kind === 'path' && last.content ? createHash('sha1').update(last.content).digest('hex') : undefined
}
