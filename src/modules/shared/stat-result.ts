import type { FileStat } from '../../remote/file-stat.ts'
import { Float, type Value } from '../../values.ts'
import { modeText } from './file-mode.ts'

/**
 * What the modules stat and find tell of a path alike: kind, permissions, size, times in seconds since 1970.
 *
 * @param names of owner and group, where they are told beside the times
 */
export const statResult = (
  stat: FileStat,
  times: Pick<FileStat, 'atime' | 'mtime' | 'ctime'>,
  names: Record<string, Value> = {},
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
  ...names,
  ...permissions(stat.mode),
  isuid: (stat.mode & 0o4000) !== 0,
  isgid: (stat.mode & 0o2000) !== 0,
})

/** In the order in which the reference has them, which shows where a whole result is printed. */
const permissions = (mode: number): Record<string, Value> =>
  Object.fromEntries(
    ['usr', 'grp', 'oth'].flatMap((who, place) =>
      ['w', 'r', 'x'].map((what) => [`${what}${who}`, (mode & (bits[what]! >> (3 * place))) !== 0]),
    ),
  )

const bits: Readonly<Record<string, number>> = { r: 0o400, w: 0o200, x: 0o100 }
