import type { Answer } from '../remote/answer.ts'
import { type RpmState, rpmState } from '../remote/queries/rpm-state.ts'
import { sh } from '../remote/sh.ts'
import { dict, type Value } from '../values.ts'
import { type Change, change, ModuleFailure } from './kit/change.ts'
import { defineModule } from './kit/module.ts'
import { bool, choice, int, list, str } from './kit/option.ts'
import { type DnfFlags, dnfFlags } from './shared/dnf-flags.ts'

interface Options extends DnfFlags {
  readonly name: readonly string[]
  readonly list: string | undefined
  readonly state: 'absent' | 'installed' | 'latest' | 'present' | 'removed' | undefined
  readonly autoremove: boolean
  readonly update_cache: boolean
  readonly update_only: boolean
}

/** Installs, upgrades and removes packages with dnf, or with yum where that is what the host has. */
export default defineModule({
  name: 'dnf',
  summary: 'Install, upgrade and remove packages with dnf or yum.',
  options: {
    name: list(str(), { default: [], aliases: ['pkg'], help: 'Packages, with versions or not; groups, files, URLs.' }),
    list: str({ help: 'Tell of packages instead: `installed`, `updates`, `available`, or those of a name.' }),
    state: choice(['absent', 'installed', 'latest', 'present', 'removed'], { help: 'Whether they are to be there.' }),
    autoremove: bool({ default: false, help: 'Remove what nothing needs any longer.' }),
    update_cache: bool({ default: false, aliases: ['expire-cache'], help: 'Fetch the lists of packages first.' }),
    update_only: bool({ default: false, help: 'Upgrade only what is installed.' }),
    allow_downgrade: bool({ default: false, help: 'Take an older version where that is asked for.' }),
    allowerasing: bool({ default: false, help: 'Remove what is in the way.' }),
    best: bool({ help: 'Take the latest version or fail.' }),
    nobest: bool({ help: 'Take an older version where the latest can not be installed.' }),
    bugfix: bool({ default: false, help: 'Upgrade only what mends a fault.' }),
    security: bool({ default: false, help: 'Upgrade only what mends a weakness.' }),
    cacheonly: bool({ default: false, help: 'Fetch nothing.' }),
    conf_file: str({ help: 'The configuration to use.' }),
    disable_excludes: str({ help: 'Which exclusions not to heed.' }),
    disable_gpg_check: bool({ default: false, help: 'Take packages that are not signed.' }),
    disable_plugin: list(str(), { default: [], help: 'Plugins not to use.' }),
    disablerepo: list(str(), { default: [], help: 'Repositories not to use.' }),
    download_only: bool({ default: false, help: 'Only fetch.' }),
    download_dir: str({ help: 'Where to put what is fetched.' }),
    enable_plugin: list(str(), { default: [], help: 'Plugins to use.' }),
    enablerepo: list(str(), { default: [], help: 'Repositories to use besides.' }),
    exclude: list(str(), { default: [], help: 'Packages to leave out.' }),
    installroot: str({ default: '/', help: 'The root to install below.' }),
    install_repoquery: bool({ default: true, help: 'Accepted; nothing is needed.' }),
    install_weak_deps: bool({ default: true, help: 'Install what packages recommend.' }),
    lock_timeout: int({ default: 30, help: 'Accepted; the package manager waits by itself.' }),
    releasever: str({ help: 'The release to install of.' }),
    skip_broken: bool({ default: false, help: 'Leave out what can not be installed.' }),
    sslverify: bool({ default: true, help: 'Check certificates.' }),
    use_backend: str({ default: 'auto', aliases: ['use'], help: 'Accepted; the manager that the host has is used.' }),
    auto_install_module_deps: bool({ default: true, help: 'Accepted; no Python is needed.' }),
    validate_certs: bool({ default: true, help: 'Check certificates of what is fetched by URL.' }),
  },
  rules: {
    requiredOneOf: [['name', 'list', 'update_cache']],
    mutuallyExclusive: [
      ['name', 'list'],
      ['best', 'nobest'],
    ],
  },
  inspect: (options) => ({ state: rpmState(request(options)) }),
  *plan(options, { state }): Iterable<Change> {
    if (!state.manager) throw new ModuleFailure('Failed to find required executable "dnf" or "yum"')
    if (options.list !== undefined) return
    check(options, state)
    const words = wordsOf(options, state)
    if (words[0] === 'makecache') yield makeCache(options, state)
    if (!acts(options, state)) return
    yield change({
      summary: `${state.manager} ${words.join(' ')}`,
      commands: [sh`LC_ALL=C ${state.manager} -y ${dnfFlags(options)} ${words} </dev/null`],
      effects: effectsOf(options),
      diff: diffOf(options, state),
      failure: failed,
    })
  },
  returns: ({ options, before, after, changed }) => {
    const told = options.list === undefined ? undefined : listed(options.list, before.state)
    if (told) return dict({ msg: '', results: told })
    if (onlyFetches(options)) return dict({ changed: false, msg: 'Cache updated', results: [], rc: 0 })
    const results = differences(before.state, after.state)
    return dict({ msg: changed ? '' : 'Nothing to do', results, rc: 0 })
  },
})

