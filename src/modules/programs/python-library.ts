/** Our library for modules written in Python: what is sent to hosts that have nothing but Python. */
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type ZipEntry, zip } from '../../util/zip.ts'

/** Files for a host, in an archive that is named by its content. */
export interface Archive {
  readonly name: string
  readonly content: Buffer
}

/** The library, and what can be imported of it. */
export interface PythonLibrary {
  readonly archive: Archive
  /** Full names: `ansible.module_utils.basic`. */
  readonly modules: ReadonlySet<string>
}

let known: Promise<PythonLibrary> | undefined

/** The library; it is read once. */
export const pythonLibrary = (): Promise<PythonLibrary> => {
  known ??= readLibrary(fileURLToPath(new URL('./python', import.meta.url)))
  return known
}

const readLibrary = async (folder: string): Promise<PythonLibrary> => {
  const paths = (await readdir(folder, { recursive: true })).filter((path) => path.endsWith('.py')).sort()
  const entries = await Promise.all(
    paths.map(async (name) => ({ name: name.replaceAll('\\', '/'), content: await readFile(join(folder, name)) })),
  )
  return { archive: archiveOf(entries), modules: new Set(entries.map(({ name }) => dotted(name))) }
}

/** The archive of some files. */
export const archiveOf = (entries: readonly ZipEntry[]): Archive => {
  const content = zip(entries)
  return { name: createHash('sha256').update(content).digest('hex').slice(0, 16), content }
}

const dotted = (path: string): string =>
  path
    .replace(/\.py$/, '')
    .replace(/\/__init__$/, '')
    .replaceAll('/', '.')
