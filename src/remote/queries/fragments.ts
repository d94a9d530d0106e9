/** The files of a directory with their contents. */
import { posix } from 'node:path'
import type { Effect } from '../effect.ts'
import { type Query, query } from '../query.ts'
import { sh } from '../sh.ts'

/** Contents by name of the files that stand in a directory itself; `null` when it is not there. */
export const fragments = (directory: string): Query<ReadonlyMap<string, Buffer> | null> =>
  query<ReadonlyMap<string, Buffer> | null>({
    name: 'fragments',
    key: `fragments ${directory}`,
    script: sh`cd -- ${directory} 2>/dev/null || exit 1
for f in * .[!.]* ..?*; do [ -f "$f" ] || continue; printf '%s %s\n' "$(wc -c <"$f" | tr -d ' ')" "$f"; cat -- "./$f"; done; :`,
    parse: ({ stdout, status }) => (status === 0 ? parse(stdout) : null),
    overlay: (answer, effects) => overlay(answer, directory, effects),
  })

const parse = (output: Buffer): ReadonlyMap<string, Buffer> => {
  const files = new Map<string, Buffer>()
  let at = 0
  while (at < output.length) {
    const end = output.indexOf(10, at)
    const [, size = '0', name = ''] = /^(\d+) (.*)$/.exec(output.subarray(at, end).toString()) ?? []
    const next = end + 1 + Number(size)
    files.set(name, output.subarray(end + 1, next))
    at = next
  }
  return files
}

const overlay = (answer: ReadonlyMap<string, Buffer> | null, directory: string, effects: readonly Effect[]) => {
  const own = posix.resolve(directory)
  const within = effects.filter(
    (effect) => effect.kind === 'path' && (posix.dirname(effect.path) === own || posix.resolve(effect.path) === own),
  )
  if (within.length === 0) return answer
  const files = new Map(answer ?? [])
  for (const effect of within) {
    if (effect.kind !== 'path' || posix.resolve(effect.path) === own) continue
    if (effect.stat === null) files.delete(posix.basename(effect.path))
    else if (effect.content) files.set(posix.basename(effect.path), effect.content)
  }
  return files
}
