import { type OtherPackages, otherPackages, type PackageManager } from '../remote/queries/package-manager.ts'
import type { Queries } from '../remote/query.ts'
import { type ShellScript, sh } from '../remote/sh.ts'
import { dict } from '../values.ts'
import apt from './apt.ts'
import { type Change, change, ModuleFailure } from './kit/change.ts'
import { defineModule } from './kit/module.ts'
import { list, type OptionTable, str } from './kit/option.ts'
import { withLines } from './shared/with-lines.ts'

const { package: _package, state: _state, ...aptOptions } = apt.options

const own = {
  name: list(str(), { required: true, aliases: ['pkg', 'package'], help: 'The packages.' }),
  state: str({ default: 'present', help: '`present`, `absent` or `latest`.' }),
  use: str({
    default: 'auto',
    help: 'Accepted, as the variable ansible_package_use is; the package manager is found out.',
  }),
}

interface Options {
  readonly name: readonly string[]
  readonly state: string
  readonly use: string
}

/** Installs and removes packages with whatever the host has for it; the options are apt's as well. */
export default defineModule({
  name: 'package',
  summary: 'Install, upgrade and remove packages with the package manager of the host.',
  options: { ...(aptOptions as OptionTable), ...own },
  inspect: (options): Queries => ({
    other: otherPackages(namesOf(options as unknown as Options)),
    ...(apt.inspect(forApt(options), undefined) as Queries),
  }),
  plan: (options, answers) => {
    checkManager(options as unknown as Options)
    const { other } = answers as unknown as { other: OtherPackages }
    if (other.manager === 'apt-get') return apt.plan(forApt(options), answers as never, undefined)
    return planOther(options as unknown as Options, other)
  },
  returns: (report) => {
    const { other } = report.before as unknown as { other: OtherPackages }
    if (other.manager === 'apt-get' && apt.returns)
      return apt.returns({ ...report, options: forApt(report.options) } as never)
    const output = report.outputs?.at(-1)
    return output
      ? withLines(dict({ stdout: output.stdout.toString(), stderr: output.stderr.toString(), rc: 0 }))
      : dict({ rc: 0 })
  },
})

const checkManager = ({ use }: Options): void => {
  if (use === 'auto' || managerModules.has(use)) return
  throw new ModuleFailure(`Could not find a matching action for the "${use}" package manager.`)
}

const managerModules = new Set(['apt', 'dnf', 'dnf5', 'yum', 'zypper', 'apk', 'pacman', 'opkg'])

const namesOf = ({ name }: Options): string[] => name.map((one) => one.trim()).filter(Boolean)

const states: Readonly<Record<string, string>> = { installed: 'present', removed: 'absent' }

/** The same wish in the words of apt. */
const forApt = (options: Readonly<Record<string, unknown>>): never => {
  const { name, state, use: _use, ...rest } = options
  const wanted = states[String(state)] ?? String(state)
  if (!['present', 'absent', 'latest', 'build-dep', 'fixed'].includes(wanted)) {
    throw new ModuleFailure(`value of state must be one of: absent, build-dep, fixed, latest, present, got: ${wanted}`)
  }
  return { ...rest, package: name, state: wanted } as never
}

interface Verbs {
  readonly install: readonly string[]
  readonly upgrade: readonly string[]
  readonly remove: readonly string[]
}

const verbs: Readonly<Record<PackageManager, Verbs>> = {
  'apt-get': { install: [], upgrade: [], remove: [] },
  dnf: { install: ['-y', 'install'], upgrade: ['-y', 'upgrade'], remove: ['-y', 'remove'] },
  yum: { install: ['-y', 'install'], upgrade: ['-y', 'update'], remove: ['-y', 'remove'] },
  zypper: { install: ['-n', 'install'], upgrade: ['-n', 'update'], remove: ['-n', 'remove'] },
  apk: { install: ['add'], upgrade: ['add', '-u'], remove: ['del'] },
  pacman: {
    install: ['-S', '--noconfirm', '--needed'],
    upgrade: ['-S', '--noconfirm', '--needed'],
    remove: ['-R', '--noconfirm'],
  },
  opkg: { install: ['install'], upgrade: ['upgrade'], remove: ['remove'] },
}

function* planOther(options: Options, { manager, installed }: OtherPackages): Iterable<Change> {
  if (!manager) throw new ModuleFailure('Could not find a module for unknown package manager.')
  const names = namesOf(options)
  const state = states[options.state] ?? options.state
  const present = names.filter((name) => installed.has(name))
  const missing = names.filter((name) => !installed.has(name))
  const run = (words: readonly string[], which: readonly string[]): ShellScript =>
    sh`LC_ALL=C ${manager} ${words} ${which}`
  if (state === 'absent') {
    if (present.length > 0)
      yield packagesChange(`remove ${present.join(', ')}`, run(verbs[manager].remove, present), {
        names: present,
        gone: true,
      })
    return
  }
  if (missing.length > 0) {
    yield packagesChange(`install ${missing.join(', ')}`, run(verbs[manager].install, missing), {
      names: missing,
      gone: false,
    })
  }
  if (state === 'latest' && present.length > 0) {
    yield packagesChange(`upgrade ${present.join(', ')}`, run(verbs[manager].upgrade, present), {
      names: present,
      gone: false,
    })
  }
}

const packagesChange = (
  summary: string,
  command: ShellScript,
  { names, gone }: { names: readonly string[]; gone: boolean },
): Change =>
  change({
    summary,
    commands: [command],
    effects: names.map((name) => ({ kind: 'package', name, version: gone ? null : undefined })),
  })
