import { createRequire } from 'node:module'
import type { Zippable } from 'fflate'

// Loaded when first needed: most runs send no archive.
const require = createRequire(import.meta.url)
const fflate = (): typeof import('fflate') => require('fflate')

/** A file of an archive. */
export interface ZipEntry {
  /** Its path, with slashes. */
  readonly name: string
  readonly content: Buffer
}

/** The zip archive of some files, in their order. The same files give the same bytes: all are of one time. */
export const zip = (entries: readonly ZipEntry[]): Buffer => {
  const files: Zippable = Object.fromEntries(entries.map(({ name, content }) => [name, [content, file]]))
  return Buffer.from(fflate().zipSync(files, { level: 9, mtime: new Date(1980, 0, 1) }))
}

/** Made on Unix, readable by all. */
const file = { os: 3, attrs: 0o100644 * 0x10000 }
