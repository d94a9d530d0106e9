/** Which addresses are global, multicast, loopback or link-local. */
import { highest } from './address.ts'
import { IpNetwork } from './network.ts'

const networks = (texts: string): readonly IpNetwork[] => texts.split(' ').map((text) => IpNetwork.parse(text)!)

// The registries of addresses for special purposes (RFC 6890 and its updates).
const notGlobal = networks(
  '0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 240.0.0.0/4 ' +
    '::/8 100::/8 200::/7 400::/6 800::/5 1000::/4 4000::/3 6000::/3 8000::/3 a000::/3 c000::/3 e000::/4 f000::/5 f800::/6 fc00::/7 fe00::/9 fe80::/10 fec0::/10 ff00::/12 2001::/23 2001:db8::/32 2002::/16',
)
const globalAfterAll = networks('192.0.0.9/32 192.0.0.10/32')
const multicast = networks('224.0.0.0/4 ff00::/8')
const loopback = networks('127.0.0.0/8 ::1/128')
const linkLocal = networks('169.254.0.0/16 fe80::/10')

const isIn = (list: readonly IpNetwork[], { version, value }: IpNetwork): boolean =>
  list.some((network) => network.version === version && network.first <= value && value <= network.last)

/** True for addresses that are routed on the Internet. */
export const isGlobal = (address: IpNetwork): boolean => !isIn(notGlobal, address) || isIn(globalAfterAll, address)

export const isMulticast = (address: IpNetwork): boolean => isIn(multicast, address)
export const isLoopback = (address: IpNetwork): boolean => isIn(loopback, address)
export const isLinkLocal = (address: IpNetwork): boolean => isIn(linkLocal, address)

/** True for a global address of a single host. */
export const isPublic = (address: IpNetwork): boolean =>
  isGlobal(address) && !isMulticast(address) && !isLoopback(address) && !isMask(address)

/** Addresses that are the masks of networks or of hosts are no one's. */
const isMask = ({ version, value }: IpNetwork): boolean => {
  const [hosts, net] = [value + 1n, (value ^ highest(version)) + 1n]
  return (hosts & (hosts - 1n)) === 0n || (net & (net - 1n)) === 0n
}
