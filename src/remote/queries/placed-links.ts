/** Links that are to be below one directory: what is there now. */
import { posix } from 'node:path'
import type { Effect } from '../effect.ts'
import type { FileKind } from '../file-stat.ts'
import { type Query, query } from '../query.ts'
import { lines, type ShellScript, sh } from '../sh.ts'
import { pathEffect } from './path-effect.ts'

export interface PlacedLink {
  readonly kind: FileKind
  /** Where a link points. */
  readonly target?: string | undefined
}

/** What paths relative to a directory are, by path; a path that is not there is not in the answer. */
export const placedLinks = (base: string, paths: readonly string[]): Query<ReadonlyMap<string, PlacedLink>> =>
  query<ReadonlyMap<string, PlacedLink>>({
    name: 'placed-links',
    key: `placed-links ${JSON.stringify([base, paths])}`,
    script: lines(sh`cd -- ${base} 2>/dev/null || exit 0`, ...paths.map(look)),
    parse: ({ stdout }) => parse(paths, stdout.toString()),
    overlay: (answer, effects) => overlay(answer, { base, paths, effects }),
  })

const look = (path: string): ShellScript => {
  const file = `./${path}`
  return sh`if [ -h ${file} ]; then printf 'l%s\\0' "$(readlink -- ${file}; printf .)"
elif [ -d ${file} ]; then printf 'd\\0'
elif [ -e ${file} ]; then printf 'f\\0'
else printf '\\0'; fi`
}

const kinds: Readonly<Record<string, FileKind>> = { l: 'link', d: 'directory', f: 'file' }

const parse = (paths: readonly string[], output: string): ReadonlyMap<string, PlacedLink> => {
  const answers = output.split('\0')
  const found = new Map<string, PlacedLink>()
  for (const [index, path] of paths.entries()) {
    const answer = answers[index] ?? ''
    const kind = kinds[answer.charAt(0)]
    if (kind !== undefined) found.set(path, kind === 'link' ? { kind, target: answer.slice(1, -2) } : { kind })
  }
  return found
}

interface Overlay {
  readonly base: string
  readonly paths: readonly string[]
  readonly effects: readonly Effect[]
}

const overlay = (answer: ReadonlyMap<string, PlacedLink>, { base, paths, effects }: Overlay) => {
  const after = new Map(answer)
  for (const path of paths) {
    const planned = pathEffect(posix.join(base, path), effects)
    if (planned?.stat === null) after.delete(path)
    else if (planned) {
      const { kind = 'file', linkTarget } = planned.stat
      after.set(path, kind === 'link' ? { kind, target: linkTarget } : { kind })
    }
  }
  return after
}
