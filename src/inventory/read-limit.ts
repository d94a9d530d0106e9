import { readFileSync, statSync } from 'node:fs'
import { UserError } from '../errors.ts'
import { splitPatterns } from './split-patterns.ts'

/** The patterns of `--limit`: its parts, and for a part `@FILE` the lines of the file. */
export const readLimit = (limit: string | readonly string[]): string[] =>
  splitPatterns(limit).flatMap((part) => (part.startsWith('@') ? linesOf(part.slice(1)) : [part]))

const linesOf = (path: string): string[] => {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (!stat) throw new UserError({ message: `Unable to find limit file ${path}` }, 1)
  if (!stat.isFile())
    throw new UserError({ message: `Limit starting with "@" must be a file, not a directory: ${path}` }, 1)
  return readFileSync(path, 'utf8')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}
