/** Small facts of the running system: security, kernel command line, resolver, environment, keys. */
import { Float } from '../../values.ts'
import { osRelease } from './distribution.ts'
import type { Facts } from './platform.ts'
import type { FactSources } from './sources.ts'

export const apparmorFacts = (sources: FactSources): Facts => ({
  apparmor: { status: sources.exists('/sys/kernel/security/apparmor') ? 'enabled' : 'disabled' },
})

export const selinuxFacts = (sources: FactSources): Facts => {
  const enforce = sources.file('/sys/fs/selinux/enforce')
  if (enforce === undefined) return { selinux: { status: 'disabled' }, selinux_python_present: true }
  const setting = (name: string): string =>
    new RegExp(`^${name}=(\\S+)`, 'm').exec(sources.file('/etc/selinux/config') ?? '')?.[1] ?? 'unknown'
  return {
    selinux: {
      status: 'enabled',
      policyvers: Number(sources.file('/sys/fs/selinux/policyvers') ?? 0),
      config_mode: setting('SELINUX'),
      mode: enforce === '1' ? 'enforcing' : 'permissive',
      type: setting('SELINUXTYPE'),
    },
    selinux_python_present: true,
  }
}

export const capabilityFacts = (sources: FactSources): Facts => {
  const current = /^Current:(.*)$/m.exec(sources.section('capabilities'))?.[1]
  if (current === undefined) return { system_capabilities: 'N/A', system_capabilities_enforced: 'N/A' }
  if (current.trim() === '=ep') return { system_capabilities: [], system_capabilities_enforced: 'False' }
  const names = (current.split('=')[1] ?? '').split(',').map((name) => name.trim())
  return { system_capabilities: names, system_capabilities_enforced: 'True' }
}

/** True when the root directory is not that of the first process. */
export const chrootFacts = (sources: FactSources): Facts => {
  if (environment(sources).get('debian_chroot')) return { is_chroot: true }
  const [root = '', second = '', third = ''] = sources.section('roots').trim().split('\n')
  if (/^\d+ \d+$/.test(second)) return { is_chroot: root !== second }
  const type = third || second
  const inode = type.includes('btrfs') ? '256' : type.includes('xfs') ? '128' : '2'
  return { is_chroot: root.split(' ')[0] !== inode }
}

export const fipsFacts = (sources: FactSources): Facts => ({
  fips: sources.file('/proc/sys/crypto/fips_enabled') === '1',
})

export const loadFacts = (sources: FactSources): Facts => {
  const loads = (sources.file('/proc/loadavg') ?? '').split(' ').map(Number)
  if (loads.length < 3) return {}
  const [one, five, fifteen] = loads.map((load) => Float.of(load))
  return { loadavg: { '1m': one, '5m': five, '15m': fifteen } }
}

export const commandLineFacts = (sources: FactSources): Facts => {
  const words = (sources.file('/proc/cmdline') ?? '').match(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g)
  if (!words) return {}
  const last = new Map<string, unknown>()
  const all = new Map<string, unknown>()
  for (const word of words) {
    const [, key = '', value] = /^([^=]*)(?:=([\s\S]*))?$/.exec(word) ?? []
    const before = all.get(key)
    last.set(key, value ?? true)
    if (value === undefined || before === undefined) all.set(key, value ?? true)
    else all.set(key, Array.isArray(before) ? [...before, value] : [before, value])
  }
  return { cmdline: last, proc_cmdline: all }
}

export const dnsFacts = (sources: FactSources): Facts => {
  const dns: Record<string, unknown> = {}
  const nameservers: string[] = []
  for (const line of sources.lines('/etc/resolv.conf')) {
    const [word, ...rest] = line.trim().split(/\s+/)
    if (/^\s*([#;]|$)/.test(line)) continue
    if (word === 'nameserver') dns.nameservers = nameservers
    if (word === 'nameserver') nameservers.push(...rest)
    else if (word === 'domain' && rest[0]) dns.domain = rest[0]
    else if (word === 'search' || word === 'sortlist') dns[word] = rest
    else if (word === 'options') dns.options = new Map(rest.map(resolverOption))
  }
  return { dns }
}

const resolverOption = (text: string): [string, unknown] => {
  const [name = '', ...value] = text.split(':')
  return [name, value.join(':') || true]
}

export const environmentFacts = (sources: FactSources): Facts => ({ env: environment(sources) })

const environment = (sources: FactSources): Map<string, string> => {
  const variables = sources
    .section('env')
    .split('\0')
    .filter((text) => text.includes('='))
  return new Map(variables.map((text) => [text.slice(0, text.indexOf('=')), text.slice(text.indexOf('=') + 1)]))
}

/** Keys of the first directory that has any. */
export const hostKeyFacts = (sources: FactSources): Facts => {
  for (const directory of ['/etc/ssh', '/etc/openssh', '/etc']) {
    const facts = ['dsa', 'rsa', 'ecdsa', 'ed25519'].flatMap((algorithm) => {
      const [type, key] = (sources.file(`${directory}/ssh_host_${algorithm}_key.pub`) ?? '').split(/\s+/)
      const name = `ssh_host_key_${algorithm}_public`
      return type && key
        ? [
            [name, key],
            [`${name}_keytype`, type],
          ]
        : []
    })
    if (facts.length > 0) return Object.fromEntries(facts)
  }
  return {}
}

/** `lsb`, as `lsb_release` and /etc/lsb-release tell it. */
export const lsbFacts = (sources: FactSources): Facts => {
  const lsb = lsbProgram(sources) ?? lsbFile(sources)
  const release = lsb.release
  return { lsb: release === undefined ? lsb : { ...lsb, major_release: release.split('.')[0] } }
}

const lsbProgram = (sources: FactSources): Record<string, string> | undefined => {
  if (!sources.exists('lsb_release')) return undefined
  const told = sources.section('lsb')
  const field = (name: string): string | undefined => new RegExp(`^${name}:\\s*(.*)$`, 'm').exec(told)?.[1]?.trim()
  if (told !== '') {
    const texts = {
      id: field('Distributor ID'),
      description: field('Description'),
      release: field('Release'),
      codename: field('Codename'),
    }
    return given(texts)
  }
  const os = osRelease(sources)
  if (os.get('ID') !== 'debian') return undefined
  return given({
    id: 'Debian',
    description: os.get('PRETTY_NAME'),
    release: os.get('VERSION_ID'),
    codename: os.get('VERSION_CODENAME'),
  })
}

const lsbFile = (sources: FactSources): Record<string, string> => {
  const text = sources.file('/etc/lsb-release') ?? ''
  const field = (name: string): string | undefined =>
    new RegExp(`^DISTRIB_${name}=(.*)$`, 'm')
      .exec(text)?.[1]
      ?.trim()
      .replace(/^['"\\]+|['"\\]+$/g, '')
  return given({
    id: field('ID'),
    release: field('RELEASE'),
    description: field('DESCRIPTION'),
    codename: field('CODENAME'),
  })
}

const given = (texts: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(Object.entries(texts).filter((entry): entry is [string, string] => entry[1] !== undefined))
