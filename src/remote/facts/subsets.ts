/** Which facts are wanted: `gather_subset` as Ansible reads it. */
import type { FactPart } from './script.ts'

/** Collectors that are there unless each is excluded. */
const minimal = [
  'apparmor',
  'caps',
  'cmdline',
  'date_time',
  'distribution',
  'dns',
  'env',
  'fips',
  'local',
  'lsb',
  'pkg_mgr',
  'platform',
  'python',
  'selinux',
  'service_mgr',
  'ssh_pub_keys',
  'user',
] as const

const others = [
  'chroot',
  'fibre_channel_wwn',
  'hardware',
  'iscsi',
  'loadavg',
  'network',
  'nvme',
  'virtual',
  'facter',
  'ohai',
] as const

export type Collector = (typeof minimal)[number] | (typeof others)[number]

/** Names of facts that stand for the collector that gives them. */
const aliases: Readonly<Partial<Record<Collector, readonly string[]>>> = {
  caps: ['system_capabilities', 'system_capabilities_enforced'],
  chroot: ['is_chroot'],
  distribution: ['distribution_version', 'distribution_release', 'distribution_major_version', 'os_family'],
  hardware: ['processor', 'processor_cores', 'processor_count', 'mounts', 'devices'],
  network: ['interfaces', 'default_ipv4', 'default_ipv6', 'all_ipv4_addresses', 'all_ipv6_addresses'],
  platform: ['system', 'kernel', 'kernel_version', 'machine', 'python_version', 'architecture', 'machine_id'],
  ssh_pub_keys: [
    'ssh_host_pub_keys',
    'ssh_host_key_dsa_public',
    'ssh_host_key_rsa_public',
    'ssh_host_key_ecdsa_public',
    'ssh_host_key_ed25519_public',
  ],
  user: [
    'user_id',
    'user_uid',
    'user_gid',
    'user_gecos',
    'user_dir',
    'user_shell',
    'real_user_id',
    'effective_user_id',
    'effective_group_ids',
  ],
  virtual: ['virtualization_type', 'virtualization_role', 'virtualization_tech_guest', 'virtualization_tech_host'],
}

const collectorOf: ReadonlyMap<string, Collector> = new Map([
  ...[...minimal, ...others].map((name) => [name as string, name as Collector] as const),
  ...Object.entries(aliases).flatMap(([name, facts]) =>
    (facts ?? []).map((fact) => [fact, name as Collector] as const),
  ),
])

/** The collectors that a subset selects. Throws an Error for a name that is none. */
export const selectCollectors = (subset: readonly string[]): ReadonlySet<Collector> => {
  const words = subset.length > 0 ? subset : ['all']
  const excluded = new Set(words.filter(isExcluding).flatMap((word) => excludedBy(word.slice(1))))
  const named = words.filter((word) => !isExcluding(word))
  const explicit = new Set(named.filter((name) => !groups.has(name)).map(collectorNamed))
  const chosen = [...minimal, ...named.flatMap((name) => groups.get(name) ?? []), ...explicit]
  return new Set(chosen.filter((name) => !excluded.has(name) || explicit.has(name)))
}

const groups: ReadonlyMap<string, readonly Collector[]> = new Map<string, readonly Collector[]>([
  ['min', minimal],
  ['all', [...minimal, ...others]],
])

const isExcluding = (word: string): boolean => word.startsWith('!')

/** `!all` leaves the least, which `!min` takes away; a name that is none takes nothing. */
const excludedBy = (name: string): readonly Collector[] => {
  if (name === 'all') return others
  if (name === 'min') return minimal
  const collector = collectorOf.get(name)
  return collector ? [collector] : []
}

const collectorNamed = (name: string): Collector => {
  const collector = collectorOf.get(name)
  if (!collector) throw new Error(badSubset(name))
  return collector
}

const badSubset = (name: string): string =>
  `Bad subset '${name}' given to Ansible. gather_subset options allowed: all, ${[...collectorOf.keys()].sort().join(', ')}`

const parts: Readonly<Partial<Record<Collector, readonly FactPart[]>>> = {
  hardware: ['hardware', 'base'],
  network: ['network'],
  fibre_channel_wwn: ['network'],
  iscsi: ['network'],
  nvme: ['network'],
  virtual: ['virtual', 'base'],
  local: ['local'],
  facter: [],
  ohai: [],
}

/** The parts of the script that collectors need. */
export const partsFor = (collectors: ReadonlySet<Collector>): ReadonlySet<FactPart> =>
  new Set([...collectors].flatMap((name) => parts[name] ?? ['base']))
