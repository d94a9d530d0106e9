/** Network interfaces, their addresses and the default routes. */
import type { Facts } from './platform.ts'
import { baseName, type FactSources } from './sources.ts'

interface Route {
  readonly interface?: string
  readonly address?: string
  readonly gateway?: string
}

/** `interfaces`, one fact for each of them, `default_ipv4`, `default_ipv6`, `all_ipv4_addresses`, `all_ipv6_addresses`. */
export const networkFacts = (sources: FactSources): Facts => {
  const names = [...new Set(sources.filesBelow('/sys/class/net').map((path) => path.split('/')[4] as string))]
  const interfaces = new Map(names.map((name) => [name, interfaceFacts(name, sources)]))
  const addresses = parseAddresses(sources.section('ip'))
  addAddresses(interfaces, addresses)
  const route4 = route(sources.section('route4'), '8.8.8.8')
  const route6 = route(sources.section('route6'), '2404:6800:400a:800::1012')
  return {
    interfaces: [...interfaces.keys()].map(factName),
    ...Object.fromEntries([...interfaces].map(([name, facts]) => [factName(name), facts])),
    default_ipv4: { ...route4, ...default4(route4, { addresses, interfaces }) },
    default_ipv6: { ...route6, ...default6(route6, { addresses, interfaces }) },
    all_ipv4_addresses: addresses
      .filter(({ family, address }) => family === 4 && !address.startsWith('127.'))
      .map(text),
    all_ipv6_addresses: addresses.filter(({ family, address }) => family === 6 && address !== '::1').map(text),
  }
}

const text = ({ address }: Address): string => address

/** Alias interfaces have a colon, which variables can't. */
const factName = (name: string): string => name.replaceAll(':', '_')

const types: Readonly<Record<string, string>> = {
  1: 'ether',
  32: 'infiniband',
  512: 'ppp',
  772: 'loopback',
  65534: 'tunnel',
}

const interfaceFacts = (device: string, sources: FactSources): Facts => {
  const directory = `/sys/class/net/${device}`
  const file = (name: string): string | undefined => sources.file(`${directory}/${name}`)
  const mac = file('address')
  const module = sources.link(`${directory}/device/driver/module`)
  const pci = sources.link(`${directory}/device`)
  const speed = file('speed')
  return {
    device,
    ...(mac && mac !== '00:00:00:00:00:00' ? { macaddress: mac } : {}),
    ...(file('mtu') ? { mtu: Number(file('mtu')) } : {}),
    ...(file('operstate') ? { active: file('operstate') !== 'down' } : {}),
    ...(module ? { module: baseName(module) } : {}),
    ...(file('type') ? { type: types[file('type') as string] ?? 'unknown' } : {}),
    ...bridge(directory, sources),
    ...bonding(directory, sources),
    ...(pci ? { pciid: baseName(pci) } : {}),
    ...(speed ? { speed: Number(speed) } : {}),
    ...(file('flags') ? { promisc: (Number(file('flags')) & 0x100) > 0 } : {}),
    ...offloads(device, sources),
  }
}

const bridge = (directory: string, sources: FactSources): Facts => {
  const id = sources.file(`${directory}/bridge/bridge_id`)
  if (id === undefined) return {}
  const interfaces = sources.linksBelow(`${directory}/brif`).map(([name]) => name)
  return { type: 'bridge', interfaces, id, stp: sources.file(`${directory}/bridge/stp_state`) === '1' }
}

const bonding = (directory: string, sources: FactSources): Facts => {
  const file = (name: string): string => sources.file(`${directory}/bonding/${name}`) ?? ''
  const hardware = sources.file(`${directory}/bonding_slave/perm_hwaddr`)
  const slave = hardware ? { perm_macaddress: hardware } : {}
  if (!file('mode')) return slave
  const word = (name: string): string => file(name).split(/\s+/)[0] ?? ''
  const primary = file('primary')
  return {
    type: 'bonding',
    slaves: file('slaves').split(/\s+/).filter(Boolean),
    mode: word('mode'),
    miimon: word('miimon'),
    lacp_rate: word('lacp_rate'),
    ...(primary ? { primary, all_slaves_active: file('all_slaves_active') === '1' } : {}),
    ...slave,
  }
}

/** What `ethtool` tells of a device. */
const offloads = (device: string, sources: FactSources): Facts => {
  const features = sources
    .section(`features ${device}`)
    .split('\n')
    .map((line) => /^\s*([^:]+): (.+)$/.exec(line))
    .flatMap((match) =>
      match ? [[(match[1] as string).trim().replaceAll('-', '_'), (match[2] as string).trim()] as const] : [],
    )
  const times = sources.section(`timestamping ${device}`)
  const words = (pattern: RegExp): string[] =>
    [...times.matchAll(pattern)].map((match) => (match[1] as string).toLowerCase())
  const clock = /PTP Hardware Clock: (\d+)/.exec(times)?.[1]
  return {
    ...(features.length > 0 ? { features: Object.fromEntries(features) } : {}),
    ...(times
      ? { timestamping: words(/SOF_TIMESTAMPING_(\w+)/g), hw_timestamp_filters: words(/HWTSTAMP_FILTER_(\w+)/g) }
      : {}),
    ...(clock ? { phc_index: Number(clock) } : {}),
  }
}

interface Address {
  readonly family: 4 | 6
  readonly device: string
  /** The device, or an alias of it that the address was given to. */
  readonly label: string
  readonly address: string
  readonly prefix: string
  readonly broadcast: string
  readonly scope: string
  readonly secondary: boolean
}

