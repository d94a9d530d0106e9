/** The sources that apt takes packages from. */
import type { Effect } from '../effect.ts'
import { type Query, query } from '../query.ts'
import { sh } from '../sh.ts'

/** The lines of /etc/apt/sources.list and of the `.list` files beside it, by path. */
export type AptSources = ReadonlyMap<string, readonly string[]>

/** All source lists of the one-line format. */
export const aptSources = (): Query<AptSources> =>
  query<AptSources>({
    name: 'apt-sources',
    key: 'apt-sources',
    script: sh`LC_ALL=C grep -sH '' /etc/apt/sources.list /etc/apt/sources.list.d/*.list; :`,
    parse: ({ stdout }) => {
      const files = new Map<string, string[]>()
      for (const line of stdout.toString().split('\n')) {
        const at = line.indexOf(':')
        if (at < 0) continue
        const path = line.slice(0, at)
        files.set(path, [...(files.get(path) ?? []), line.slice(at + 1)])
      }
      return files
    },
    overlay: (answer, effects) => {
      const planned = effects.filter((effect) => effect.kind === 'path' && isList(effect.path))
      return planned.length === 0 ? answer : withPlanned(answer, planned)
    },
  })

const isList = (path: string): boolean => /^\/etc\/apt\/sources\.list(\.d\/[^/]+\.list)?$/.test(path)

const withPlanned = (answer: AptSources, effects: readonly Effect[]): AptSources => {
  const files = new Map(answer)
  for (const effect of effects) {
    if (effect.kind !== 'path') continue
    if (effect.stat === null) files.delete(effect.path)
    else if (effect.content) files.set(effect.path, effect.content.toString().replace(/\n$/, '').split('\n'))
  }
  return files
}
