/** Packages of hosts that have no apt. */
import type { Effect } from '../effect.ts'
import { type Query, query } from '../query.ts'
import { sh } from '../sh.ts'

export const packageManagers = ['apt-get', 'dnf', 'yum', 'zypper', 'apk', 'pacman', 'opkg'] as const

export type PackageManager = (typeof packageManagers)[number]

export interface OtherPackages {
  /** The first that the host has. */
  readonly manager: PackageManager | undefined
  /** Which of the packages asked for are installed. Not asked for where there is apt. */
  readonly installed: ReadonlySet<string>
}

/** Which package manager a host has and, where that is not apt, which packages are installed. */
export const otherPackages = (names: readonly string[]): Query<OtherPackages> =>
  query<OtherPackages>({
    name: 'packages',
    key: `packages ${JSON.stringify(names)}`,
    script: sh`m=; for c in ${[...packageManagers]}; do command -v "$c" >/dev/null 2>&1 && { m=$c; break; }; done
echo "$m"; [ "$m" != apt-get ] || exit 0
for n in ${names.length === 0 ? ['-'] : names}; do case $m in
dnf|yum|zypper) rpm -q --whatprovides "$n" >/dev/null 2>&1;;
apk) apk info -e "$n" >/dev/null 2>&1;;
pacman) pacman -Q "$n" >/dev/null 2>&1;;
opkg) opkg status "$n" 2>/dev/null | grep -q installed;;
*) false;; esac && printf '%s\n' "$n"; done; :`,
    parse: ({ stdout }) => {
      const [manager, ...installed] = stdout
        .toString()
        .split('\n')
        .filter((line, i) => i === 0 || line !== '')
      return { manager: packageManagers.find((name) => name === manager), installed: new Set(installed) }
    },
    overlay,
  })

const overlay = (answer: OtherPackages, effects: readonly Effect[]): OtherPackages => {
  const planned = effects.filter((effect) => effect.kind === 'package')
  if (planned.length === 0) return answer
  const installed = new Set(answer.installed)
  for (const { name, version } of planned) {
    if (version === null) installed.delete(name)
    else installed.add(name)
  }
  return { ...answer, installed }
}
