/** Which paths `find` is looking for. */
import type { FileStat } from '../../remote/file-stat.ts'
import { fnmatchRegExp } from '../../util/fnmatch.ts'
import { ModuleFailure } from '../kit/change.ts'
import { compile } from './edit-lines.ts'
import { resolveMode } from './file-mode.ts'

export interface FindFilters {
  readonly patterns: readonly string[]
  readonly excludes: readonly string[] | undefined
  readonly use_regex: boolean
  readonly file_type: 'any' | 'directory' | 'file' | 'link'
  readonly age: string | undefined
  readonly age_stamp: 'atime' | 'ctime' | 'mtime'
  readonly size: string | undefined
  readonly hidden: boolean
  readonly mode: string | undefined
  readonly exact_mode: boolean
}

/** The test that a path must pass; `now` is the host's time in seconds. */
export const fileFilter = (filters: FindFilters, now: number): ((stat: FileStat) => boolean) => {
  const isNamed = nameFilter(filters)
  const isOld = bound(parseNumber('age', filters.age, ages))
  const isBig = bound(parseNumber('size', filters.size, sizes))
  return (stat) => {
    const name = stat.path.slice(stat.path.lastIndexOf('/') + 1)
    return (
      (filters.hidden || !name.startsWith('.')) &&
      isKind(filters.file_type, stat) &&
      isNamed(name) &&
      isOld(now - stat[filters.age_stamp]) &&
      (stat.kind !== 'file' || isBig(stat.size)) &&
      hasMode(filters, stat)
    )
  }
}

const isKind = (wanted: FindFilters['file_type'], { kind }: FileStat): boolean => wanted === 'any' || kind === wanted

const nameFilter = ({ patterns, excludes, use_regex }: FindFilters): ((name: string) => boolean) => {
  const matcher = use_regex ? startsLike : globbed
  const wanted = (patterns.length > 0 ? patterns : [use_regex ? '.*' : '*']).map(matcher)
  const unwanted = (excludes ?? []).map(matcher)
  return (name) => wanted.some((matches) => matches(name)) && !unwanted.some((matches) => matches(name))
}

const startsLike = (pattern: string): ((name: string) => boolean) => {
  const regex = compile(pattern)
  return (name) => regex.match(name) !== undefined
}

const globbed = (pattern: string): ((name: string) => boolean) => {
  const regex = fnmatchRegExp(pattern)
  return (name) => regex.test(name)
}

const ages = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 }
const sizes = { b: 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3, t: 1024 ** 4 }

interface Bound {
  readonly amount: number
  /** Written with a minus: no more than the amount. */
  readonly isMost: boolean
}

const parseNumber = (
  what: 'age' | 'size',
  text: string | undefined,
  units: Readonly<Record<string, number>>,
): Bound | undefined => {
  if (text === undefined) return undefined
  const [, minus, digits, unit = ''] = /^(-?)(\d+)([a-z]?)$/.exec(text.toLowerCase()) ?? []
  const factor = unit === '' ? 1 : units[unit]
  if (digits === undefined || factor === undefined) {
    throw new ModuleFailure(`failed to process ${what}`, new Map([[what, text]]))
  }
  return { amount: Number(digits) * factor, isMost: minus === '-' }
}

const bound =
  (limit: Bound | undefined): ((amount: number) => boolean) =>
  (amount) =>
    limit === undefined || (limit.isMost ? amount <= limit.amount : amount >= limit.amount)

const hasMode = ({ mode, exact_mode }: FindFilters, stat: FileStat): boolean => {
  if (mode === undefined || mode === '') return true
  const wanted = resolveMode(mode, { current: 0, isDirectory: false, umask: 0 })
  return exact_mode ? stat.mode === wanted : (stat.mode & wanted) !== 0
}
