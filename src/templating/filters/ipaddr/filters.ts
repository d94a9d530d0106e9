/** The filters of IP addresses: ipaddr, ipv4, ipv6, ipsubnet, ipmath, nthhost, cidr_merge, … */
import { dict, type Value } from '../../../values.ts'
import { type FilterFunction, filter } from '../../plugin.ts'
import { FilterError, TemplateTypeError } from '../../python/errors.ts'
import { int, isInt } from '../../python/number.ts'
import { open } from '../../python/secret.ts'
import { truth } from '../../python/truth.ts'
import { classOf, isList, itemsOf, required, textOf, wholeOf } from '../arguments.ts'
import { addressAt, addressText, groupsOf, type IpAddress, type IpVersion, parseAddress } from './address.ts'
import { askIp, networkOf } from './ask.ts'
import { askMac, interfaceId, parseMac } from './mac-address.ts'
import { IpNetwork, mergeNetworks, spanningNetwork } from './network.ts'
import { neighbour } from './queries.ts'
import { subnetOf } from './subnets.ts'

const asking = (name: string, version?: IpVersion): FilterFunction =>
  filter(['query?', 'version?', 'alias?'], (_, value, [query, wanted, alias]) => {
    const given = open(required(value))
    if (typeof given !== 'string' && !isList(given) && !isInt(given) && typeof given !== 'boolean')
      throw new FilterError(`Unrecognized type <${classOf(given)}> for ${name} filter <value>`)
    const asked = wanted === undefined || !truth(wanted) ? undefined : (wholeOf(wanted) as IpVersion)
    return askIp(given, { query: textOf(query), version: version ?? asked, name: textOf(alias, name) })
  })

/** IPv6 addresses in brackets; all else as it is. */
const ipwrap = filter(['query?'], (_, value, [query]) => {
  const wrapped = (item: Value): Value => {
    const found = askIp(item, { query: textOf(query), name: 'ipwrap' })
    return truth(found) ? askIp(found, { query: 'wrap' }) : item
  }
  const given = open(required(value))
  return isList(given) ? given.map(wrapped) : wrapped(given)
})

const address = (value: Value): IpAddress => {
  const text = textOf(value)
  const found = text.includes('/') || /^\d+$/.test(text) ? networkOf(text) : parseAddress(text)
  if (!found) throw new FilterError(`You must pass a valid IP address; ${text} is invalid`)
  return found
}

const amountOf = (value: Value | undefined): bigint => {
  const given = open(required(value))
  const whole = typeof given === 'string' && /^-?\d+$/.test(given) ? Number(given) : given
  if (!isInt(whole))
    throw new FilterError(`You must pass an integer for arithmetic; ${textOf(given)} is not a valid integer`)
  return BigInt(whole)
}

const ipmath = filter(['amount'], (_, value, [amount]) => {
  const { version, value: start } = address(required(value))
  const moved = addressAt(version, start + amountOf(amount))
  if (!moved) throw new FilterError('result outside valid IP address boundary!')
  return addressText(moved)
})

const ipcut = filter(['amount'], (_, value, [amount]) => {
  const { version, value: bits } = address(required(value))
  const digits = bits.toString(2).padStart(version === 4 ? 32 : 128, '0')
  const count = Number(amountOf(amount))
  const kept = count < 0 ? digits.slice(count) : digits.slice(0, count)
  const groups = kept.match(version === 4 ? /.{1,8}/g : /.{1,16}/g) ?? []
  return groups
    .map((group) => Number.parseInt(group, 2).toString(version === 4 ? 10 : 16))
    .join(version === 4 ? '.' : ':')
})

const nthhost = filter(['query?'], (_, value, [query]) => {
  const network = networkOf(required(value))
  const text = textOf(query ?? '')
  if (!network || !/^-?\d+$/.test(text)) return false
  const nth = BigInt(text)
  if (network.size <= nth) return false
  const found = nth < 0n ? network.last + 1n + nth : network.first + nth
  return network.text(found)
})

const nthUsable = (sign: 1n | -1n): FilterFunction =>
  filter(['offset'], (_, value, [offset]) => {
    const network = networkOf(required(value))
    if (!network) return false
    const found = neighbour(network, sign * amountOf(offset))
    return found === undefined ? null : network.text(found)
  })

