/** An address with a prefix, as the filters of IP addresses compute with it. */
import { addressText, bitsOf, highest, type IpAddress, type IpVersion, parseAddress } from './address.ts'

/** An address within a network: `192.0.2.7/24`. */
export class IpNetwork {
  readonly version: IpVersion
  /** The address itself. */
  readonly value: bigint
  readonly prefix: number

  constructor({ version, value }: IpAddress, prefix: number) {
    this.version = version
    this.value = value
    this.prefix = prefix
  }

  /** Reads `address`, `address/prefix`, `address/netmask` or `address/hostmask`; undefined for all else. */
  static parse(text: string): IpNetwork | undefined {
    const [first = '', suffix, more] = text.split('/')
    const address = parseAddress(first) ?? parseShort(first)
    if (!address || more !== undefined) return undefined
    const prefix = suffix === undefined ? bitsOf(address.version) : prefixOf(suffix, address.version)
    return prefix === undefined ? undefined : new IpNetwork(address, prefix)
  }

  get bits(): number {
    return bitsOf(this.version)
  }

  get size(): bigint {
    return 1n << BigInt(this.bits - this.prefix)
  }

  get hostmask(): bigint {
    return this.size - 1n
  }

  get netmask(): bigint {
    return highest(this.version) ^ this.hostmask
  }

  get first(): bigint {
    return this.value & this.netmask
  }

  get last(): bigint {
    return this.value | this.hostmask
  }

  /** The broadcast address; small IPv4 networks have none. */
  get broadcast(): bigint | undefined {
    return this.version === 4 && this.bits - this.prefix <= 1 ? undefined : this.last
  }

  get isNetworkAddress(): boolean {
    return this.value === this.first
  }

  /** The address alone. */
  get ip(): string {
    return this.text(this.value)
  }

  /** The network this address is in. */
  get cidr(): IpNetwork {
    return new IpNetwork({ version: this.version, value: this.first }, this.prefix)
  }

  /** Any address of this version as text. */
  text(value: bigint): string {
    return addressText({ version: this.version, value })
  }

  contains(other: IpNetwork): boolean {
    return this.version === other.version && this.first <= other.first && other.last <= this.last
  }

  toString(): string {
    return `${this.ip}/${this.prefix}`
  }
}

/** `10/8` and `192.168` leave out bytes at the end. */
const parseShort = (text: string): IpAddress | undefined =>
  /^\d{1,3}(?:\.\d{1,3}){0,2}$/.test(text)
    ? parseAddress([...text.split('.'), '0', '0', '0'].slice(0, 4).join('.'))
    : undefined

const prefixOf = (text: string, version: IpVersion): number | undefined => {
  const bits = bitsOf(version)
  if (/^\d+$/.test(text)) return Number(text) <= bits ? Number(text) : undefined
  const mask = parseAddress(text)
  if (mask?.version !== version) return undefined
  return lengthOfMask(mask.value, bits) ?? lengthOfMask(mask.value ^ highest(version), bits)
}

/** How many ones a netmask begins with; undefined when ones follow a zero. */
const lengthOfMask = (mask: bigint, bits: number): number | undefined => {
  const digits = mask.toString(2).padStart(bits, '0')
  const ones = digits.indexOf('0')
  if (ones < 0) return bits
  return digits.includes('1', ones) ? undefined : ones
}

/** The first and the last address that a host may have; undefined in a network of one address. */
export const usableRange = (network: IpNetwork): { first: bigint; last: bigint } | undefined => {
  if (network.size === 2n) return { first: network.first, last: network.last }
  return network.size > 1n ? { first: network.first + 1n, last: network.last - 1n } : undefined
}

/** The fewest networks that hold the same addresses, in order. */
export const mergeNetworks = (networks: readonly IpNetwork[]): IpNetwork[] => {
  const ranges = networks
    .map(({ version, first, last }) => ({ version, first, last }))
    .sort((a, b) => a.version - b.version || (a.first < b.first ? -1 : a.first > b.first ? 1 : 0))
  const merged: { version: IpVersion; first: bigint; last: bigint }[] = []
  for (const range of ranges) {
    const before = merged.at(-1)
    if (!before || before.version !== range.version || range.first > before.last + 1n) merged.push({ ...range })
    else if (range.last > before.last) before.last = range.last
  }
  return merged.flatMap(networksOfRange)
}

const networksOfRange = ({
  version,
  first,
  last,
}: {
  version: IpVersion
  first: bigint
  last: bigint
}): IpNetwork[] => {
  const networks: IpNetwork[] = []
  for (let start = first; start <= last; ) {
    let hostBits = 0
    while (
      hostBits < bitsOf(version) &&
      start % (2n << BigInt(hostBits)) === 0n &&
      start + (2n << BigInt(hostBits)) - 1n <= last
    )
      hostBits++
    networks.push(new IpNetwork({ version, value: start }, bitsOf(version) - hostBits))
    start += 1n << BigInt(hostBits)
  }
  return networks
}

/** The smallest network that holds all others; undefined for a mix of versions. */
export const spanningNetwork = (networks: readonly IpNetwork[]): IpNetwork | undefined => {
  const [sample] = networks
  if (!sample || networks.some(({ version }) => version !== sample.version)) return undefined
  const [first] = networks.map((network) => network.first).sort(byValue)
  const last = networks
    .map((network) => network.last)
    .sort(byValue)
    .at(-1)!
  let prefix = sample.bits
  while (prefix > 0 && new IpNetwork({ version: sample.version, value: first! }, prefix).last < last) prefix--
  return new IpNetwork({ version: sample.version, value: first! }, prefix).cidr
}

const byValue = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0)
