/** What manages services and packages. */
import type { Facts } from './platform.ts'
import { baseName, type FactSources } from './sources.ts'

const firstProcesses: Readonly<Record<string, string>> = {
  procd: 'openwrt_init',
  'runit-init': 'runit',
  svscan: 'svc',
  'openrc-init': 'openrc',
}

/** `service_mgr`: the first process where its name says it, else what is installed. */
export const serviceManagerFacts = (sources: FactSources, distribution: Facts): Facts => {
  const first = baseName(sources.file('/proc/1/comm') ?? sources.link('/sbin/init') ?? '').trim()
  if (first && first !== 'init' && !first.endsWith('sh')) return { service_mgr: firstProcesses[first] ?? first }
  if (distribution.distribution === 'OpenWrt') return { service_mgr: 'openwrt_init' }
  return { service_mgr: installedManager(sources) }
}

const installedManager = (sources: FactSources): string => {
  const running = ['/run/systemd/system', '/dev/.run/systemd', '/dev/.systemd'].some((path) => sources.exists(path))
  if (sources.exists('systemctl') && running) return 'systemd'
  if (sources.exists('initctl') && sources.exists('/etc/init')) return 'upstart'
  if (sources.exists('/sbin/openrc')) return 'openrc'
  if (sources.exists('systemctl') && baseName(sources.link('/sbin/init') ?? '') === 'systemd') return 'systemd'
  return sources.exists('/etc/init.d') ? 'sysvinit' : 'service'
}

/** The last of these that is there wins. */
const packageManagers: readonly (readonly [path: string, name: string])[] = [
  ['/usr/bin/rpm-ostree', 'atomic_container'],
  ['/usr/bin/yum', 'yum'],
  ['/usr/bin/dnf', 'dnf'],
  ['/usr/bin/apt-get', 'apt'],
  ['/usr/bin/zypper', 'zypper'],
  ['/usr/sbin/urpmi', 'urpmi'],
  ['/usr/bin/pacman', 'pacman'],
  ['/bin/opkg', 'opkg'],
  ['/usr/pkg/bin/pkgin', 'pkgin'],
  ['/opt/local/bin/pkgin', 'pkgin'],
  ['/opt/tools/bin/pkgin', 'pkgin'],
  ['/opt/local/bin/port', 'macports'],
  ['/usr/local/bin/brew', 'homebrew'],
  ['/opt/homebrew/bin/brew', 'homebrew'],
  ['/sbin/apk', 'apk'],
  ['/usr/sbin/pkg', 'pkgng'],
  ['/usr/sbin/swlist', 'swdepot'],
  ['/usr/bin/emerge', 'portage'],
  ['/usr/sbin/pkgadd', 'svr4pkg'],
  ['/usr/bin/pkg', 'pkg5'],
  ['/usr/bin/xbps-install', 'xbps'],
  ['/usr/local/sbin/pkg', 'pkgng'],
  ['/usr/bin/swupd', 'swupd'],
  ['/usr/sbin/sorcery', 'sorcery'],
  ['/usr/bin/installp', 'installp'],
  ['/QOpenSys/pkgs/bin/yum', 'yum'],
]

/** `pkg_mgr`: what the distribution itself uses, where several are installed. */
export const packageManagerFacts = (sources: FactSources, distribution: Facts): Facts => {
  const family = distribution.os_family
  const there = packageManagers.filter(([path]) => sources.exists(path))
  const usable = family === 'Altlinux' ? there.filter(([path]) => path !== '/usr/bin/pkg') : there
  const last = usable.at(-1)?.[1] ?? 'unknown'
  if (family === 'RedHat') return { pkg_mgr: redHatManager(sources, distribution) }
  const name = family === 'Debian' ? 'apt' : last
  const isRpm = name === 'apt' && (family === 'Altlinux' || sources.section('rpm').trim() === 'yes')
  return { pkg_mgr: isRpm ? 'apt_rpm' : name }
}

const redHatManager = (sources: FactSources, { distribution, distribution_major_version }: Facts): string => {
  if (sources.exists('/run/ostree-booted')) return 'atomic_container'
  const firstWithDnf = distribution === 'Fedora' ? 23 : distribution === 'Amazon' ? 2022 : 8
  return Number(distribution_major_version) < firstWithDnf ? 'yum' : 'dnf'
}
