import type { Answer } from '../remote/answer.ts'
import type { Effect } from '../remote/effect.ts'
import { type AptAnswer, apt, type DebPackage, specName } from '../remote/queries/apt.ts'
import { isPackagePattern } from '../remote/queries/apt-patterns.ts'
import { type DebFile, debFile } from '../remote/queries/deb-file.ts'
import { none } from '../remote/queries/none.ts'
import { sh } from '../remote/sh.ts'
import { fnmatchRegExp } from '../util/fnmatch.ts'
import { type Dict, dict, type Value } from '../values.ts'
import { type Change, change, ModuleFailure } from './kit/change.ts'
import { defineModule } from './kit/module.ts'
import { bool, choice, int, list, path, str } from './kit/option.ts'
import {
  type AptOptions,
  aptDiff,
  aptGet,
  buildDependencyArguments,
  cleanupArguments,
  installArguments,
  nothingDone,
  removeArguments,
  updateLists,
  upgradeArguments,
} from './shared/apt-command.ts'
import { withLines } from './shared/with-lines.ts'

export interface Options extends AptOptions {
  readonly state: 'absent' | 'build-dep' | 'fixed' | 'latest' | 'present'
  readonly package: readonly string[] | undefined
  readonly update_cache: boolean | undefined
  readonly update_cache_retries: number
  readonly cache_valid_time: number
  readonly deb: string | undefined
  readonly upgrade: 'dist' | 'full' | 'no' | 'safe' | 'yes'
  readonly autoclean: boolean
  readonly clean: boolean
}

/** Installs, upgrades and removes packages of Debian and its kin. */
export default defineModule({
  name: 'apt',
  summary: 'Install, upgrade and remove packages with apt.',
  options: {
    state: choice(['absent', 'build-dep', 'fixed', 'latest', 'present'], {
      default: 'present',
      help: 'What the packages are to be.',
    }),
    package: list(str(), { aliases: ['pkg', 'name'], help: 'Names, with `=VERSION` where it matters.' }),
    update_cache: bool({ aliases: ['update-cache'], help: 'Fetch the package lists first.' }),
    update_cache_retries: int({ default: 5, help: 'How often to try to fetch them.' }),
    update_cache_retry_max_delay: int({ default: 12, help: 'Seconds between tries at most.' }),
    cache_valid_time: int({ default: 0, help: 'Fetch them only when they are older than so many seconds.' }),
    deb: path({ help: 'A package file on the host, or its URL.' }),
    upgrade: choice(['dist', 'full', 'no', 'safe', 'yes'], { default: 'no', help: 'Upgrade all packages.' }),
    default_release: str({ aliases: ['default-release'], help: 'The release to take packages of.' }),
    install_recommends: bool({ aliases: ['install-recommends'], help: 'Install recommended packages too.' }),
    force: bool({ default: false, help: 'Answer yes to what is dangerous.' }),
    dpkg_options: str({ default: 'force-confdef,force-confold', help: 'Options for dpkg.' }),
    purge: bool({ default: false, help: 'Remove configuration files as well.' }),
    autoremove: bool({ default: false, help: 'Remove packages that nothing needs any more.' }),
    autoclean: bool({ default: false, help: 'Remove package files that can not be fetched any more.' }),
    clean: bool({ default: false, help: 'Remove all fetched package files.' }),
    fail_on_autoremove: bool({ default: false, help: 'Fail where something would be removed.' }),
    policy_rc_d: int({ help: 'What policy-rc.d answers while packages are installed; 101 starts no services.' }),
    only_upgrade: bool({ default: false, help: 'Install nothing that is not installed.' }),
    force_apt_get: bool({ default: false, help: 'Accepted; apt-get is always used.' }),
    allow_unauthenticated: bool({
      default: false,
      aliases: ['allow-unauthenticated'],
      help: 'Take packages that are not signed.',
    }),
    allow_downgrade: bool({
      default: false,
      aliases: ['allow-downgrade', 'allow_downgrades', 'allow-downgrades'],
      help: 'Install older versions.',
    }),
    allow_change_held_packages: bool({ default: false, help: 'Change packages that are held.' }),
    lock_timeout: int({ default: 60, help: 'Seconds to wait for another apt.' }),
  },
  rules: {
    mutuallyExclusive: [['deb', 'package', 'upgrade']],
    requiredOneOf: [['autoremove', 'deb', 'package', 'update_cache', 'upgrade']],
  },
  inspect: (options) => ({
    apt: apt(requestOf(options)),
    deb: options.deb === undefined ? none<DebFile | null>(null) : debFile(options.deb),
  }),
  plan: (options, answers) => planApt(options, answers),
  returns: ({ options, before, after, outputs }) =>
    report(options, { before: before.apt, after: after.apt, deb: before.deb, outputs }),
})

