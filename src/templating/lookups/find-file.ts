/** Where lookups find the files that playbooks name. */
import { existsSync, readFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { isAbsolute, join, resolve } from 'node:path'
import { decodeText } from '../filters/text-encoding.ts'
import type { CallContext } from '../plugin.ts'
import { FilterError } from '../python/errors.ts'

/** The folders where a relative name may stand: each of the search path's with the subfolder, then without. */
export const searchFolders = ({ environment }: CallContext, subfolder: string): string[] =>
  [...environment.searchPath, environment.basedir].flatMap((folder) => [join(folder, subfolder), folder])

/** `~/x` under the home of the user who runs the playbook. */
export const expandHome = (path: string, { environment }: CallContext): string =>
  /^~(?=\/|$)/.test(path) ? (environment.env.HOME ?? userInfo().homedir) + path.slice(1) : path

/** The full path of a file named absolutely, or relative to the role or the playbook; undefined when there is none. */
export const findFile = (context: CallContext, subfolder: string, name: string): string | undefined => {
  const path = expandHome(name, context)
  if (isAbsolute(path)) return existsSync(path) ? path : undefined
  return searchFolders(context, subfolder)
    .map((folder) => resolve(folder, path))
    .find((candidate) => existsSync(candidate))
}

/** The path of a file that must be there. */
export const requireFile = (context: CallContext, subfolder: string, name: string): string => {
  const path = findFile(context, subfolder, name)
  if (path === undefined) throw new FilterError(`could not locate file in lookup: ${name}`)
  return path
}

/** The text of a file in its encoding, decrypted where it is vault text. */
export const readText = (context: CallContext, path: string, encoding = 'utf-8'): string => {
  try {
    return context.environment.decrypt(decodeText(readFileSync(path), encoding))
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === undefined) throw error
    throw new FilterError(`cannot read ${path}: ${code === 'EISDIR' ? 'it is a directory' : (error as Error).message}`)
  }
}
