/** The filetree lookup of community.general: all files below a folder, with what they are. */
import { lstatSync, readdirSync, readlinkSync, realpathSync, type Stats } from 'node:fs'
import { join, relative } from 'node:path'
import type { Value } from '../../values.ts'
import { dict, Float } from '../../values.ts'
import { textOf } from '../filters/arguments.ts'
import type { LookupFunction } from '../plugin.ts'
import { groupName, userName } from './account-names.ts'
import { findFile } from './find-file.ts'

/** Of files that several folders have, the first folder's counts. */
export const filetree: LookupFunction = (context, terms, options) => {
  const excluded = options.get('exclude')
  const pattern = excluded === undefined || excluded === null ? undefined : new RegExp(textOf(excluded))
  const found = new Map<string, Value>()
  for (const term of terms) {
    const root = findFile(context, 'files', textOf(term).replace(/\/+$/, ''))
    if (root === undefined) continue
    for (const path of pathsBelow(root)) {
      const name = relative(root, path)
      const skipped = pattern?.test(name.split('/').at(-1)!) === true
      if (!found.has(name) && !skipped) found.set(name, describe(root, name))
    }
  }
  return [...found.values()]
}

/** Directories come before what is in them; each level has its folders first. */
const pathsBelow = (folder: string): string[] => {
  const entries = readdirSync(folder, { withFileTypes: true })
  const folders = entries.filter((entry) => entry.isDirectory())
  return [...folders, ...entries.filter((entry) => !entry.isDirectory())]
    .map((entry) => join(folder, entry.name))
    .concat(folders.flatMap((entry) => pathsBelow(join(folder, entry.name))))
}

const describe = (root: string, path: string): Value => {
  const source = join(root, path)
  const stat = lstatSync(source)
  return dict({
    root: `${root}/`,
    path,
    state: stat.isSymbolicLink() ? 'link' : stat.isDirectory() ? 'directory' : 'file',
    src: stat.isSymbolicLink() ? readlinkSync(source) : stat.isDirectory() ? undefined : realpathSync(source),
    ...ownership(stat),
  })
}

const ownership = (stat: Stats): Record<string, Value> => ({
  uid: stat.uid,
  gid: stat.gid,
  owner: userName(stat.uid),
  group: groupName(stat.gid),
  mode: `0${(stat.mode & 0o7777).toString(8)}`,
  size: stat.size,
  mtime: Float.of(stat.mtimeMs / 1000),
  ctime: Float.of(stat.ctimeMs / 1000),
})
