/** Spellings of old playbooks: read as what replaced them, with a notice. */
import type { Dict, Value } from '../../values.ts'
import { copyPlaces } from '../../yaml/positions.ts'
import type { ObjectKind } from '../keywords/keywords.ts'
import type { Project } from '../project.ts'
import { keyPosition } from '../source.ts'

type Rewrite = (value: Value) => readonly (readonly [key: string, value: Value])[]

const renamed =
  (key: string): Rewrite =>
  (value) => [[key, value]]

const negated: Rewrite = (value) => [['check_mode', value === true || value === 'yes' ? false : null]]

/** Keywords of every object and what they are now; an empty list drops the keyword. */
const everywhere: ReadonlyMap<string, Rewrite> = new Map<string, Rewrite>([
  ['sudo', renamed('become')],
  ['sudo_user', renamed('become_user')],
  ['sudo_exe', renamed('become_exe')],
  ['sudo_flags', renamed('become_flags')],
  ['sudo_pass', () => []],
  [
    'su',
    (value) => [
      ['become', value],
      ['become_method', 'su'],
    ],
  ],
  [
    'su_user',
    (value) => [
      ['become_user', value],
      ['become_method', 'su'],
    ],
  ],
  ['su_exe', renamed('become_exe')],
  ['su_flags', renamed('become_flags')],
  ['su_pass', () => []],
  ['always_run', negated],
])

const onPlays: ReadonlyMap<string, Rewrite> = new Map([...everywhere, ['user', renamed('remote_user')]])

/** The mapping itself where it has no old keyword, else a copy in today's spelling. */
export const modernized = (project: Project, source: Dict, kind: ObjectKind): Dict => {
  const table = kind === 'Play' ? onPlays : everywhere
  let old = false
  for (const key of source.keys()) if (table.has(key as string)) old = true
  return old ? rewrite(project, source, table) : source
}

const rewrite = (project: Project, source: Dict, table: ReadonlyMap<string, Rewrite>): Dict => {
  const result: Dict = new Map()
  for (const [key, value] of source) {
    const change = table.get(key as string)
    if (!change) {
      result.set(key, value)
      continue
    }
    const replacements = change(value)
    noticeOf(project, source, key as string, replacements)
    for (const [name, replacement] of replacements) if (!source.has(name)) result.set(name, replacement)
  }
  return copyPlaces(source, result)
}

const noticeOf = (
  project: Project,
  source: Dict,
  key: string,
  replacements: readonly (readonly [string, Value])[],
): void => {
  const names = replacements.map(([name]) => `'${name}'`).join(' and ')
  const message = names
    ? `'${key}' is deprecated, use ${names} instead`
    : `'${key}' is ignored: give passwords as variables`
  project.notice('deprecation', message, { position: keyPosition(source, key) })
}
