/** Which distribution it is, found as Ansible finds it: the first release file of a list that means something. */
import type { Facts } from './platform.ts'
import type { FactSources } from './sources.ts'

/** `distribution`, `distribution_version`, `distribution_release`, `os_family`, … */
export const distributionFacts = (sources: FactSources): Facts => {
  const facts: Facts = { ...guess(sources), ...releaseFile(sources) }
  return { ...facts, os_family: families.get(String(facts.distribution)) ?? facts.distribution }
}

type OsRelease = ReadonlyMap<string, string>

/** The variables of /etc/os-release, without quotes. */
export const osRelease = (sources: FactSources): OsRelease => {
  const file = sources.lines('/etc/os-release').length > 0 ? '/etc/os-release' : '/usr/lib/os-release'
  const pairs = sources.lines(file).map((line) => /^([A-Z0-9_]+)=(.*)$/.exec(line))
  return new Map(pairs.flatMap((pair) => (pair ? [[pair[1] as string, unquote(pair[2] as string)]] : [])))
}

const unquote = (text: string): string => text.trim().replace(/^(["'])(.*)\1$/, '$2')

/** What the general files say, before the distribution's own. */
const guess = (sources: FactSources): Facts => {
  const release = osRelease(sources)
  const id = release.get('ID') ?? ''
  const version = bestVersion(id, release, sources)
  const name = id.charAt(0).toUpperCase() + id.slice(1)
  const aliases: Readonly<Record<string, string>> = { Amzn: 'Amazon', Rhel: 'Redhat', '': 'OtherLinux' }
  return {
    distribution: aliases[name] ?? name,
    distribution_version: version || 'NA',
    distribution_release:
      release.get('VERSION_CODENAME') ?? release.get('UBUNTU_CODENAME') ?? codename(release) ?? 'NA',
    distribution_major_version: (version || 'NA').split('.')[0] || 'NA',
  }
}

/** Debian tells its point release only in /etc/debian_version, CentOS in /etc/centos-release. */
const bestVersion = (id: string, release: OsRelease, sources: FactSources): string => {
  const version = release.get('VERSION_ID') ?? ''
  if (id === 'debian') {
    const file = sources.file('/etc/debian_version') ?? ''
    return /^\d/.test(file) ? file : version
  }
  if (id !== 'centos') return version
  const best = /release (\d+(?:\.\d+)*)/.exec(sources.file('/etc/centos-release') ?? '')?.[1]
  return (best ?? version).split('.').slice(0, 2).join('.')
}

/** The word in parentheses, or after a comma, of a version such as `20.04 (Focal Fossa)`. */
const codename = (release: OsRelease): string | undefined => {
  const match = /\((\D+)\)|,\s*(\D+)$/.exec(release.get('VERSION') ?? '')
  return match ? (match[1] ?? match[2])?.trim() : undefined
}

interface Candidate {
  readonly path: string
  readonly name: string
  readonly parse: (text: string, path: string, sources: FactSources) => Facts | undefined
}

/** What the first file gives that is there and that its parser recognizes. */
const releaseFile = (sources: FactSources): Facts => {
  for (const name of ['vmware', 'arch'] as const) {
    const path = `/etc/${name}-release`
    const before = candidates.slice(0, name === 'vmware' ? 5 : 9)
    if (!sources.exists(path) || before.some((candidate) => parsed(candidate, sources))) continue
    const distribution = name === 'arch' ? 'Archlinux' : 'VMwareESX'
    return { distribution, distribution_file_path: path, distribution_file_variety: distribution }
  }
  for (const candidate of candidates) {
    const facts = parsed(candidate, sources)
    if (facts) return facts
  }
  return {}
}

const parsed = ({ path, name, parse }: Candidate, sources: FactSources): Facts | undefined => {
  const text = sources.file(path)
  const found = text === undefined ? undefined : parse(text.replace(/^['"\\]+|['"\\]+$/g, ''), path, sources)
  const file = { distribution_file_path: path, distribution_file_variety: name, distribution_file_parsed: true }
  return found && { distribution: name, ...file, ...found }
}

/** The name where the text holds the words, else the text's first word. */
const bySearch =
  (name: string, words: string): Candidate['parse'] =>
  (text) =>
    text.includes(words)
      ? { distribution: name, distribution_file_search_string: words }
      : { distribution: text.split(/\s+/)[0] }

const amazon: Candidate['parse'] = (text, path) => {
  if (!text.includes('Amazon')) return undefined
  if (path !== '/etc/os-release') {
    return { distribution_version: text.split(/\s+/).find((word) => /^\d+$/.test(word)) ?? 'NA' }
  }
  const version = /VERSION_ID="(.*)"/.exec(text)?.[1]
  if (version === undefined) return {}
  const [major, minor = 'NA'] = version.split('.')
  return { distribution_version: version, distribution_major_version: major, distribution_minor_version: minor }
}

const suse: Candidate['parse'] = (text, path, sources) => {
  if (!/suse/i.test(text) || path !== '/etc/os-release') return undefined
  const version = /^VERSION_ID="?(\d+\.?\d*)"?/m.exec(text)?.[1]
  const name = /^NAME=(.*)/m.exec(text)?.[1]
  const sap = sources.link('/etc/products.d/baseproduct')?.endsWith('SLES_SAP.prod')
  return {
    ...(name ? { distribution: unquote(name) } : {}),
    ...(version ? { distribution_version: version, distribution_major_version: version.split('.')[0] } : {}),
    ...(version ? { distribution_release: version.split('.')[1] ?? (/open/i.test(text) ? '' : '0') } : {}),
    ...(sap ? { distribution: 'SLES_SAP' } : {}),
  }
}

/** The family of Debian: the first of these words that the file holds decides. */
const debianFamily: readonly (readonly [RegExp, (text: string, sources: FactSources) => Facts])[] = [
  [/Debian|Raspbian/, (text, sources) => ({ distribution: 'Debian', ...debianRelease(text, sources) })],
  [/Ubuntu/, () => ({ distribution: 'Ubuntu' })],
  [/SteamOS/, () => ({ distribution: 'SteamOS' })],
  [/Kali/, (text) => ({ distribution: 'Kali', ...releaseOf(text, /DISTRIB_RELEASE=(.*)/) })],
  [/Parrot/, (text) => ({ distribution: 'Parrot', ...releaseOf(text, /DISTRIB_RELEASE=(.*)/) })],
  [
    /Devuan/,
    (text) => ({
      distribution: 'Devuan',
      ...releaseOf(text, /PRETTY_NAME="?[^("]+ \(?([^) "]+)\)?/),
      ...versionOf(text),
    }),
  ],
  [/Mint/, (text) => ({ distribution: 'Linux Mint', ...versionOf(text) })],
  [/UOS|Uos|uos/, (text) => ({ distribution: 'Uos', ...codenameOf(text), ...versionOf(text) })],
  [/Deepin|deepin/, (text) => ({ distribution: 'Deepin', ...codenameOf(text), ...versionOf(text) })],
]

const debian: Candidate['parse'] = (text, _path, sources) =>
  debianFamily.find(([word]) => word.test(text))?.[1](text, sources)

const debianRelease = (text: string, sources: FactSources): Facts => {
  const minor = /(\d+)\.(\d+)/.exec(sources.file('/etc/debian_version') ?? '')?.[2]
  return {
    ...releaseOf(text, /PRETTY_NAME=[^(]+ \(?([^)]+?)\)/),
    ...(minor ? { distribution_minor_version: minor } : {}),
  }
}

const releaseOf = (text: string, pattern: RegExp): Facts => {
  const release = pattern.exec(text)?.[1]
  return release ? { distribution_release: release } : {}
}

const codenameOf = (text: string): Facts => releaseOf(text, /VERSION_CODENAME="?([^"\n]+)"?/)

const versionOf = (text: string): Facts => {
  const version = /VERSION_ID="(.*)"/.exec(text)?.[1]
  return version ? { distribution_version: version, distribution_major_version: version.split('.')[0] } : {}
}

const openWrt: Candidate['parse'] = (text) => {
  if (!text.includes('OpenWrt')) return undefined
  const value = (name: string): string | undefined => new RegExp(`${name}=["'](.*)["']`).exec(text)?.[1]
  return { distribution_version: value('DISTRIB_RELEASE'), distribution_release: value('DISTRIB_CODENAME') }
}

const centos: Candidate['parse'] = (text) => {
  if (text.includes('CentOS Stream')) return { distribution_release: 'Stream' }
  return text.includes('TencentOS Server') ? { distribution: 'TencentOS' } : undefined
}

const flatcar: Candidate['parse'] = (text) => {
  if (!/^ID="?flatcar"?$/m.test(text)) return undefined
  const version = unquote(/^VERSION=(.*)/m.exec(text)?.[1] ?? '')
  return { distribution_version: version, distribution_major_version: version.split('.')[0] }
}

const clearLinux: Candidate['parse'] = (text) => {
  const name = /NAME="(.*)"/.exec(text)?.[1]
  if (!name?.includes('Clear Linux')) return undefined
  const version = /VERSION_ID=(.*)/.exec(text)?.[1]
  return {
    distribution: name,
    distribution_version: version,
    distribution_major_version: version,
    distribution_release: 'clear-linux-os',
  }
}

const unknown: Candidate['parse'] = (text) => {
  const name = /^NAME=(.*)/m.exec(text)?.[1]
  return name ? { distribution: unquote(name) } : {}
}

const candidates: readonly Candidate[] = [
  { path: '/etc/altlinux-release', name: 'Altlinux', parse: bySearch('Altlinux', 'ALT') },
  { path: '/etc/oracle-release', name: 'OracleLinux', parse: bySearch('OracleLinux', 'Oracle Linux') },
  { path: '/etc/slackware-version', name: 'Slackware', parse: (text) => slackware(text) },
  { path: '/etc/centos-release', name: 'CentOS', parse: centos },
  { path: '/etc/redhat-release', name: 'RedHat', parse: bySearch('RedHat', 'Red Hat') },
  { path: '/etc/openwrt_release', name: 'OpenWrt', parse: openWrt },
  { path: '/etc/os-release', name: 'Amazon', parse: amazon },
  { path: '/etc/system-release', name: 'Amazon', parse: amazon },
  { path: '/etc/alpine-release', name: 'Alpine', parse: (text) => ({ distribution_version: text }) },
  { path: '/etc/os-release', name: 'Archlinux', parse: (text) => (text.includes('Arch Linux') ? {} : undefined) },
  { path: '/etc/os-release', name: 'SUSE', parse: suse },
  { path: '/etc/os-release', name: 'Debian', parse: debian },
  { path: '/etc/lsb-release', name: 'Debian', parse: debian },
  { path: '/etc/sourcemage-release', name: 'SMGL', parse: bySearch('SMGL', 'Source Mage GNU/Linux') },
  { path: '/usr/lib/os-release', name: 'ClearLinux', parse: clearLinux },
  { path: '/etc/os-release', name: 'Flatcar', parse: flatcar },
  { path: '/etc/os-release', name: 'NA', parse: unknown },
]

const slackware = (text: string): Facts | undefined => {
  if (!text.includes('Slackware')) return undefined
  const version = /\w+[.]\w+\+?/.exec(text)?.[0]
  return version ? { distribution_version: version } : {}
}

const members: Readonly<Record<string, string>> = {
  RedHat:
    'RedHat,RHEL,Fedora,CentOS,Scientific,SLC,Ascendos,CloudLinux,PSBM,OracleLinux,OVS,OEL,Amazon,Virtuozzo,XenServer,' +
    'Alibaba,EulerOS,openEuler,AlmaLinux,Rocky,TencentOS,EuroLinux,Kylin Linux Advanced Server',
  Debian:
    'Debian,Ubuntu,Raspbian,Neon,KDE neon,Linux Mint,SteamOS,Devuan,Kali,Cumulus Linux,Pop!_OS,Parrot,' +
    'Pardus GNU/Linux,Uos,Deepin,OSMC',
  Suse: 'SuSE,SLES,SLED,openSUSE,openSUSE Tumbleweed,SLES_SAP,SUSE_LINUX,openSUSE Leap',
  Archlinux: 'Archlinux,Antergos,Manjaro',
  Mandrake: 'Mandrake,Mandriva',
  Gentoo: 'Gentoo,Funtoo',
  ClearLinux: 'Clear Linux OS,Clear Linux Mix',
}

const families: ReadonlyMap<string, string> = new Map(
  Object.entries(members).flatMap(([family, names]) => names.split(',').map((name) => [name, family] as const)),
)
