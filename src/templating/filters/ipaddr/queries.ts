/** What `ipaddr('query')` answers, by query. */
import type { Value } from '../../../values.ts'
import { FilterError } from '../../python/errors.ts'
import { int } from '../../python/number.ts'
import { highest } from './address.ts'
import { IpNetwork, usableRange } from './network.ts'
import { isGlobal, isLinkLocal, isLoopback, isMulticast, isPublic } from './scope.ts'

/** What is asked about: the parsed value, how it was written, and whether it had a prefix. */
export interface Asked {
  readonly network: IpNetwork
  readonly text: Value
  readonly kind: 'address' | 'network'
}

/** Null where the value does not fit the query. */
export type Query = (asked: Asked) => Value

const onNetwork =
  (answer: (network: IpNetwork) => Value): Query =>
  ({ network, kind }) => {
    if (kind === 'address') throw new FilterError('Not a network address')
    return answer(network)
  }

const when =
  (holds: (network: IpNetwork) => boolean): Query =>
  ({ network, text }) =>
    holds(network) ? text : null

const of =
  (answer: (network: IpNetwork) => Value): Query =>
  ({ network }) =>
    answer(network)

const isHost = (network: IpNetwork): boolean => !network.isNetworkAddress || network.broadcast === undefined

const ip = of((network) => {
  if (network.size === 1n || isHost(network) || network.version === 6) return network.ip
  return null
})

const withPrefix = of((network) => {
  const edge = network.value === network.first || network.value === network.broadcast
  return network.size > 2n && edge ? false : network.toString()
})

const usable = (pick: (range: { first: bigint; last: bigint }, network: IpNetwork) => bigint | undefined): Query =>
  onNetwork((network) => {
    const range = usableRange(network)
    const found = range && pick(range, network)
    return found === undefined ? null : network.text(found)
  })

/** The address so many steps away, where a host may have it. */
export const neighbour = (network: IpNetwork, offset: bigint): bigint | undefined => {
  const range = usableRange(network)
  const value = network.value + offset
  return range && value >= range.first && value <= range.last ? value : undefined
}

const peer = onNetwork((network) => {
  if (network.size === 2n) return network.text(network.value ^ 1n)
  if (network.size !== 4n) throw new FilterError('Not a point-to-point network')
  if (network.value % 4n === 0n) throw new FilterError('Network address of /30 has no peer')
  if (network.value % 4n === 3n) throw new FilterError('Broadcast address of /30 has no peer')
  return network.text(network.value ^ 3n)
})

const reverseDns = of((network) => {
  if (network.version === 4) return `${network.ip.split('.').reverse().join('.')}.in-addr.arpa.`
  const digits = network.value.toString(16).padStart(32, '0')
  return `${[...digits].reverse().join('.')}.ip6.arpa.`
})

const sixToFour: Query = ({ network, text, kind }) => {
  if (network.version === 4) {
    if (network.size > 1n && network.isNetworkAddress) return false
    if (isGlobal(network) && !isPublic(network)) return false
    const hex = network.value.toString(16).padStart(8, '0')
    return `2002:${hex.slice(0, 4)}:${hex.slice(4)}::1/48`
  }
  const inside = network.value >> 112n === 0x2002n
  return inside && (kind === 'address' || !network.isNetworkAddress) ? text : false
}

const toIpv4: Query = ({ network, text }) => {
  if (network.version === 4) return text
  const high = network.value >> 32n
  if (high !== 0n && high !== 0xffffn) return false
  return new IpNetwork({ version: 4, value: network.value & 0xffffffffn }, Math.max(0, network.prefix - 96)).toString()
}

const toIpv6: Query = ({ network, text }) =>
  network.version === 6
    ? text
    : new IpNetwork({ version: 6, value: network.value | 0xffff00000000n }, network.prefix + 96).toString()

