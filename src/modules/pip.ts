import { posix } from 'node:path'
import type { Answer } from '../remote/answer.ts'
import { type PipState, pipState } from '../remote/queries/pip-state.ts'
import { ShellScript, sh } from '../remote/sh.ts'
import { splitWords } from '../util/split-words.ts'
import { type Dict, dict, type Value } from '../values.ts'
import { type Change, change, ModuleFailure, type Planned, warning } from './kit/change.ts'
import { defineModule } from './kit/module.ts'
import { bool, choice, list, path, raw, str } from './kit/option.ts'
import { inOrder } from './shared/file-attributes.ts'
import { pipSpecs, readSpec } from './shared/pip-specs.ts'
import { withLines } from './shared/with-lines.ts'

interface Options {
  readonly name: readonly string[] | undefined
  readonly version: string | undefined
  readonly requirements: string | undefined
  readonly state: 'absent' | 'forcereinstall' | 'latest' | 'present'
  readonly virtualenv: string | undefined
  readonly virtualenv_command: string
  readonly virtualenv_python: string | undefined
  readonly virtualenv_site_packages: boolean
  readonly extra_args: string | undefined
  readonly editable: boolean
  readonly chdir: string | undefined
  readonly executable: string | undefined
  readonly umask: Value | undefined
  readonly break_system_packages: boolean
}

/** Installs Python packages with pip. */
export default defineModule({
  name: 'pip',
  summary: 'Install and remove Python packages with pip, in a virtual environment where asked for.',
  options: {
    name: list(str(), { help: 'Packages, with version specifiers, or addresses.' }),
    version: str({ help: 'The version of the one package.' }),
    requirements: str({ help: 'A requirements file on the host.' }),
    state: choice(['absent', 'forcereinstall', 'latest', 'present'], {
      default: 'present',
      help: 'What they are to be.',
    }),
    virtualenv: path({ help: 'The virtual environment; it is made where it is not there.' }),
    virtualenv_command: str({
      default: 'virtualenv',
      help: 'What makes it; `python3 -m venv` where there is no virtualenv.',
    }),
    virtualenv_python: str({ help: 'The Python of the environment.' }),
    virtualenv_site_packages: bool({ default: false, help: "It sees the system's packages." }),
    extra_args: str({ help: 'Further arguments for pip.' }),
    editable: bool({ default: false, help: 'Install so that it can be edited.' }),
    chdir: path({ help: 'Change into this directory first.' }),
    executable: str({ help: 'The pip to use.' }),
    umask: raw({ help: 'The umask, in octal.' }),
    break_system_packages: bool({ default: false, help: "Allow changes of the system's packages." }),
  },
  rules: {
    requiredOneOf: [['name', 'requirements']],
    mutuallyExclusive: [
      ['name', 'requirements'],
      ['executable', 'virtualenv'],
    ],
  },
  inspect: (options) => ({ pip: pipState({ virtualenv: environmentOf(options), executable: options.executable }) }),
  *plan(options, { pip }): Iterable<Planned> {
    check(options)
    const specs = specsOf(options)
    if (specs.length === 0 && options.requirements === undefined) {
      return yield warning('No valid name or requirements file found.')
    }
    const create = environmentOf(options) !== undefined && !pip.environment
    if (!create && isSettled(options, pip)) return
    if (!create && !pip.pip) throw new ModuleFailure('Unable to find any of pip3 to use.  pip needs to be installed.')
    yield pipChange(options, pip, create)
  },
  returns: ({ options, before, outputs }) => report(options, before.pip, outputs?.at(-1)),
})

const environmentOf = ({ virtualenv, chdir }: Pick<Options, 'virtualenv' | 'chdir'>): string | undefined =>
  virtualenv === undefined ? undefined : posix.resolve(chdir ?? '/', virtualenv)

const check = (options: Options): void => {
  if (options.state === 'latest' && options.version)
    throw new ModuleFailure('version is incompatible with state=latest')
  const names = pipSpecs(options.name ?? [])
  if (!options.version) return
  if (names.length > 1) {
    throw new ModuleFailure(
      "'version' argument is ambiguous when installing multiple package distributions. Please specify version restrictions next to each package in 'name' argument.",
    )
  }
  if (names.some((name) => /[<>=!~]=|[<>]/.test(name))) {
    throw new ModuleFailure(
      "The 'version' argument conflicts with any version specifier provided along with a package name. Please keep the version specifier, but remove the 'version' argument.",
    )
  }
}

/** No text is any version. */
const specsOf = ({ name, version }: Options): string[] => {
  const names = pipSpecs(name ?? [])
  if (!version) return names
  return names.map((one) => `${one}${/^[<>=!~]/.test(version) ? version : `==${version}`}`)
}

