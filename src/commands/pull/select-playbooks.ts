import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { isReadable } from '../../util/accessible.ts'

interface Selection {
  /** Playbooks that were named. */
  readonly wanted: readonly string[]
  /** The full name of this machine. */
  readonly host: string
  readonly warn: (message: string) => void
}

/** The playbooks to run: those that are named, else that of the host or `local.yml`; undefined when one is missing. */
export const selectPlaybooks = (folder: string, { wanted, host, warn }: Selection): readonly string[] | undefined => {
  const [paths, all] =
    wanted.length > 0 ? [wanted, true] : [[`${host}.yml`, `${host.split('.')[0]}.yml`, 'local.yml'], false]
  const candidates = [...new Set(paths)].map((path) => join(folder, path))
  const found = candidates.filter((path) => problemOf(path) === undefined)
  if (all ? found.length === candidates.length : found.length > 0) return all ? found : found.slice(0, 1)
  const missing = candidates.filter((path) => !found.includes(path))
  warn(missing.map((path) => `${path}: ${problemOf(path)}`).join('\n'))
  return undefined
}

const problemOf = (path: string): string | undefined => {
  if (!existsSync(path)) return 'File does not exist'
  return isReadable(path) ? undefined : 'File is not readable'
}
