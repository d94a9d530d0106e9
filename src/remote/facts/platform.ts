/** Kernel, machine and names. */
import type { FactSources } from './sources.ts'

/** Facts as they are called without `ansible_`. */
export type Facts = Record<string, unknown>

/** `system`, `kernel`, `machine`, `architecture`, `hostname`, `fqdn`, `domain`, … */
export const platformFacts = (sources: FactSources): Facts => {
  const nodename = sources.file('/proc/sys/kernel/hostname') ?? ''
  const fqdn = fullName(nodename, sources)
  const machineId = sources.file('/var/lib/dbus/machine-id') ?? sources.file('/etc/machine-id')
  return {
    system: sources.file('/proc/sys/kernel/ostype') ?? 'Linux',
    kernel: sources.file('/proc/sys/kernel/osrelease'),
    kernel_version: sources.file('/proc/sys/kernel/version'),
    nodename,
    hostname: nodename.split('.')[0],
    fqdn,
    domain: fqdn.split('.').slice(1).join('.'),
    ...machineFacts(sources),
    ...(machineId ? { machine_id: machineId.split('\n')[0] } : {}),
  }
}

const machineFacts = (sources: FactSources): Facts => {
  const machine = sources.section('machine').trim()
  const bits = sources.section('class').trim() === '01' ? '32' : '64'
  const common = { machine, userspace_bits: bits }
  const userspace_architecture = bits === '64' ? 'x86_64' : 'i386'
  if (machine === 'x86_64') return { ...common, architecture: machine, userspace_architecture }
  if (/^i[3456]86$/.test(machine)) return { ...common, architecture: 'i386', userspace_architecture }
  return { ...common, architecture: machine }
}

/** The first name with a dot that the host's own address has; else the first name it has. */
const fullName = (nodename: string, sources: FactSources): string => {
  const reverse = sources.section('reverse').trim().split('\n')[0] || hostsEntry(nodename, sources)
  const names = reverse.split(/\s+/).slice(1)
  return names.find((name) => name.includes('.')) ?? names[0] ?? nodename
}

/** The line of /etc/hosts for the name, where there is no `getent`. */
const hostsEntry = (nodename: string, sources: FactSources): string =>
  sources
    .lines('/etc/hosts')
    .map((line) => line.replace(/#.*/, '').trim())
    .find((line) => line.split(/\s+/).slice(1).includes(nodename)) ?? ''

/** `user_id`, `user_uid`, `user_dir`, … of the identity that asked. */
export const userFacts = (sources: FactSources): Facts => {
  const [name = '', , uid = '', gid = '', gecos = '', dir = '', shell = ''] = sources
    .section('passwd')
    .trim()
    .split(':')
  const id = sources.section('id')
  const number = (key: string): number | undefined => {
    const match = new RegExp(`\\b${key}=(\\d+)`).exec(id)
    return match ? Number(match[1]) : undefined
  }
  const realUser = number('uid')
  const realGroup = number('gid')
  return {
    user_id: name,
    user_uid: Number(uid),
    user_gid: Number(gid),
    user_gecos: gecos,
    user_dir: dir,
    user_shell: shell,
    real_user_id: realUser,
    effective_user_id: number('euid') ?? realUser,
    real_group_id: realGroup,
    effective_group_id: realGroup,
  }
}

/** What a Python on the host says of itself when it is asked for its version only, which starts no interpreter. */
export const pythonFacts = (sources: FactSources): Facts => {
  const [, version = '', letter, serial = '0'] =
    /^Python (\d+\.\d+\.\d+)(?:(a|b|rc)(\d+))?/.exec(sources.section('python')) ?? []
  if (version === '') return {}
  const [major, minor, micro] = version.split('.').map(Number)
  const numbers = { major, minor, micro, releaselevel: releaseLevels[letter ?? ''], serial: Number(serial) }
  return {
    python: {
      executable: '/usr/bin/python3',
      type: 'cpython',
      has_sslcontext: true,
      version: numbers,
      version_info: Object.values(numbers),
    },
    python_version: version,
  }
}

const releaseLevels: Readonly<Record<string, string>> = { '': 'final', a: 'alpha', b: 'beta', rc: 'candidate' }
