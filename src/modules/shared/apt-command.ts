/** Command lines of apt-get, and what their output means. */
import { aptWords } from '../../remote/queries/apt-patterns.ts'
import { lines, type ShellScript, sh } from '../../remote/sh.ts'
import type { Diff } from '../kit/change.ts'

export interface AptOptions {
  readonly force: boolean
  readonly default_release: string | undefined
  readonly install_recommends: boolean | undefined
  readonly dpkg_options: string
  readonly autoremove: boolean
  readonly fail_on_autoremove: boolean
  readonly only_upgrade: boolean
  readonly allow_unauthenticated: boolean
  readonly allow_downgrade: boolean
  readonly allow_change_held_packages: boolean
  readonly purge: boolean
  readonly policy_rc_d: number | undefined
  readonly lock_timeout: number
}

/** The options that every run of apt-get gets. */
export const commonArguments = (options: AptOptions): string[] => [
  '-y',
  ...options.dpkg_options
    .split(',')
    .filter(Boolean)
    .flatMap((option) => ['-o', `Dpkg::Options::=--${option.trim()}`]),
  '-o',
  `DPkg::Lock::Timeout=${options.lock_timeout}`,
  ...flag(options.force, '--force-yes'),
  ...flag(options.fail_on_autoremove, '--no-remove'),
  ...flag(options.allow_unauthenticated, '--allow-unauthenticated'),
  ...flag(options.allow_downgrade, '--allow-downgrades'),
  ...flag(options.allow_change_held_packages, '--allow-change-held-packages'),
  ...(options.default_release === undefined ? [] : ['-t', options.default_release]),
]

const flag = (on: boolean | undefined, ...words: string[]): string[] => (on ? words : [])

export const installArguments = (options: AptOptions, specs: readonly string[], fixed = false): string[] => [
  ...commonArguments(options),
  ...flag(options.only_upgrade, '--only-upgrade'),
  ...flag(fixed, '--fix-broken'),
  ...flag(options.autoremove, '--auto-remove'),
  ...flag(options.install_recommends === false, '-o', 'APT::Install-Recommends=no'),
  ...flag(options.install_recommends === true, '-o', 'APT::Install-Recommends=yes'),
  'install',
  ...specs,
]

export const buildDependencyArguments = (options: AptOptions, specs: readonly string[]): string[] => [
  ...commonArguments(options),
  'build-dep',
  ...specs,
]

export const removeArguments = (options: AptOptions, specs: readonly string[]): string[] => [
  ...commonArguments(options),
  ...flag(options.purge, '--purge'),
  ...flag(options.autoremove, '--auto-remove'),
  'remove',
  ...specs,
]

export const upgradeArguments = (options: AptOptions, mode: string): string[] => [
  ...commonArguments(options),
  ...flag(options.autoremove, '--auto-remove'),
  ...(mode === 'dist' || mode === 'full' ? ['dist-upgrade'] : ['--with-new-pkgs', 'upgrade']),
]

export const cleanupArguments = (options: AptOptions, operation: 'autoremove' | 'autoclean'): string[] => [
  ...commonArguments(options),
  ...flag(options.purge, '--purge'),
  operation,
]

/** Runs apt-get without questions; services start as `policy_rc_d` allows. */
export const aptGet = (args: readonly string[], { policy_rc_d }: Pick<AptOptions, 'policy_rc_d'>): ShellScript => {
  const environment = sh`DEBIAN_FRONTEND=noninteractive DEBIAN_PRIORITY=critical LC_ALL=C`
  const run = sh`${environment} apt-get ${aptWords(args)}`
  if (policy_rc_d === undefined) return run
  return lines(
    sh`f=/usr/sbin/policy-rc.d b=/usr/sbin/policy-rc.d.runbook`,
    sh`[ ! -e $f ] || mv -f $f $b`,
    sh`trap 'rm -f $f; [ ! -e $b ] || mv -f $b $f' EXIT`,
    sh`printf '#!/bin/sh\nexit %s\n' ${policy_rc_d} >$f && chmod 755 $f || exit`,
    run,
  )
}

/** Fetches the package lists, several times where that fails. */
export const updateLists = (options: Pick<AptOptions, 'lock_timeout'>, retries: number): ShellScript => {
  const update = sh`LC_ALL=C apt-get -q -o DPkg::Lock::Timeout=${options.lock_timeout} -o APT::Update::Error-Mode=any update`
  return sh`i=0; until o=$(${update} 2>&1); do i=$((i+1)); [ $i -lt ${retries} ] || { printf 'Failed to update apt cache: %s\n' "$(printf '%s\n' "$o" | grep '^[EW]:' || printf %s "$o")" >&2; exit 100; }; sleep 1; done`
}

/** True when apt-get found nothing to do. */
export const nothingDone = (output: string): boolean =>
  /(?:^|\n)0 upgraded, 0 newly installed,(?: \d+ downgraded,)? 0 to remove/.test(output)

/** The part of the output that tells what is done. */
export const aptDiff = (output: string): Diff => {
  const all = output.split('\n')
  const start = all.findIndex((line) => line.startsWith('Reading state information...')) + 1
  const end = all.findIndex((line) => /^\d+ (packages )?upgraded/.test(line))
  return { prepared: all.slice(start, end < 0 ? undefined : end + 1).join('\n') }
}
