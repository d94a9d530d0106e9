/** Each option of a container: where the engine keeps it, and what the option asks for there. */

import type { Dict } from '../../../values.ts'
import type { Parsed } from '../../kit/option.ts'
import type { containerOptions } from './container-options.ts'
import { exposedPorts, portBindings } from './ports.ts'
import { commandWords, memorySize, nanoseconds, text, texts } from './words.ts'

export type ContainerOptions = Parsed<typeof containerOptions>

/** How a wanted and an actual value are compared: as a whole, in order, or by what must at least be there. */
export type Kind = 'value' | 'list' | 'set' | 'dict'

/** One option. */
export interface Field {
  /** Its name, in `comparisons` and in diffs. */
  readonly option: string
  /** Where it is in what the engine tells of a container: `HostConfig.Memory`. */
  readonly at: string
  readonly kind: Kind
  /** The value in the engine's terms; `undefined` when the option was not given. */
  readonly wanted: (options: ContainerOptions) => unknown
}

const field = (option: string, at: string, kind: Kind, wanted: Field['wanted']): Field => ({ option, at, kind, wanted })

/** An option whose value is the engine's as it is. */
const same = (option: keyof ContainerOptions & string, at: string, kind: Kind = 'value'): Field =>
  field(option, at, kind, (options) => options[option])

const plain = (given: Dict | undefined): unknown => (given ? Object.fromEntries(texts(given)) : undefined)

const compat = (options: ContainerOptions): boolean => options.command_handling === 'compatibility'

export const fields: readonly Field[] = [
  field('command', 'Config.Cmd', 'list', ({ command }) =>
    command === undefined || command === null ? undefined : commandWords(command),
  ),
  field('entrypoint', 'Config.Entrypoint', 'list', (options) =>
    options.entrypoint && compat(options) ? options.entrypoint.flatMap(commandWords) : options.entrypoint,
  ),
  field('env', 'Config.Env', 'set', ({ env }) => env && [...texts(env)].map(([name, value]) => `${name}=${value}`)),
  field('labels', 'Config.Labels', 'dict', ({ labels }) => plain(labels)),
  same('user', 'Config.User'),
  same('working_dir', 'Config.WorkingDir'),
  same('hostname', 'Config.Hostname'),
  same('domainname', 'Config.Domainname'),
  same('mac_address', 'NetworkSettings.MacAddress'),
  same('tty', 'Config.Tty'),
  same('interactive', 'Config.OpenStdin'),
  same('stop_signal', 'Config.StopSignal'),
  same('stop_timeout', 'Config.StopTimeout'),
  field('healthcheck', 'Config.Healthcheck', 'value', ({ healthcheck }) => healthcheck && health(healthcheck)),
  field('exposed_ports', 'Config.ExposedPorts', 'dict', exposed),
  field('published_ports', 'HostConfig.PortBindings', 'dict', published),
  field(
    'publish_all_ports',
    'HostConfig.PublishAllPorts',
    'value',
    (options) => options.publish_all_ports ?? (options.published_ports?.includes('all') || undefined),
  ),
  field('volumes', 'HostConfig.Binds', 'set', ({ volumes }) => volumes?.filter(isBind).map(bind)),
  field('anonymous_volumes', 'Config.Volumes', 'dict', ({ volumes }) => anonymous(volumes)),
  field('mounts', 'HostConfig.Mounts', 'set', ({ mounts }) =>
    mounts?.map((mount) => ({
      Target: mount.target,
      Source: mount.source ?? '',
      Type: mount.type,
      ReadOnly: mount.read_only ?? false,
    })),
  ),
  same('volumes_from', 'HostConfig.VolumesFrom', 'set'),
  same('volume_driver', 'HostConfig.VolumeDriver'),
  field(
    'tmpfs',
    'HostConfig.Tmpfs',
    'dict',
    ({ tmpfs }) => tmpfs && Object.fromEntries(tmpfs.map((one) => pair(one, ':'))),
  ),
  field('network_mode', 'HostConfig.NetworkMode', 'value', networkMode),
  field('links', 'HostConfig.Links', 'set', ({ links, name }) => links?.map((written) => link(written, name))),
  field('restart_policy', 'HostConfig.RestartPolicy.Name', 'value', ({ restart_policy }) => restart_policy),
  field('restart_retries', 'HostConfig.RestartPolicy.MaximumRetryCount', 'value', (options) =>
    options.restart_policy === 'on-failure' ? options.restart_retries : undefined,
  ),
  same('privileged', 'HostConfig.Privileged'),
  same('read_only', 'HostConfig.ReadonlyRootfs'),
  same('init', 'HostConfig.Init'),
  same('auto_remove', 'HostConfig.AutoRemove'),
  same('capabilities', 'HostConfig.CapAdd', 'set'),
  same('cap_drop', 'HostConfig.CapDrop', 'set'),
  field('devices', 'HostConfig.Devices', 'set', ({ devices }) => devices?.map(device)),
  same('dns_servers', 'HostConfig.Dns', 'list'),
  same('dns_opts', 'HostConfig.DnsOptions', 'set'),
  same('dns_search_domains', 'HostConfig.DnsSearch', 'list'),
  field(
    'etc_hosts',
    'HostConfig.ExtraHosts',
    'set',
    ({ etc_hosts }) => etc_hosts && [...texts(etc_hosts)].map(([name, address]) => `${name}:${address}`),
  ),
  same('groups', 'HostConfig.GroupAdd', 'set'),
  same('security_opts', 'HostConfig.SecurityOpt', 'set'),
  field('sysctls', 'HostConfig.Sysctls', 'dict', ({ sysctls }) => plain(sysctls)),
  field('storage_opts', 'HostConfig.StorageOpt', 'dict', ({ storage_opts }) => plain(storage_opts)),
  same('memory', 'HostConfig.Memory'),
  same('memory_reservation', 'HostConfig.MemoryReservation'),
  field('memory_swap', 'HostConfig.MemorySwap', 'value', ({ memory_swap }) =>
    memory_swap === undefined ? undefined : memorySize(memory_swap),
  ),
  same('memory_swappiness', 'HostConfig.MemorySwappiness'),
  same('kernel_memory', 'HostConfig.KernelMemory'),
  same('shm_size', 'HostConfig.ShmSize'),
  field('cpus', 'HostConfig.NanoCpus', 'value', ({ cpus }) =>
    cpus === undefined ? undefined : Math.round(Number(cpus) * 1e9),
  ),
  same('cpu_period', 'HostConfig.CpuPeriod'),
  same('cpu_quota', 'HostConfig.CpuQuota'),
  same('cpu_shares', 'HostConfig.CpuShares'),
  same('cpuset_cpus', 'HostConfig.CpusetCpus'),
  same('cpuset_mems', 'HostConfig.CpusetMems'),
  same('blkio_weight', 'HostConfig.BlkioWeight'),
  same('pids_limit', 'HostConfig.PidsLimit'),
  field('ulimits', 'HostConfig.Ulimits', 'set', ({ ulimits }) => ulimits?.map(ulimit)),
  same('runtime', 'HostConfig.Runtime'),
  same('pid_mode', 'HostConfig.PidMode'),
  same('ipc_mode', 'HostConfig.IpcMode'),
  same('uts', 'HostConfig.UTSMode'),
  same('userns_mode', 'HostConfig.UsernsMode'),
  same('cgroupns_mode', 'HostConfig.CgroupnsMode'),
  same('cgroup_parent', 'HostConfig.CgroupParent'),
  field('oom_killer', 'HostConfig.OomKillDisable', 'value', ({ oom_killer }) => oom_killer),
  same('oom_score_adj', 'HostConfig.OomScoreAdj'),
  same('log_driver', 'HostConfig.LogConfig.Type'),
  field('log_options', 'HostConfig.LogConfig.Config', 'dict', ({ log_options }) => plain(log_options)),
]

