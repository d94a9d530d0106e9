import { readFileSync, statSync } from 'node:fs'
import { userError } from '../errors.ts'
import { BoundedCache } from '../util/bounded-cache.ts'
import type { Value } from '../values.ts'
import { loadYaml, loadYamlDocuments, type YamlOptions } from './load.ts'
import { noSecrets } from './no-secrets.ts'

const vaultHeader = '$ANSIBLE_VAULT;'

/** How to read a file: as a text, with the path as the file's name. */
export type YamlFileOptions = Omit<YamlOptions, 'file'>

const cache = new BoundedCache<Value>({ entries: 50_000, characters: 100_000_000 })

/**
 * The value of a YAML or JSON file, which may be encrypted as a whole. It is kept by path and time of change and shared
 * by all who ask, so it must not be changed.
 */
export const loadYamlFile = (path: string, options: YamlFileOptions = {}): Value => {
  const { mtimeMs, size } = statOf(path)
  const key = `${options.templates !== false} ${mtimeMs} ${size} ${path}`
  return cache.get(key, () => loadYaml(readText(path, options), { ...options, file: path }), size)
}

/** The values of all documents of a file; not kept. */
export const loadYamlFileDocuments = (path: string, options: YamlFileOptions = {}): Value[] =>
  loadYamlDocuments(readText(path, options), { ...options, file: path })

/** A file's text, decrypted where it is a vault. */
export const readText = (path: string, { vault }: YamlFileOptions = {}): string => {
  const text = readFile(path)
  if (!text.startsWith(vaultHeader)) return text
  if (!vault) throw noSecrets({ file: path, line: 1, column: 1 })
  return vault(text)
}

const statOf = (path: string) => {
  try {
    return statSync(path)
  } catch (error) {
    throw unreadable(path, error)
  }
}

const readFile = (path: string): string => {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw unreadable(path, error)
  }
}

const unreadable = (path: string, error: unknown): Error => {
  const { code } = error as NodeJS.ErrnoException
  const reason =
    code === 'ENOENT'
      ? "doesn't exist"
      : code === 'EACCES'
        ? 'may not be read'
        : code === 'EISDIR'
          ? 'is a directory'
          : undefined
  return reason ? userError(`the file ${path} ${reason}`) : (error as Error)
}