const packagesOf = (options: Options): string[] =>
  (options.package ?? []).map((name) => name.trim()).filter((name) => name !== '' && name !== '*')

const upgradeMode = (options: Options): string | undefined => {
  if (options.upgrade !== 'no') return options.upgrade
  return options.state === 'latest' && options.package?.includes('*') ? 'yes' : undefined
}

/** The action beside the cache: its arguments, and what is done. */
interface Action {
  readonly summary: string
  readonly args: readonly string[]
  readonly expect: 'installed' | 'absent' | 'never'
}

const actionOf = (options: Options): Action | undefined => {
  const specs = packagesOf(options)
  for (const spec of specs) {
    if (spec.split('=').length > 2 && !spec.includes('>=')) throw new ModuleFailure(`invalid package spec: ${spec}`)
  }
  const mode = upgradeMode(options)
  if (mode) return { summary: 'upgrade packages', args: upgradeArguments(options, mode), expect: 'never' }
  if (specs.length === 0) {
    const operation = options.autoremove ? 'autoremove' : options.autoclean ? 'autoclean' : undefined
    return operation && { summary: `apt-get ${operation}`, args: cleanupArguments(options, operation), expect: 'never' }
  }
  if (options.state === 'absent') {
    return {
      summary: `remove ${specs.join(', ')}`,
      args: removeArguments(options, specs.map(specName)),
      expect: options.purge || specs.some(isPackagePattern) ? 'never' : 'absent',
    }
  }
  if (options.state === 'build-dep') {
    return {
      summary: `install what builds ${specs.join(', ')}`,
      args: buildDependencyArguments(options, specs),
      expect: 'never',
    }
  }
  const exact = options.state === 'latest' || options.state === 'fixed' || specs.some(isNoPlainName)
  const args = installArguments(options, specs, options.state === 'fixed')
  return { summary: `install ${specs.join(', ')}`, args, expect: exact ? 'never' : 'installed' }
}

const requestOf = (options: Options) => {
  const action = actionOf(options)
  if (!action) return { specs: [], simulate: ['check'], expect: 'installed' as const }
  return { specs: packagesOf(options), simulate: action.args, expect: action.expect }
}

interface Answers {
  readonly apt: AptAnswer
  readonly deb: DebFile | null
}

function* planApt(options: Options, { apt, deb }: Answers): Iterable<Change> {
  const stale = isStale(options, apt)
  if (stale) yield refresh(options)
  if (options.clean) {
    yield change({ summary: 'remove fetched package files', effects: [], commands: [sh`LC_ALL=C apt-get clean`] })
  }
  if (options.deb !== undefined) yield* installFile(options, deb)
  const action = actionOf(options)
  if (!action || isDone(options, apt, stale)) return
  const { simulation } = apt
  if (simulation && !simulation.ok && !stale && !apt.uncertain) throw simulationFailure(action, simulation.output)
  yield change({
    summary: action.summary,
    effects: effectsOf(options, apt),
    commands: [aptGet(action.args, options)],
    diff: simulation?.ok ? aptDiff(simulation.output) : undefined,
    failure: (answer) => aptFailure(action, answer),
  })
}

