/** Hardware addresses: `hwaddr`, `macaddr`, `slaac`. */
import type { Value } from '../../../values.ts'
import { FilterError } from '../../python/errors.ts'
import { int } from '../../python/number.ts'

/** The six (or eight) bytes of a hardware address; undefined for all else. */
export const parseMac = (text: string): number[] | undefined => {
  const groups = /^[0-9a-f]{1,2}([:-])[0-9a-f]{1,2}(?:\1[0-9a-f]{1,2}){4}(?:(?:\1[0-9a-f]{1,2}){2})?$/i.test(text)
  if (groups) return text.split(/[:-]/).map((group) => Number.parseInt(group, 16))
  const words = /^[0-9a-f]{1,4}([.:-])[0-9a-f]{1,4}(?:\1[0-9a-f]{1,4}){1,2}$/i.test(text)
  if (words)
    return bytesOf(
      text
        .split(/[.:-]/)
        .map((word) => word.padStart(4, '0'))
        .join(''),
    )
  const halves = /^[0-9a-f]{1,6}([:-])[0-9a-f]{1,6}$/i.test(text)
  if (halves)
    return bytesOf(
      text
        .split(/[:-]/)
        .map((half) => half.padStart(6, '0'))
        .join(''),
    )
  return /^(?:[0-9a-f]{12}|[0-9a-f]{16})$/i.test(text) ? bytesOf(text) : undefined
}

const bytesOf = (digits: string): number[] => (digits.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16))

const hex = (byte: number): string => byte.toString(16).padStart(2, '0')

const inGroups = (bytes: readonly number[], size: number, separator: string): string =>
  (
    bytes
      .map(hex)
      .join('')
      .match(new RegExp(`.{1,${size}}`, 'g')) ?? []
  ).join(separator)

const formats: Readonly<Record<string, (bytes: readonly number[]) => Value>> = {
  bare: (bytes) => inGroups(bytes, 2, '').toUpperCase(),
  bool: () => true,
  int: (bytes) => int(BigInt(`0x${inGroups(bytes, 2, '')}`)),
  cisco: (bytes) => inGroups(bytes, 4, '.'),
  eui48: (bytes) => inGroups(bytes, 2, '-').toUpperCase(),
  win: (bytes) => inGroups(bytes, 2, '-').toUpperCase(),
  linux: (bytes) => inGroups(bytes, 2, ':'),
  unix: (bytes) => bytes.map((byte) => byte.toString(16)).join(':'),
  pgsql: (bytes) => inGroups(bytes, 6, ':'),
  postgresql: (bytes) => inGroups(bytes, 6, ':'),
  psql: (bytes) => inGroups(bytes, 6, ':'),
}

/** The hardware address in a format; without one, the value itself where it is an address. */
export const askMac = (text: string, query: string, name: string): Value => {
  const bytes = parseMac(text)
  if (!bytes && query !== '' && query !== 'bool') throw new FilterError(`${name}: not a hardware address: ${text}`)
  if (query !== '' && !Object.hasOwn(formats, query)) throw new FilterError(`${name}: unknown filter type: ${query}`)
  if (!bytes) return null
  return query === '' ? text : formats[query]!(bytes)
}

/** The lower half of the address that a device gives itself (RFC 4291, appendix A). */
export const interfaceId = (bytes: readonly number[]): bigint => {
  const eight = bytes.length === 8 ? bytes : [...bytes.slice(0, 3), 0xff, 0xfe, ...bytes.slice(3)]
  return BigInt(`0x${inGroups(eight, 2, '')}`) ^ (2n << 56n)
}
