/** `ipaddr(query)`: checks an address and answers a question about it. */
import type { Value } from '../../../values.ts'
import { FilterError } from '../../python/errors.ts'
import { isInt } from '../../python/number.ts'
import { str } from '../../python/repr.ts'
import { open } from '../../python/secret.ts'
import { truth } from '../../python/truth.ts'
import { bitsOf, highest, type IpVersion } from './address.ts'
import { IpNetwork } from './network.ts'
import { type Asked, nthAddress, queries } from './queries.ts'

export interface AskOptions {
  readonly query?: string
  readonly version?: IpVersion | undefined
  /** The filter's name, for messages. */
  readonly name?: string
}

/** The answer; false for what is no address, and of lists the answers that are not empty. */
export const askIp = (value: Value, options: AskOptions = {}): Value => {
  const given = open(value)
  if (Array.isArray(given)) return given.map((item) => askIp(item, options)).filter(truth)
  const asked = readAsked(given, options.version)
  if (!asked || (options.version !== undefined && asked.network.version !== options.version)) return false
  return answer(asked, options)
}

/** The network that a value means; undefined for what is none. */
export const networkOf = (value: Value): IpNetwork | undefined => readAsked(open(value), undefined)?.network

const readAsked = (given: Value, version: IpVersion | undefined): Asked | undefined => {
  if (!truth(given) || given === true) return undefined
  if (isInt(given) || /^\d+$/.test(str(given))) return fromNumber(BigInt(str(given)), version)
  if (typeof given !== 'string') return undefined
  const network = IpNetwork.parse(given)
  if (network) return { network, text: given, kind: given.includes('/') ? 'network' : 'address' }
  const [, number, prefix] = /^(\d+)\/(\d+)$/.exec(given) ?? []
  const numeric = number === undefined ? undefined : numbered(BigInt(number), Number(prefix))
  return numeric && { network: numeric, text: numeric.toString(), kind: 'network' }
}

/** Where a number fits IPv4 it is taken for that. */
const fromNumber = (value: bigint, version: IpVersion | undefined): Asked | undefined => {
  const chosen = version ?? (value <= highest(4) ? 4 : 6)
  if (value > highest(chosen)) return undefined
  const network = new IpNetwork({ version: chosen, value }, bitsOf(chosen))
  return { network, text: network.toString(), kind: 'address' }
}

const numbered = (value: bigint, prefix: number): IpNetwork | undefined => {
  const version = ([4, 6] as const).find((each) => value <= highest(each) && prefix <= bitsOf(each))
  return version && new IpNetwork({ version, value }, prefix)
}

const answer = (asked: Asked, { query = '', name = 'ipaddr' }: AskOptions): Value => {
  if (Object.hasOwn(queries, query)) return queries[query]!(asked)
  if (/^[-+]?\d+$/.test(query)) return nthAddress(asked, BigInt(query))
  const within = IpNetwork.parse(query)
  // Any network is a question too: whether the address is in it.
  if (within) return within.cidr.contains(asked.network) ? asked.text : null
  throw new FilterError(`${name}: unknown filter type: ${query}`)
}