const isStale = ({ update_cache, cache_valid_time }: Options, { updated, now }: AptAnswer): boolean =>
  (update_cache === true || (cache_valid_time > 0 && update_cache !== false)) && updated + cache_valid_time < now

const refresh = (options: Options): Change =>
  change({
    summary: 'fetch the package lists',
    effects: [{ kind: 'named', type: 'apt-lists', name: 'lists', value: true }],
    commands: [updateLists(options, options.update_cache_retries)],
    failure: (answer) =>
      new ModuleFailure(errorLine(answer.stderr.toString()) || 'Failed to update apt cache: unknown reason'),
  })

/** What apt-get says in lines, in one as python-apt says it. */
const errorLine = (text: string): string =>
  text
    .trim()
    .replaceAll(/(?<=^|\n|cache: )([EW]): /g, '$1:')
    .replaceAll('\n', ', ')

/** A version, a release or a pattern: what is installed does not tell whether it is right. */
const isNoPlainName = (spec: string): boolean => /[=/]/.test(spec) || isPackagePattern(spec)

const matching = ({ packages }: AptAnswer, name: string): readonly DebPackage[] => {
  if (!isPackagePattern(name)) return packages.has(name) ? [packages.get(name)!] : []
  const pattern = fnmatchRegExp(name)
  return [...packages].flatMap(([one, found]) => (pattern.test(one) ? [found] : []))
}

/** Nothing to do, as far as that can be known before fresh lists are there. */
const isDone = (options: Options, apt: AptAnswer, stale: boolean): boolean => {
  const names = packagesOf(options).map(specName)
  const installed = (name: string): boolean => matching(apt, name).some((one) => one.installed)
  if (options.state === 'absent') {
    return (
      names.length > 0 &&
      names.every((name) => !installed(name) && !(options.purge && matching(apt, name).some((one) => one.configured)))
    )
  }
  const { simulation } = apt
  const plain = options.state === 'present' && names.length > 0 && !upgradeMode(options)
  if (plain && !simulation) return true
  if (plain && options.only_upgrade && names.every((name) => !installed(name))) return true
  if (!simulation || (stale && !plain)) return false
  if (options.autoclean && names.length === 0 && !options.autoremove) return !/^Del /m.test(simulation.output)
  return simulation.ok && simulation.installs.size === 0 && simulation.removes.length === 0
}

const effectsOf = (options: Options, { simulation }: AptAnswer): Effect[] => {
  if (simulation?.ok) {
    const installs = [...simulation.installs].map(([name, version]): Effect => ({ kind: 'package', name, version }))
    return [...installs, ...simulation.removes.map((name): Effect => ({ kind: 'package', name, version: null }))]
  }
  const version = options.state === 'absent' ? null : undefined
  return packagesOf(options).map((spec) => ({ kind: 'package', name: specName(spec), version }))
}

const simulationFailure = (action: Action, output: string): ModuleFailure =>
  missingPackage(output) ?? failed(action, { output, rc: 100 })

const aptFailure = (action: Action, answer: Answer): ModuleFailure => {
  const stderr = answer.stderr.toString()
  return (
    missingPackage(stderr) ?? failed(action, { output: stderr, rc: answer.status, stdout: answer.stdout.toString() })
  )
}

const missingPackage = (output: string): ModuleFailure | undefined => {
  const name = /E: Unable to locate package (\S+)/.exec(output)?.[1]
  if (name) return new ModuleFailure(`No package matching '${name}' is available`)
  const candidate = /E: Version '([^']+)' for '([^']+)' was not found/.exec(output)
  if (candidate) return new ModuleFailure(`no available installation candidate for ${candidate[2]}=${candidate[1]}`)
  const virtual = /E: Package '([^']+)' has no installation candidate/.exec(output)?.[1]
  return virtual ? new ModuleFailure(`No package matching '${virtual}' is available`) : undefined
}

