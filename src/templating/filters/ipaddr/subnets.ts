/** `ipsubnet`: networks within and around a network. */
import type { Value } from '../../../values.ts'
import { FilterError } from '../../python/errors.ts'
import { int } from '../../python/number.ts'
import { textOf, wholeOf } from '../arguments.ts'
import { networkOf } from './ask.ts'
import { IpNetwork } from './network.ts'

/** How many networks of a size there are, one of them, or the rank of a network within another. */
export const subnetOf = (value: Value, query: Value | undefined, index: Value | undefined): Value => {
  const network = networkOf(value)?.cidr
  if (!network) return false
  const asked = textOf(query ?? '')
  if (asked === '') return network.toString()
  if (!/^\d+$/.test(asked)) return rankWithin(network, asked)
  const prefix = Number(asked)
  if (prefix > network.bits) return false
  const place = index === undefined || index === null ? undefined : BigInt(wholeOf(numeric(index)))
  // A single address is asked for the networks around it.
  return networkOf(value)!.size === 1n ? supernetOf(network, prefix, place) : subnetAt(network, prefix, place)
}

const numeric = (index: Value): Value => (typeof index === 'string' ? Number(index) : index)

const supernetOf = (address: IpNetwork, prefix: number, place: bigint | undefined): Value => {
  const around = Array.from(
    { length: Math.max(0, address.prefix - prefix) },
    (_unused, step) => new IpNetwork({ version: address.version, value: address.value }, prefix + step).cidr,
  )
  const found = around.at(Number(place ?? 0n))
  return found === undefined ? false : found.toString()
}

const subnetAt = (network: IpNetwork, prefix: number, place: bigint | undefined): Value => {
  if (prefix < network.prefix) {
    if (place === undefined) throw new FilterError(`Requested subnet size of ${prefix} is invalid`)
    return place === 0n ? `${network.ip}/${prefix}` : false
  }
  const count = 1n << BigInt(prefix - network.prefix)
  if (place === undefined) return String(count)
  const rank = place < 0n ? place + count : place
  if (rank < 0n || rank >= count) return false
  const value = network.first + (rank << BigInt(network.bits - prefix))
  return new IpNetwork({ version: network.version, value }, prefix).toString()
}

/** Counted from 1. */
const rankWithin = (network: IpNetwork, text: string): Value => {
  const outer = networkOf(text)?.cidr
  if (!outer) throw new FilterError(`You must pass a valid subnet or IP address; ${text} is invalid`)
  if (!outer.contains(network)) throw new FilterError(`${network} is not in the subnet ${outer}`)
  return String(int(((network.first - outer.first) >> BigInt(network.bits - network.prefix)) + 1n))
}