type Health = NonNullable<ContainerOptions['healthcheck']>

const health = (given: Health): unknown => {
  const { test } = given
  const words = Array.isArray(test)
    ? test.map(text)
    : test === undefined || test === null
      ? undefined
      : ['CMD-SHELL', text(test)]
  if (words?.length === 1 && words[0] === 'NONE') return { Test: ['NONE'] }
  const times = { Interval: given.interval, Timeout: given.timeout, StartPeriod: given.start_period }
  return {
    ...(words ? { Test: words } : {}),
    ...Object.fromEntries(
      Object.entries(times).flatMap(([key, value]) => (value === undefined ? [] : [[key, nanoseconds(value)]])),
    ),
    ...(given.retries === undefined ? {} : { Retries: given.retries }),
  }
}

function published({ published_ports: ports, default_host_ip: ip }: ContainerOptions): unknown {
  const listed = ports?.filter((port) => port !== 'all')
  return listed && Object.fromEntries(portBindings(listed, ip))
}

/** Published ports are exposed as well. */
function exposed({ exposed_ports: own, published_ports: ports, default_host_ip: ip }: ContainerOptions): unknown {
  if (own === undefined && ports === undefined) return undefined
  const listed = (ports ?? []).filter((port) => port !== 'all')
  const all = [...exposedPorts(own ?? []), ...portBindings(listed, ip).keys()]
  return Object.fromEntries(all.map((port) => [port, {}]))
}

/** With networks and no mode the first network is where the container begins, as the command line does it. */
function networkMode({ network_mode: mode, networks, networks_cli_compatible: cli }: ContainerOptions): unknown {
  if (mode !== undefined) return mode
  return cli && networks?.[0] ? networks[0].name : undefined
}

const isBind = (volume: string): boolean => volume.includes(':')

const bind = (volume: string): string => (volume.split(':').length === 2 ? `${volume}:rw` : volume)

const anonymous = (volumes: readonly string[] | undefined): unknown => {
  const paths = volumes?.filter((volume) => !isBind(volume)) ?? []
  return paths.length > 0 ? Object.fromEntries(paths.map((path) => [path, {}])) : undefined
}

/** As the engine tells it, which takes it in this form as well: `/db:/web/alias`. */
const link = (written: string, container: string): string => {
  const [name, alias] = pair(written, ':')
  return `/${name}:/${container}/${alias || name}`
}

const device = (written: string): unknown => {
  const [host = '', inner = host, permissions = 'rwm'] = written.split(':')
  return { PathOnHost: host, PathInContainer: inner, CgroupPermissions: permissions }
}

const ulimit = (written: string): unknown => {
  const [Name, soft, hard = soft] = written.split(':')
  return { Name, Soft: Number(soft), Hard: Number(hard) }
}

const pair = (written: string, separator: string): [string, string] => {
  const at = written.indexOf(separator)
  return at < 0 ? [written, ''] : [written.slice(0, at), written.slice(at + 1)]
}
