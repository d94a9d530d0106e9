/** What is to go into an archive: patterns of paths, and all that is below directories. */
import { type Query, query } from '../query.ts'
import { sh } from '../sh.ts'
import { pathEffect } from './path-effect.ts'

export interface SourcePath {
  readonly path: string
  /** `none` for what is named and not there. */
  readonly kind: 'directory' | 'none' | 'other'
}

/** Which paths the patterns stand for; one that is no pattern stands for itself. */
export const sourcePaths = (patterns: readonly string[]): Query<readonly SourcePath[]> =>
  query<readonly SourcePath[]>({
    name: 'source-paths',
    key: `source-paths ${JSON.stringify(patterns)}`,
    script: sh`IFS=
tell() { if [ -d "$1" ]; then k=d; elif [ -e "$1" ] || [ -h "$1" ]; then k=f; else k=n; fi; printf '%s %s\n' $k "$1"; }
for p in ${patterns.length === 0 ? [''] : patterns}; do [ -n "$p" ] || continue
case $p in *[*?]*) for f in $p; do [ ! -e "$f" ] && [ ! -h "$f" ] || tell "$f"; done;; *) tell "$p";; esac; done`,
    parse: ({ stdout }) =>
      stdout
        .toString()
        .split('\n')
        .filter(Boolean)
        .map((line) => ({ path: line.slice(2), kind: kinds[line[0] ?? ''] ?? 'none' })),
    overlay: (answer, effects) => {
      const after = answer.map((one): SourcePath => {
        const planned = pathEffect(one.path, effects)
        if (!planned) return one
        const kind = planned.stat === null ? 'none' : planned.stat.kind === 'directory' ? 'directory' : 'other'
        return kind === one.kind ? one : { ...one, kind }
      })
      return after.every((one, i) => one === answer[i]) ? answer : after
    },
  })

const kinds: Readonly<Record<string, SourcePath['kind']>> = { d: 'directory', f: 'other', n: 'none' }

/** All paths below directories, directories before what is in them. */
export const pathsBelow = (directories: readonly string[]): Query<readonly string[]> =>
  query<readonly string[]>({
    name: 'paths-below',
    key: `paths-below ${JSON.stringify(directories)}`,
    script: sh`for d in ${directories.length === 0 ? [''] : directories}; do [ -z "$d" ] || find "$d" -mindepth 1; done`,
    parse: ({ stdout }) => stdout.toString().split('\n').filter(Boolean),
  })
