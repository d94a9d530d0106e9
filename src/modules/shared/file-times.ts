/** When files were written and read: the options of modules, and the commands that set it. */
import type { FileStat } from '../../remote/file-stat.ts'
import { type Query, query } from '../../remote/query.ts'
import { type ShellScript, sh } from '../../remote/sh.ts'
import type { Dict } from '../../values.ts'
import { ModuleFailure } from '../kit/change.ts'

export interface TimeOptions {
  readonly modification_time: string | undefined
  readonly modification_time_format: string
  readonly access_time: string | undefined
  readonly access_time_format: string
}

/** Times in the host's zone, as `touch -t` takes them: `202611211530.00`. */
export interface Stamps {
  readonly mtime: string
  readonly atime: string
}

/** True when a time is given that has to be compared. */
export const hasFixedTime = ({ modification_time, access_time }: TimeOptions): boolean =>
  isFixed(modification_time) || isFixed(access_time)

const isFixed = (time: string | undefined): boolean => Boolean(time) && time !== 'now' && time !== 'preserve'

/** A file's times in the host's zone; `null` when it is not there. */
export const fileStamps = (path: string): Query<Stamps | null> =>
  query<Stamps | null>({
    name: 'file-stamps',
    key: `file-stamps ${path}`,
    script: sh`s=$(stat -L -c '%Y %X' -- ${path} 2>/dev/null) || exit 0
date -d "@$\{s% *}" +%Y%m%d%H%M.%S; date -d "@$\{s#* }" +%Y%m%d%H%M.%S`,
    parse: ({ stdout }) => {
      const [mtime, atime] = stdout.toString().split('\n')
      return mtime && atime ? { mtime, atime } : null
    },
  })

export interface TimeContext {
  readonly stat: FileStat
  readonly stamps: Stamps | null
}

/** The commands that set what is not as wanted. `now` always does. */
export const planTimes = (
  path: string,
  options: TimeOptions,
  found: TimeContext | undefined,
): readonly ShellScript[] => {
  const wanted = [
    { flag: '-m', time: options.modification_time, format: options.modification_time_format, is: found?.stamps?.mtime },
    { flag: '-a', time: options.access_time, format: options.access_time_format, is: found?.stamps?.atime },
  ]
  const flag = found?.stat.kind === 'link' ? sh` -h` : sh``
  if (wanted.every(({ time }) => time === 'now')) return [sh`touch${flag} -c -- ${path}`]
  return wanted.flatMap(({ flag: which, time, format, is }) => {
    if (time === 'now') return [sh`touch${flag} -c ${which} -- ${path}`]
    if (!isFixed(time)) return []
    const stamp = parseTime(time as string, format)
    return stamp === is ? [] : [sh`touch${flag} -c ${which} -t ${stamp} -- ${path}`]
  })
}

/** The fixed times that {@link planTimes} changes, for the diff: before and after in the host's zone. */
export const changedTimes = (
  { modification_time, modification_time_format, access_time, access_time_format }: TimeOptions,
  stamps: Stamps | null,
): { readonly before: Dict; readonly after: Dict } => {
  const wanted = [
    { name: 'mtime', time: modification_time, format: modification_time_format, is: stamps?.mtime },
    { name: 'atime', time: access_time, format: access_time_format, is: stamps?.atime },
  ].flatMap(({ name, time, format, is }) =>
    isFixed(time) ? [{ name, is, to: parseTime(time as string, format) }] : [],
  )
  const changed = wanted.filter(({ is, to }) => is !== to)
  return {
    before: new Map(changed.map(({ name, is }) => [name, is ?? null])),
    after: new Map(changed.map(({ name, to }) => [name, to])),
  }
}

const fields: Readonly<Record<string, string>> = {
  Y: '(?<Y>\\d{4})',
  m: '(?<m>\\d{1,2})',
  d: '(?<d>\\d{1,2})',
  H: '(?<H>\\d{1,2})',
  M: '(?<M>\\d{1,2})',
  S: '(?<S>\\d{1,2})',
  y: '(?<y>\\d{2})',
  '%': '%',
}

/** A time in the format as `touch -t` takes it. */
const parseTime = (time: string, format: string): string => {
  const source = format.replace(/%(.)|[.*+?^${}()|[\]\\]/g, (all, name: string | undefined) =>
    name === undefined ? `\\${all}` : (fields[name] ?? '\\S+'),
  )
  const found = new RegExp(`^${source}$`).exec(time)?.groups
  if (!found)
    throw new ModuleFailure(
      `Error while obtaining timestamp for time ${time} using format ${format}: time data '${time}' does not match format '${format}'`,
    )
  const part = (name: string, fallback: string): string => (found[name] ?? fallback).padStart(2, '0')
  const year = found.Y ?? `20${part('y', '00')}`
  return `${year}${part('m', '01')}${part('d', '01')}${part('H', '00')}${part('M', '00')}.${part('S', '00')}`
}