/** True when pip need not be asked: names and plain versions can be decided without it. */
const isSettled = (options: Options, { packages }: PipState): boolean => {
  const specs = specsOf(options)
  if (options.requirements !== undefined || specs.length === 0) return false
  const parsed = specs.map(readSpec)
  if (options.state === 'absent') return parsed.every((spec) => spec && !packages.has(spec.name))
  if (options.state !== 'present' || options.extra_args || options.editable) return false
  return parsed.every((spec) => {
    const version = spec && packages.get(spec.name)
    return version !== undefined && spec?.holds(version) === true
  })
}

const verbs: Readonly<Record<Options['state'], readonly string[]>> = {
  present: ['install'],
  absent: ['uninstall', '-y'],
  latest: ['install', '-U'],
  forcereinstall: ['install', '-U', '--force-reinstall'],
}

const pipWords = (options: Options, { pip }: PipState): ShellScript => {
  const environment = environmentOf(options)
  if (environment !== undefined) return sh`${`${environment}/bin/pip`}`
  return options.executable === undefined ? ShellScript.trusted(pip ?? 'pip3') : sh`${options.executable}`
}

const pipArguments = (options: Options): string[] => [
  ...verbs[options.state],
  ...(options.break_system_packages ? ['--break-system-packages'] : []),
  ...(options.extra_args ? splitWords(options.extra_args) : []),
  ...(options.editable && !options.extra_args?.split(' ').includes('-e') ? ['-e'] : []),
  ...(options.requirements === undefined ? specsOf(options) : ['-r', options.requirements]),
]

const pipChange = (options: Options, state: PipState, create: boolean): Change => {
  const environment = environmentOf(options)
  const umask = options.umask === undefined || options.umask === null ? [] : [sh`umask ${String(options.umask)}`]
  const path = environment === undefined ? [] : [sh`PATH=${`${environment}/bin`}:$PATH; export PATH`]
  const commands = [
    sh`LC_ALL=C; export LC_ALL`,
    ...umask,
    sh`cd -- ${options.chdir ?? '/tmp'}`,
    ...(create ? [createEnvironment(options, environment as string)] : []),
    ...path,
    sh`${pipWords(options, state)} ${pipArguments(options)} 2>&1`,
  ]
  const what = options.requirements ?? specsOf(options).join(', ')
  return change({
    summary: `pip ${verbs[options.state][0]} ${what}`,
    commands: [inOrder(commands)],
    effects: [
      ...specsOf(options).map(
        (spec) =>
          ({
            kind: 'named',
            type: 'pip',
            name: `${environment ?? ''} ${planned(spec)}`,
            value: options.state,
          }) as const,
      ),
      ...(create ? [{ kind: 'path', path: environment as string, stat: { kind: 'directory' } } as const] : []),
    ],
    failure: (answer) => failure(options, state, answer),
  })
}

/** The package as later answers show it, with its version where that is told. */
const planned = (spec: string): string => {
  const name = readSpec(spec)?.name ?? spec
  const version = /[^=]==\s*([^\s=,*]+)$/.exec(spec)?.[1]
  return version === undefined ? name : `${name}==${version}`
}

const createEnvironment = (options: Options, environment: string): ShellScript => {
  const words = splitWords(options.virtualenv_command)
  const python = options.virtualenv_python
  const site = options.virtualenv_site_packages ? ['--system-site-packages'] : []
  const venv = sh`${python ?? 'python3'} -m venv ${site} ${environment}`
  if (words.includes('venv') || words[0]?.endsWith('pyvenv')) return sh`${words} ${site} ${environment}`
  const virtualenv = sh`${words} ${site} ${python === undefined ? [] : [`-p${python}`]} ${environment}`
  return sh`if command -v ${words[0] ?? 'virtualenv'} >/dev/null; then ${virtualenv}; else ${venv}; fi`
}

const failure = (options: Options, state: PipState, { stdout, stderr }: Answer): ModuleFailure => {
  const cmd = `${pipWords(options, state).text} ${pipArguments(options).join(' ')}`
  return new ModuleFailure(`stdout: ${stdout}${stderr.length > 0 ? `\n:stderr: ${stderr}` : ''}`, dict({ cmd }))
}

/** Whether something was installed is known from what pip said. */
const report = (options: Options, state: PipState, output: Answer | undefined): Dict => {
  const facts = {
    name: options.name === undefined ? null : [...options.name],
    version: options.version ?? null,
    state: options.state,
    requirements: options.requirements ?? null,
    virtualenv: environmentOf(options) ?? null,
  }
  if (!output) return dict(facts)
  const stdout = output.stdout.toString()
  const created = environmentOf(options) !== undefined && !state.environment
  const changed = created || /Successfully (un)?installed/.test(stdout)
  const cmd = [pipWords(options, state).text, ...pipArguments(options)]
  return withLines(dict({ changed, cmd, ...facts, stdout, stderr: output.stderr.toString() }))
}
