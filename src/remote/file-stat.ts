/** What is known of a path on a host, as `lstat` or `stat` gives it. */
export type FileKind = 'file' | 'directory' | 'link' | 'block' | 'char' | 'fifo' | 'socket'

export interface FileStat {
  readonly path: string
  readonly kind: FileKind
  /** Permission bits, 0 to 0o7777. */
  readonly mode: number
  readonly uid: number
  readonly gid: number
  /** Names; the number as text where the host has no name for it. */
  readonly owner: string
  readonly group: string
  /** Bytes. */
  readonly size: number
  /** Seconds since 1970, whole. */
  readonly mtime: number
  readonly atime: number
  readonly ctime: number
  readonly inode: number
  readonly device: number
  readonly links: number
  /** Where a link points, as written in it. */
  readonly linkTarget?: string | undefined
}

const kinds: Readonly<Record<number, FileKind>> = {
  1: 'fifo',
  2: 'char',
  4: 'directory',
  6: 'block',
  8: 'file',
  10: 'link',
  12: 'socket',
}

/** The kind that `st_mode` tells. */
export const kindOf = (mode: number): FileKind => kinds[mode >> 12] ?? 'file'

/** The stat of what root is going to make, before any attribute is set. */
export const newStat = (path: string, kind: FileKind, more: Partial<FileStat> = {}): FileStat => ({
  path,
  kind,
  mode: kind === 'directory' ? 0o755 : kind === 'link' ? 0o777 : 0o644,
  uid: 0,
  gid: 0,
  owner: 'root',
  group: 'root',
  size: 0,
  mtime: 0,
  atime: 0,
  ctime: 0,
  inode: 0,
  device: 0,
  links: 1,
  ...more,
})