/** The addresses that `ip addr show` lists. */
const parseAddresses = (output: string): Address[] => {
  const addresses: Address[] = []
  let device = ''
  for (const line of output.split('\n')) {
    const header = /^\d+: ([^:@\s]+)/.exec(line)
    if (header) device = header[1] as string
    const words = line.trim().split(/\s+/)
    if (words[0] === 'inet') addresses.push(ipv4(words, device))
    if (words[0] === 'inet6') addresses.push(ipv6(words, device))
  }
  return addresses
}

const ipv4 = (words: readonly string[], device: string): Address => {
  const [address = '', prefix = '32'] = (words[1] ?? '').split('/')
  const broadcast = words[1]?.includes('/') && words[2] === 'brd' ? (words[3] ?? '') : ''
  const label = words.at(-1) ?? device
  return { family: 4, device, label, address, prefix, broadcast, scope: '', secondary: words.includes('secondary') }
}

const ipv6 = (words: readonly string[], device: string): Address => {
  const peer = words[2] === 'peer'
  const [own = '', prefix = ''] = (words[1] ?? '').split('/')
  const given = peer ? ((words[3] ?? '').split('/')[1] ?? '') : prefix
  const scope = words[peer ? 5 : 3] ?? ''
  return { family: 6, device, label: device, address: own, prefix: given, broadcast: '', scope, secondary: false }
}

type Interfaces = Map<string, Facts>

const addAddresses = (interfaces: Interfaces, addresses: readonly Address[]): void => {
  for (const address of [...addresses].sort((a, b) => Number(a.secondary) - Number(b.secondary))) {
    const own = interfaces.get(address.device) ?? {}
    if (address.family === 6) {
      const { address: text, prefix, scope } = address
      interfaces.set(address.device, {
        ...own,
        ipv6: [...((own.ipv6 as Facts[]) ?? []), { address: text, prefix, scope }],
      })
      continue
    }
    const labelled = address.label === address.device ? own : (interfaces.get(address.label) ?? {})
    const entry = network4(address)
    const first = !address.secondary && labelled.ipv4 === undefined
    const added = first
      ? { ipv4: entry }
      : { ipv4_secondaries: [...((labelled.ipv4_secondaries as Facts[]) ?? []), entry] }
    interfaces.set(address.label, { ...labelled, ...added })
    if (address.secondary && address.label !== address.device) {
      interfaces.set(address.device, {
        ...own,
        ipv4_secondaries: [...((own.ipv4_secondaries as Facts[]) ?? []), entry],
      })
    }
  }
}

const network4 = ({ address, broadcast, prefix }: Address): Facts => {
  const mask = Number(prefix) === 0 ? 0 : (0xffffffff << (32 - Number(prefix))) >>> 0
  const bits = address.split('.').reduce((sum, byte) => sum * 256 + Number(byte), 0)
  return { address, broadcast, netmask: dotted(mask), network: dotted((bits & mask) >>> 0), prefix }
}

const dotted = (bits: number): string => [24, 16, 8, 0].map((shift) => (bits >>> shift) & 255).join('.')

const route = (output: string, target: string): Route => {
  const words = (output.split('\n')[0] ?? '').trim().split(/\s+/)
  if (words[0] !== target) return {}
  const after = (word: string): string | undefined => {
    const at = words.lastIndexOf(word)
    return at > 0 ? words[at + 1] : undefined
  }
  const gateway = after('via')
  return {
    ...(gateway && gateway !== target ? { gateway } : {}),
    ...(after('dev') ? { interface: after('dev') as string } : {}),
    ...(after('src') ? { address: after('src') as string } : {}),
  }
}

interface Found {
  readonly addresses: readonly Address[]
  readonly interfaces: Interfaces
}

const default4 = ({ address }: Route, { addresses, interfaces }: Found): Facts => {
  const found = addresses.find((candidate) => candidate.family === 4 && candidate.address === address)
  if (!found) return {}
  const { broadcast, netmask, network, prefix } = network4(found)
  return { broadcast, netmask, network, prefix, ...device(interfaces.get(found.device)), alias: found.label }
}

const default6 = ({ address }: Route, { addresses, interfaces }: Found): Facts => {
  const found = addresses.find((candidate) => candidate.family === 6 && candidate.address === address)
  return found ? { prefix: found.prefix, scope: found.scope, ...device(interfaces.get(found.device)) } : {}
}

const device = (facts: Facts = {}): Facts => ({
  ...(facts.macaddress === undefined ? {} : { macaddress: facts.macaddress }),
  mtu: facts.mtu,
  type: facts.type ?? 'unknown',
})

/** Names this host has in storage networks. */
export const initiatorFacts = (sources: FactSources): Record<'iscsi' | 'nvme' | 'fibre_channel_wwn', Facts> => ({
  iscsi: { iscsi_iqn: /^InitiatorName=(.*)$/m.exec(sources.file('/etc/iscsi/initiatorname.iscsi') ?? '')?.[1] ?? '' },
  nvme: { hostnqn: sources.lines('/etc/nvme/hostnqn').find((line) => line.startsWith('nqn.')) ?? '' },
  fibre_channel_wwn: {
    fibre_channel_wwn: sources
      .filesBelow('/sys/class/fc_host')
      .filter((path) => path.endsWith('/port_name'))
      .flatMap((path) => sources.lines(path).map((line) => line.trim().slice(2))),
  },
})
