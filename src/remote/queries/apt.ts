/** Packages of a Debian host, and what apt would do. */
import type { Effect } from '../effect.ts'
import { type Query, query } from '../query.ts'
import { lines, type ShellScript, sh } from '../sh.ts'
import { aptWords } from './apt-patterns.ts'

export interface AptRequest {
  /** `nginx`, `nginx=1.22*`, `libc6:i386`. */
  readonly specs: readonly string[]
  /** The arguments of the simulation; it runs when a package is not as `expect` says, or always. */
  readonly simulate: readonly string[]
  /** What makes a simulation unnecessary: all installed, none installed, or nothing. */
  readonly expect: 'installed' | 'absent' | 'never'
}

export interface DebPackage {
  /** Undefined when it is installed in a version that is not known yet. */
  readonly version: string | undefined
  readonly installed: boolean
  /** Removed, with its configuration left behind. */
  readonly configured: boolean
}

export interface AptAnswer {
  readonly packages: ReadonlyMap<string, DebPackage>
  /** What the simulation printed; undefined when none ran. */
  readonly simulation: Simulation | undefined
  /** When the package lists were last fetched, in seconds since 1970; 0 when never. */
  readonly updated: number
  /** Seconds since 1970 by the host's clock. */
  readonly now: number
  /** Sources will change before this, so that what apt says now is not what it will say. */
  readonly uncertain: boolean
}

export interface Simulation {
  readonly output: string
  readonly ok: boolean
  /** Packages that would be installed or upgraded, with their versions. */
  readonly installs: ReadonlyMap<string, string>
  readonly removes: readonly string[]
}

/** The names of packages without version and release: `nginx` of `nginx=1.22*`. */
export const specName = (spec: string): string => spec.replace(/[=<>/].*$/, '').trim()

/** The state of packages and of the lists, in one go. */
export const apt = (request: AptRequest): Query<AptAnswer> =>
  query<AptAnswer>({
    name: 'apt',
    key: `apt ${JSON.stringify(request)}`,
    script: script(request),
    parse: ({ stdout }) => parse(stdout.toString()),
    overlay,
  })

const script = ({ specs, simulate, expect }: AptRequest): ShellScript => {
  const names = specs.map(specName)
  const look =
    names.length === 0
      ? sh`p=`
      : sh`p=$(dpkg-query -W -f '$\{Package} $\{Architecture} $\{db:Status-Abbrev} $\{Version}\n' -- ${names.map((name) => name.replace(/:.*/, ''))} 2>/dev/null)`
  return lines(
    sh`LC_ALL=C; export LC_ALL`,
    sh`stat -L -c %Y /var/lib/apt/periodic/update-success-stamp 2>/dev/null || stat -L -c %Y /var/lib/apt/lists 2>/dev/null || echo 0`,
    sh`date +%s`,
    look,
    sh`printf '%s\n\n' "$p"`,
    needed(names, expect),
    sh`[ "$r" = 0 ] || { apt-get -s -q ${aptWords(simulate)} 2>&1; echo "status $?"; }`,
  )
}

/** Sets `r` to 1 when a simulation is needed. */
const needed = (names: readonly string[], expect: AptRequest['expect']): ShellScript => {
  if (expect === 'never') return sh`r=1`
  const found = expect === 'installed' ? sh`;; *) r=1` : sh`r=1`
  const plain = names.map((name) => name.replace(/:.*/, ''))
  return sh`r=0; for n in ${plain}; do case "
$p" in *"
$n "*" ii "*|*"
$n "*" hi "*) ${found};; esac; done`
}

const parse = (output: string): AptAnswer => {
  const [updated = '0', now = '0', ...rest] = output.split('\n')
  const end = rest.indexOf('')
  const packages = new Map<string, DebPackage>()
  for (const line of rest.slice(0, end)) {
    const [name = '', architecture = '', state = '', version = ''] = line.trim().split(/\s+/)
    const found = { version, installed: /^[ih]i/.test(state), configured: /^rc/.test(state) }
    packages.set(`${name}:${architecture}`, found)
    if (!packages.get(name)?.installed) packages.set(name, found)
  }
  const simulated = rest.slice(end + 1).join('\n')
  const status = /(?:^|\n)status (\d+)\n?$/.exec(simulated)
  const simulation = status ? parseSimulation(simulated.slice(0, status.index), status[1] === '0') : undefined
  return { packages, simulation, updated: Number(updated), now: Number(now), uncertain: false }
}

const parseSimulation = (output: string, ok: boolean): Simulation => ({
  output,
  ok,
  installs: new Map(
    [...output.matchAll(/^Inst (\S+) (?:\[[^\]]*\] )?\((\S+)/gm)].map((m) => [m[1] as string, m[2] as string]),
  ),
  removes: [...output.matchAll(/^(?:Remv|Purg) (\S+)/gm)].map((m) => m[1] as string),
})

const overlay = (answer: AptAnswer, effects: readonly Effect[]): AptAnswer => {
  const relevant = effects.filter(({ kind }) => kind === 'package' || kind === 'named')
  const sources = relevant.some((effect) => effect.kind === 'named' && effect.type === 'apt-sources')
  const fetched = relevant.findLast((effect) => effect.kind === 'named' && effect.type === 'apt-lists')
  const packages = relevant.filter((effect) => effect.kind === 'package')
  if (!sources && !fetched && packages.length === 0) return answer
  const after = new Map(answer.packages)
  for (const { name, version } of packages) {
    after.set(name, { version: version ?? undefined, installed: version !== null, configured: false })
  }
  const simulation =
    answer.simulation &&
    withoutPlanned(
      answer.simulation,
      packages.map(({ name }) => name),
    )
  return { ...answer, packages: after, simulation, uncertain: sources, updated: fetched ? answer.now : answer.updated }
}

/** What is planned already would not be done again. */
const withoutPlanned = (simulation: Simulation, names: readonly string[]): Simulation => ({
  ...simulation,
  installs: new Map([...simulation.installs].filter(([name]) => !names.includes(name))),
  removes: simulation.removes.filter((name) => !names.includes(name)),
})
