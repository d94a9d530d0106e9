/** Python's `glob.glob`. */
import { lstatSync, readdirSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { fnmatch } from '../../util/fnmatch.ts'
import { joinPath } from '../python/paths.ts'

/** The existing paths that match a pattern of `*`, `?` and `[…]`; names with a leading dot only where it is spelled. */
export const globFiles = (pattern: string, cwd: string): string[] => {
  const parts = pattern.split('/')
  const start = pattern.startsWith('/') ? '/' : ''
  return expand(
    start,
    parts.filter((part, index) => part !== '' || index === parts.length - 1),
    cwd,
  )
}

const hasMagic = (part: string): boolean => /[*?[]/.test(part)

const expand = (base: string, parts: readonly string[], cwd: string): string[] => {
  const [part, ...rest] = parts
  if (part === undefined) return [base]
  if (part === '') return isFolder(resolve(cwd, base)) ? [base.endsWith('/') ? base : `${base}/`] : []
  const names = hasMagic(part) ? matchingNames(resolve(cwd, base), part) : [part]
  return names
    .map((name) => joinPath(base, name))
    .filter((path) => (rest.length > 0 ? isFolder(resolve(cwd, path)) : exists(resolve(cwd, path))))
    .flatMap((path) => expand(path, rest, cwd))
}

const matchingNames = (folder: string, part: string): string[] => {
  return namesIn(folder).filter((name) => fnmatch(name, part) && (part.startsWith('.') || !name.startsWith('.')))
}

const namesIn = (folder: string): string[] => {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

const exists = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined
const isFolder = (path: string): boolean => {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
  } catch {
    return false
  }
}
