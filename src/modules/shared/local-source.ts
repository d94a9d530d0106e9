/** Files of the controller that are to be copied. */
import { createHash } from 'node:crypto'
import { createReadStream, type Stats } from 'node:fs'
import { lstat, readdir, readlink, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Controller } from '../kit/controller.ts'
import { type Source, sourceOf } from './place-file.ts'

/** Files up to this size are held in memory and can be shown as a diff. */
const inMemory = 1024 * 1024

/** A local file as a source; a large one stays where it is and is only hashed. */
export const localSource = async (
  path: string,
  { controller, decrypt }: { readonly controller: Controller; readonly decrypt: boolean },
): Promise<Source & { readonly mode: number }> => {
  const { size, mode } = await stat(path)
  if (size <= inMemory) return { ...sourceOf(await controller.read(path, { decrypt }), path), mode: mode & 0o7777 }
  const [sha1, md5] = await hashes(path)
  return { content: { localFile: path }, name: path, size, sha1, md5, mode: mode & 0o7777 }
}

const hashes = async (path: string): Promise<[string, string]> => {
  const [sha1, md5] = [createHash('sha1'), createHash('md5')]
  for await (const chunk of createReadStream(path)) {
    sha1.update(chunk as Buffer)
    md5.update(chunk as Buffer)
  }
  return [sha1.digest('hex'), md5.digest('hex')]
}

/** What is below a local directory, relative to it, in order. */
export interface LocalTree {
  readonly files: readonly string[]
  readonly directories: readonly string[]
  /** Links that are copied as such, and where they point. */
  readonly links: ReadonlyMap<string, string>
}

interface Walk {
  readonly root: string
  /** Whether what a link points to is copied in its place. */
  readonly follow: boolean
  readonly files: string[]
  readonly directories: string[]
  readonly links: Map<string, string>
}

/** Walks a local directory. A link stays one where it points to nothing, or to a directory that it is in. */
export const localTree = async (root: string, { follow }: { readonly follow: boolean }): Promise<LocalTree> => {
  const walk: Walk = { root, follow, files: [], directories: [], links: new Map() }
  await walkBelow(walk, '', [identity(await stat(root))])
  return walk
}

/** Files of a directory come before those of the directories in it. */
const walkBelow = async (walk: Walk, below: string, above: readonly string[]): Promise<void> => {
  const directories: string[] = []
  for (const name of (await readdir(join(walk.root, below))).sort()) {
    const relative = below === '' ? name : `${below}/${name}`
    const found = await stat(join(walk.root, relative)).catch((): Stats | undefined => undefined)
    if (found?.isDirectory()) directories.push(relative)
    else await walkEntry(walk, relative, above)
  }
  for (const relative of directories) await walkEntry(walk, relative, above)
}

const walkEntry = async (walk: Walk, relative: string, above: readonly string[]): Promise<void> => {
  const path = join(walk.root, relative)
  const isLink = (await lstat(path)).isSymbolicLink()
  const found = await stat(path).catch((): Stats | undefined => undefined)
  if (isLink && !isFollowed(walk, found, above)) walk.links.set(relative, await readlink(path))
  else if (found?.isFile()) walk.files.push(relative)
  else if (found?.isDirectory()) {
    walk.directories.push(relative)
    await walkBelow(walk, relative, [...above, identity(found)])
  }
}

const isFollowed = ({ follow }: Walk, found: Stats | undefined, above: readonly string[]): boolean =>
  follow && found !== undefined && (found.isFile() || (found.isDirectory() && !above.includes(identity(found))))

const identity = ({ dev, ino }: Stats): string => `${dev} ${ino}`