const wrap: Query = ({ network, text, kind }) => {
  if (network.version === 4) return text
  return kind === 'address' ? `[${network.ip}]` : `[${network.ip}]/${network.prefix}`
}

const netmask = of((network) => network.text(network.netmask))
const hostmask = of((network) => network.text(network.hostmask))
const network = of((asked) => asked.text(asked.first))
const subnet = of((asked) => asked.cidr.toString())
const loopback = when(isLoopback)

/** The answers by the name of the query. */
export const queries: Readonly<Record<string, Query>> = {
  '': ({ network: asked, kind }) => (kind === 'address' ? asked.ip : asked.toString()),
  '6to4': sixToFour,
  address: ip,
  'address/prefix': withPrefix,
  bool: () => true,
  broadcast: of((asked) => (asked.size > 2n ? asked.text(asked.broadcast ?? asked.last) : null)),
  cidr: of(String),
  first_usable: onNetwork((asked) => {
    if (asked.size === 1n) return null
    return asked.text(asked.size === 2n ? asked.first : asked.first + 1n)
  }),
  gateway: withPrefix,
  gw: withPrefix,
  host: of((asked) => (asked.size === 1n || isHost(asked) ? asked.toString() : null)),
  'host/prefix': withPrefix,
  hostmask,
  hostnet: withPrefix,
  int: ({ network: asked, kind }) => (kind === 'address' ? int(asked.value) : `${asked.value}/${asked.prefix}`),
  ip,
  'ip/prefix': of((asked) =>
    asked.size === 2n || (asked.size > 1n && !asked.isNetworkAddress) ? asked.toString() : null,
  ),
  ip_netmask: of((asked) =>
    asked.size === 2n || (asked.size > 1n && !asked.isNetworkAddress)
      ? `${asked.ip} ${asked.text(asked.netmask)}`
      : null,
  ),
  ipv4: toIpv4,
  ipv6: toIpv6,
  last_usable: usable(({ last }) => last),
  'link-local': when(isLinkLocal),
  lo: loopback,
  loopback,
  multicast: when(isMulticast),
  net: of((asked) => (asked.size > 1n && asked.isNetworkAddress ? asked.toString() : null)),
  netmask,
  network,
  network_id: network,
  'network/prefix': subnet,
  network_netmask: of((asked) => `${asked.text(asked.first)} ${asked.text(asked.netmask)}`),
  network_wildcard: of((asked) => `${asked.text(asked.first)} ${asked.text(asked.hostmask)}`),
  next_usable: usable((_range, asked) => neighbour(asked, 1n)),
  peer,
  prefix: of((asked) => asked.prefix),
  previous_usable: usable((_range, asked) => neighbour(asked, -1n)),
  private: when((asked) => !isGlobal(asked)),
  public: when(isPublic),
  range_usable: onNetwork((asked) => {
    const range = usableRange(asked)
    return range ? `${asked.text(range.first)}-${asked.text(range.last)}` : null
  }),
  revdns: reverseDns,
  router: withPrefix,
  size: of((asked) => int(asked.size)),
  size_usable: of((asked) => (asked.size === 1n ? 0 : int(asked.size === 2n ? 2n : asked.size - 2n))),
  subnet,
  type: of((asked) => (asked.size === 1n || !asked.isNetworkAddress ? 'address' : 'network')),
  unicast: when((asked) => !isMulticast(asked)),
  v4: toIpv4,
  v6: toIpv6,
  version: of((asked) => asked.version),
  wildcard: hostmask,
  wrap,
}

/** What a number asks for: that address of the network, counted from its start or its end. */
export const nthAddress = (asked: Asked, index: bigint): Value => {
  const { network: whole } = asked
  if (whole.size === 1n) return queries['']!(asked)
  const value = index < 0n ? whole.last + 1n + index : whole.first + index
  if (value < whole.first || value > whole.last || value > highest(whole.version)) return false
  return `${whole.text(value)}/${whole.prefix}`
}
