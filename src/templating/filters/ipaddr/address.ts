/** IP addresses as numbers, and their texts. */
import ipaddr from 'ipaddr.js'

export type IpVersion = 4 | 6

/** An address: its version and its bits as a number. */
export interface IpAddress {
  readonly version: IpVersion
  readonly value: bigint
}

/** How many bits an address of a version has. */
export const bitsOf = (version: IpVersion): number => (version === 4 ? 32 : 128)

/** The highest address of a version. */
export const highest = (version: IpVersion): bigint => (1n << BigInt(bitsOf(version))) - 1n

/** The address that a text spells; undefined when it spells none. */
export const parseAddress = (text: string): IpAddress | undefined => {
  if (/^\d+(?:\.\d+){3}$/.test(text)) {
    const bytes = text.split('.').map(Number)
    return bytes.every((byte) => byte <= 255) ? { version: 4, value: fromBytes(bytes) } : undefined
  }
  const hex = withoutDots(text)
  if (!hex.includes(':') || hex.includes('%') || !ipaddr.IPv6.isValid(hex)) return undefined
  return { version: 6, value: fromBytes(ipaddr.IPv6.parse(hex).toByteArray()) }
}

/** An IPv4 address at the end of an IPv6 one as two groups. */
const withoutDots = (text: string): string =>
  text.replace(/(?<=:)\d{1,3}(?:\.\d{1,3}){3}$/, (dots) => {
    const address = parseAddress(dots)
    return address ? `${(address.value >> 16n).toString(16)}:${(address.value & 0xffffn).toString(16)}` : 'x'
  })

const fromBytes = (bytes: readonly number[]): bigint => bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n)

/** The address that is so many steps away; undefined beyond the ends. */
export const addressAt = (version: IpVersion, value: bigint): IpAddress | undefined =>
  value >= 0n && value <= highest(version) ? { version, value } : undefined

/** The usual text of an address. */
export const addressText = ({ version, value }: IpAddress): string =>
  version === 4 ? dotted(value) : compressed(value)

const dotted = (value: bigint): string => [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 255n).join('.')

/** The eight groups of an IPv6 address in hexadecimal. */
export const groupsOf = (value: bigint): string[] =>
  Array.from({ length: 8 }, (_unused, index) => ((value >> BigInt(112 - 16 * index)) & 0xffffn).toString(16))

/** The longest run of zero groups as `::`; an IPv4 address within is written with dots. */
const compressed = (value: bigint): string => {
  const high = value >> 32n
  if (value >> 16n !== 0n && (high === 0n || high === 0xffffn))
    return `${high === 0n ? '::' : '::ffff:'}${dotted(value & 0xffffffffn)}`
  const groups = groupsOf(value)
  const { start, length } = longestZeros(groups)
  if (length < 2) return groups.join(':')
  return `${groups.slice(0, start).join(':')}::${groups.slice(start + length).join(':')}`
}

const longestZeros = (groups: readonly string[]): { start: number; length: number } => {
  let best = { start: 0, length: 0 }
  for (let start = 0; start < groups.length; start++) {
    let length = 0
    while (groups[start + length] === '0') length++
    if (length > best.length) best = { start, length }
  }
  return best
}