const onlyFetches = (options: Options): boolean => wordsOf(options)[0] === 'makecache'

/** Fetching the lists of packages is no change of the host. */
const makeCache = (options: Options, { manager = 'dnf' }: RpmState): Change =>
  change({
    summary: 'fetch the lists of packages',
    commands: [sh`LC_ALL=C ${manager} -y ${dnfFlags(options)} makecache </dev/null`],
    effects: [],
    failure: failed,
  })

const stateOf = ({ state, autoremove }: Options): 'absent' | 'latest' | 'present' => {
  if (state === 'absent' || state === 'removed') return 'absent'
  if (state === 'latest') return 'latest'
  return state === undefined && autoremove ? 'absent' : 'present'
}

/** Names that may stand in one text, apart by commas; one that has no comma or blank but a condition is kept whole. */
const namesOf = ({ name }: Options): readonly string[] => name.map((one) => one.trim()).filter((one) => one !== '')

/** What rpm itself can be asked for. */
const isPlain = (name: string): boolean => !/^@|:\/\/|\.rpm$|[*?[<>= ]/.test(name)

const request = (options: Options) => {
  const names = namesOf(options)
  const plain = names.filter(isPlain)
  const words = wordsOf(options)
  const state = stateOf(options)
  const when = plain.length < names.length || state === 'latest' || names.length === 0 ? 'always' : undefined
  const tries = options.list === undefined && words[0] !== 'makecache'
  const fallback = state === 'absent' ? 'there' : 'missing'
  return {
    plain,
    options: dnfFlags(options),
    refresh: options.update_cache,
    trial: tries ? ({ words, when: when ?? fallback } as const) : undefined,
  }
}

/** What the package manager is told. */
const wordsOf = (options: Options, state?: RpmState): readonly string[] => {
  const names = namesOf(options)
  if (names.length === 0) return options.autoremove ? ['autoremove'] : ['makecache']
  const wanted = stateOf(options)
  if (wanted === 'absent') return [options.autoremove ? 'autoremove' : 'remove', ...names]
  if (names.includes('*')) return ['upgrade', ...names.filter((name) => name !== '*')]
  const there = state && wanted === 'latest' ? names.every((name) => state.there.has(name)) : false
  return [wanted === 'latest' && (options.update_only || there) ? 'upgrade' : 'install', ...names]
}

const check = (options: Options, { trial }: RpmState): void => {
  if (!trial || trial.possible || stateOf(options) === 'absent') return
  const failures = trial.unknown.map((name): Value => `No package ${name} available.`)
  const msg = failures.length > 0 ? 'Failed to install some of the specified packages' : trial.output.trim()
  throw new ModuleFailure(msg, dict({ failures, rc: 1, results: [] }))
}

const acts = (options: Options, { trial, there }: RpmState): boolean => {
  const names = namesOf(options)
  if (!trial || trial.idle) return false
  const all = names.every((name) => there.has(name))
  const none = names.every((name) => isPlain(name) && !there.has(name))
  return stateOf(options) === 'present' ? !all : stateOf(options) === 'latest' || names.length === 0 || !none
}

const effectsOf = (options: Options): Change['effects'] => {
  const version = stateOf(options) === 'absent' ? null : undefined
  const names = namesOf(options)
  return (names.length === 0 ? ['*'] : names).map((name) => ({ kind: 'package', name, version }))
}

const diffOf = (options: Options, { there }: RpmState): Change['diff'] => {
  const line = (name: string, present: boolean): string => `${name} ${present ? 'installed' : 'absent'}\n`
  const names = namesOf(options)
  const after = stateOf(options) !== 'absent'
  return {
    before: names.map((name) => line(name, there.has(name))).join(''),
    after: names.map((name) => line(name, after)).join(''),
    before_header: 'packages',
    after_header: 'packages',
  }
}

const failed = ({ status, stdout, stderr }: Answer): ModuleFailure => {
  const said = stderr.toString().trim() || stdout.toString().trim()
  return new ModuleFailure(
    said,
    dict({ rc: status, results: [], stdout: stdout.toString(), stderr: stderr.toString() }),
  )
}

const differences = (before: RpmState, after: RpmState): Value[] => {
  const missing = (a: RpmState, b: RpmState): string[] => [...a.installed].filter((one) => !b.installed.has(one)).sort()
  return [
    ...missing(after, before).map((one) => `Installed: ${one}`),
    ...missing(before, after).map((one) => `Removed: ${one}`),
  ]
}

/** What is installed; of repositories nothing is told. */
const listed = (what: string, { installed }: RpmState): Value[] =>
  [...installed].flatMap((one): Value[] => {
    const [, name, version, release, arch] = /^(.*)-([^-]+)-([^-]+)\.([^.]+)$/.exec(one) ?? []
    if (name === undefined || (what !== 'installed' && what !== name)) return []
    const nevra = `0:${name}-${version}-${release}.${arch}`
    return [
      dict({ name, version, release, arch, epoch: '0', nevra, envra: nevra, repo: '@System', yumstate: 'installed' }),
    ]
  })
