/** Packages of a host that has rpm, and what dnf or yum would do. */
import type { Effect } from '../effect.ts'
import { type Query, query } from '../query.ts'
import { lines, type ShellScript, sh } from '../sh.ts'

export interface RpmRequest {
  /** Names, `name-version`, paths that packages provide. Others can only be tried. */
  readonly plain: readonly string[]
  /** The options for the package manager. */
  readonly options: readonly string[]
  /** Fetch the lists of packages before. */
  readonly refresh: boolean
  /** What is tried, and when: where one of the plain ones is missing or there, or always; `undefined` for nothing. */
  readonly trial: { readonly words: readonly string[]; readonly when: 'always' | 'missing' | 'there' } | undefined
}

export interface RpmState {
  readonly manager: 'dnf' | 'dnf5' | 'yum' | undefined
  /** `name-version-release.arch` of all packages. */
  readonly installed: ReadonlySet<string>
  /** Which of the plain ones are there. */
  readonly there: ReadonlySet<string>
  readonly trial: RpmTrial | undefined
}

export interface RpmTrial {
  readonly output: string
  /** What was asked for and is in no repository. */
  readonly unknown: readonly string[]
  /** Nothing would be done. */
  readonly idle: boolean
  /** It would not fail. */
  readonly possible: boolean
}

/** What is installed and, where that does not settle it, what the package manager would do. */
export const rpmState = (request: RpmRequest): Query<RpmState> =>
  query<RpmState>({
    name: 'rpm-state',
    key: `rpm-state ${JSON.stringify(request)}`,
    script: script(request),
    parse: ({ stdout }) => parse(stdout.toString()),
    overlay: (answer, effects) => overlay(answer, effects, request),
  })

const script = ({ plain, options, refresh, trial }: RpmRequest): ShellScript =>
  lines(
    sh`LC_ALL=C; export LC_ALL; m=; for c in dnf dnf5 yum; do command -v $c >/dev/null 2>&1 && { m=$c; break; }; done
printf '%s\n' "$m"; [ -n "$m" ] || exit 0
rpm -qa --qf 'p %{NAME}-%{VERSION}-%{RELEASE}.%{ARCH}\n'
missing=0 there=0
for n in ${plain.length === 0 ? [sh`""`] : plain}; do [ -n "$n" ] || continue
if rpm -q -- "$n" >/dev/null 2>&1 || rpm -q --whatprovides -- "$n" >/dev/null 2>&1; then there=1; printf 't %s\n' "$n"; else missing=1; fi; done`,
    trial === undefined
      ? sh`:`
      : sh`case ${trial.when}:$missing:$there in always:*|missing:1:*|there:*:1)
printf 'trial\n'; r=${refresh ? '--refresh' : ''}
[ "$m:$r" != yum:--refresh ] || { yum -q clean expire-cache >/dev/null 2>&1; r=; }
"$m" --assumeno $r ${options} ${trial.words} 2>&1 </dev/null; printf '\nstatus %s\n' $?;; esac; :`,
  )

const parse = (text: string): RpmState => {
  const [head = '', tried] = text.split(/^trial\n/m)
  const manager = /^(dnf5?|yum)$/m.exec(head.split('\n')[0] ?? '')?.[1] as RpmState['manager']
  const all = (letter: string): Set<string> =>
    new Set(head.split('\n').flatMap((line) => (line.startsWith(`${letter} `) ? [line.slice(2)] : [])))
  return { manager, installed: all('p'), there: all('t'), trial: tried === undefined ? undefined : trialOf(tried) }
}

const trialOf = (text: string): RpmTrial => {
  const [, output = text, status = ''] = /^([\s\S]*)\nstatus (\d+)\n$/.exec(text) ?? []
  const unknown = [...output.matchAll(/^(?:No match for argument: |No package )(.+?)(?: available\.?)?$/gm)]
  const idle = /nothing to do/i.test(output) || /No packages marked for (?:removal|update|deletion)/i.test(output)
  const aborted = /Operation aborted|Exiting on user command|aborted by the user/i.test(output)
  return {
    output,
    unknown: unknown.map(([, name]) => name as string),
    idle: idle && !aborted,
    possible: status === '0' || aborted || (idle && unknown.length === 0),
  }
}

/** A package that is planned is known by its name only. */
const overlay = (answer: RpmState, effects: readonly Effect[], { plain }: RpmRequest): RpmState => {
  const planned = effects.filter((effect) => effect.kind === 'package')
  if (planned.length === 0) return answer
  const there = new Set(answer.there)
  for (const { name, version } of planned) {
    if (version === null) there.delete(name)
    else there.add(name)
  }
  const settled = plain.length > 0 && planned.some(({ name }) => plain.includes(name))
  const trial = answer.trial && settled ? { ...answer.trial, idle: true, possible: true, unknown: [] } : answer.trial
  return { ...answer, there, trial }
}
