/** Files of the controller that are to be copied. */
import { createHash } from 'node:crypto'
import { createReadStream, type Stats } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
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

/** What is below a local directory, relative to it, in order; links are followed. */
export interface LocalTree {
  readonly files: readonly string[]
  readonly directories: readonly string[]
}

/** Walks a local directory. */
export const localTree = async (root: string, below = ''): Promise<LocalTree> => {
  const files: string[] = []
  const directories: string[] = []
  for (const name of (await readdir(join(root, below))).sort()) {
    const relative = below === '' ? name : `${below}/${name}`
    const found = await stat(join(root, relative)).catch((): Stats | undefined => undefined)
    if (found?.isFile()) files.push(relative)
    if (!found?.isDirectory()) continue
    const inner = await localTree(root, relative)
    directories.push(relative, ...inner.directories)
    files.push(...inner.files)
  }
  return { files, directories }
}
