import type { FileStat } from '../../remote/file-stat.ts'
import { Float, type Value } from '../../values.ts'
import { modeText } from './file-mode.ts'

/** What the modules stat and find tell of a path alike: kind, permissions, size, times in seconds since 1970. */
export const statResult = (
  stat: FileStat,
  times: Pick<FileStat, 'atime' | 'mtime' | 'ctime'>,
): Record<string, Value> => ({
  mode: modeText(stat.mode),
  isdir: stat.kind === 'directory',
  ischr: stat.kind === 'char',
  isblk: stat.kind === 'block',
  isreg: stat.kind === 'file',
  isfifo: stat.kind === 'fifo',
  islnk: stat.kind === 'link',
  issock: stat.kind === 'socket',
  uid: stat.uid,
  gid: stat.gid,
  size: stat.size,
  inode: stat.inode,
  dev: stat.device,
  nlink: stat.links,
  atime: Float.of(times.atime),
  mtime: Float.of(times.mtime),
  ctime: Float.of(times.ctime),
  ...permissions(stat.mode),
  isuid: (stat.mode & 0o4000) !== 0,
  isgid: (stat.mode & 0o2000) !== 0,
})

const permissions = (mode: number): Record<string, Value> =>
  Object.fromEntries(
    ['xoth', 'woth', 'roth', 'xgrp', 'wgrp', 'rgrp', 'xusr', 'wusr', 'rusr'].map((name, bit) => [
      name,
      (mode & (1 << bit)) !== 0,
    ]),
  )