const cidrMerge = filter(['action?'], (_, value, [action]) => {
  const how = textOf(action, 'merge')
  const networks = itemsOf(value).map((item) => {
    const network = IpNetwork.parse(textOf(item))
    if (!network) throw new FilterError(`cidr_merge: error in netaddr:\ninvalid IPNetwork ${textOf(item)}`)
    return network
  })
  if (how === 'merge') return mergeNetworks(networks).map(String)
  if (how !== 'span') throw new FilterError(`cidr_merge: invalid action '${how}'`)
  if (networks.length < 2) return networks[0]?.toString() ?? null
  const span = spanningNetwork(networks)
  if (!span) throw new FilterError('cidr_merge: error in netaddr:\naddresses of different versions have no span')
  return span.toString()
})

interface Range {
  readonly version: IpVersion
  readonly first: bigint
  readonly last: bigint
}

/** The addresses that a value means; undefined for what is no address. */
const rangeOf = (value: Value | undefined, { usable = false } = {}): Range | undefined => {
  const network = networkOf(required(value))
  if (!network) return undefined
  const { version, size } = network
  const isAddress = size > 1n && !network.isNetworkAddress
  const whole = isAddress ? network.cidr : network
  const edge = usable && size > 2n ? 1n : 0n
  return { version, first: whole.first + edge, last: whole.last - edge }
}

const holds = (outer: Range | undefined, inner: Range | undefined): boolean =>
  outer !== undefined &&
  inner !== undefined &&
  outer.version === inner.version &&
  outer.first <= inner.first &&
  inner.last <= outer.last

const networkInNetwork = filter(['test'], (_, value, [test]) => holds(rangeOf(value), rangeOf(test)))
const networkInUsable = filter(['test'], (_, value, [test]) => holds(rangeOf(value, { usable: true }), rangeOf(test)))

const reduceOnNetwork = filter(['network'], (_, value, [network]) => {
  const range = rangeOf(network)
  return itemsOf(value).filter((item) => holds(range, rangeOf(item)))
})

const slaac = filter(['query?'], (_, value, [query]) => {
  const network = networkOf(required(value))
  const bytes = parseMac(textOf(query ?? ''))
  if (network?.version !== 6 || !bytes) return false
  return network.text(network.first + interfaceId(bytes))
})

const ip4Hex = filter(['delimiter?'], (_, value, [delimiter]) => {
  const { version, value: bits } = address(required(value))
  if (version !== 4) throw new FilterError(`You must pass a valid IP address; ${textOf(value)} is invalid`)
  return (bits.toString(16).padStart(8, '0').match(/../g) ?? []).join(textOf(delimiter))
})

const ipv6form = filter(['format'], (_, value, [format]) => {
  const found = address(required(value))
  const groups = groupsOf(found.value)
  if (found.version === 4) return addressText(found)
  if (format === 'expand') return groups.map((group) => group.padStart(4, '0')).join(':')
  if (format === 'compress') return addressText(found)
  if (format === 'x509') return groups.join(':')
  throw new FilterError(`You must pass valid format; ${textOf(format)} is not a valid format`)
})

const LARGEST_LIST = 1n << 20n

const usableRangeFilter = filter([], (_, value) => {
  const network = IpNetwork.parse(textOf(required(value)))
  if (!network || (network.size > 1n && !network.isNetworkAddress))
    throw new FilterError(`Error while using plugin 'usable_range': ${textOf(value)} is not a network`)
  if (network.size > LARGEST_LIST) throw new FilterError(`a network of ${network.size} addresses is too large to list`)
  const ips = Array.from({ length: Number(network.size) }, (_unused, index) =>
    network.text(network.first + BigInt(index)),
  )
  return dict({ usable_ips: ips, number_of_ips: int(network.size) })
})

const macFilter = (name: string): FilterFunction =>
  filter(['query?'], (_, value, [query]) => {
    const given = open(required(value))
    if (typeof given !== 'string') throw new TemplateTypeError(`${name}: expected text, not ${classOf(given)}`)
    return askMac(given, textOf(query), name)
  })

/** The filters of IP and hardware addresses. */
export const ipFilters: Readonly<Record<string, FilterFunction>> = {
  ipaddr: asking('ipaddr'),
  ipv4: asking('ipv4', 4),
  ipv6: asking('ipv6', 6),
  ipwrap,
  ipmath,
  ipcut,
  ipsubnet: filter(['query?', 'index?'], (_, value, [query, index]) => subnetOf(required(value), query, index)),
  nthhost,
  next_nth_usable: nthUsable(1n),
  previous_nth_usable: nthUsable(-1n),
  cidr_merge: cidrMerge,
  network_in_network: networkInNetwork,
  network_in_usable: networkInUsable,
  reduce_on_network: reduceOnNetwork,
  slaac,
  ip4_hex: ip4Hex,
  ipv6form,
  usable_range: usableRangeFilter,
  hwaddr: macFilter('hwaddr'),
  macaddr: macFilter('macaddr'),
}