const failed = (
  action: Action,
  { output, rc, stdout = '' }: { output: string; rc: number; stdout?: string },
): ModuleFailure =>
  new ModuleFailure(
    `'apt-get ${action.args.join(' ')}' failed: ${output}`,
    withLines(dict({ stdout, stderr: output, rc })),
  )

function* installFile(options: Options, deb: DebFile | null): Iterable<Change> {
  const file = options.deb as string
  if (options.state !== 'present') throw new ModuleFailure('deb only supports state=present')
  const remote = file.includes('://')
  if (!deb && !remote)
    throw new ModuleFailure(
      `Unable to install package: E:Could not open file ${file} - open (2: No such file or directory)`,
    )
  if (deb && deb.installed === deb.version) return
  const args = installArguments(options, [])
  const action = { summary: `install ${file}`, args: [...args, file], expect: 'never' as const }
  const fetch = sh`t=$(mktemp -d) && f=$t/package.deb && if command -v curl >/dev/null; then curl -fsSL -o "$f" -- ${file}; else wget -qO "$f" -- ${file}; fi && chmod 755 "$t" && `
  const run = remote
    ? sh`${fetch}${aptGet(args, options)} "$f"; r=$?; rm -rf "$t"; exit $r`
    : aptGet([...args, file], options)
  yield change({
    summary: action.summary,
    effects: deb ? [{ kind: 'package', name: deb.name, version: deb.version }] : [],
    commands: [run],
    failure: (answer) => aptFailure(action, answer),
  })
}

interface Report {
  readonly before: AptAnswer
  readonly after: AptAnswer
  readonly deb: DebFile | null
  readonly outputs: readonly Answer[] | undefined
}

/** What is told: a fetched list alone is a change only when nothing else was asked for. */
const report = (options: Options, { before, after, deb, outputs }: Report): Dict => {
  const stale = isStale(options, before)
  const updated = stale && (outputs === undefined || after.updated !== before.updated)
  const cache: Record<string, Value> =
    options.state === 'absent' ? {} : { cache_updated: updated, cache_update_time: after.updated }
  const asked = actionOf(options) ?? (options.deb !== undefined || options.clean ? {} : undefined)
  if (!asked) return dict({ changed: updated, ...cache })
  const output = outputs?.slice(stale ? 1 : 0).at(-1)
  if (!output) {
    const changed = outputs === undefined && predicted(options, { before, deb, stale })
    // An upgrade tells of itself even where it has nothing to do: the simulation says the same then.
    const said = upgradeMode(options) === undefined ? undefined : before.simulation?.output
    return withLines(dict({ changed, ...(said === undefined ? {} : upgradeOutput(said, '')), ...cache }))
  }
  const stdout = output.stdout.toString()
  const changed = options.clean || !(nothingDone(stdout) || (options.autoclean && !/^Del /m.test(stdout)))
  // Whoever removes packages is told nothing of the list.
  const isRemoval = options.state === 'absent' && packagesOf(options).length > 0
  const told = isRemoval ? {} : cache
  const stderr = output.stderr.toString()
  const printed = upgradeMode(options) === undefined ? { stdout, stderr } : upgradeOutput(stdout, stderr)
  return withLines(dict({ changed, ...printed, ...told }))
}

const upgradeOutput = (stdout: string, stderr: string): Record<string, Value> => ({ msg: stdout, stdout, stderr })

/** In a dry run: what the simulation says; with lists that are yet to come, that something changes. */
const predicted = (
  options: Options,
  { before, deb, stale }: { before: AptAnswer; deb: DebFile | null; stale: boolean },
): boolean => {
  if (options.clean) return true
  if (options.deb !== undefined) return !(deb && deb.installed === deb.version)
  const { simulation } = before
  const known = simulation?.ok && simulation.installs.size === 0 && simulation.removes.length === 0
  return !isDone(options, before, false) && !(stale && known)
}
