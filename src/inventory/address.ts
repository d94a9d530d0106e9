import { isIPv6 } from 'node:net'

/** A host's name and port, as written on one place: `web[1:3].example.org:2222`, `[2001:db8::1]:22`. */
export interface Address {
  readonly host: string
  readonly port: number | undefined
}

const bracketed = /^\[(.+)\]:([0-9]+)$/
const withPort = /^((?:[^:[\]]|\[[^\]]*\])*):([0-9]+)$/
const hexRange = /\[[0-9a-f]+:[0-9a-f]+(?::[0-9]+)?\]/gi
const range = String.raw`\[(?:[a-z]:[a-z]|[0-9]+:[0-9]+)(?::[0-9]+)?\]`

/** @param letters those of names, and digits, as part of a class. */
const hostname = (letters: string, flags: string): RegExp => {
  const label = `(?:[${letters}_]|${range})(?:[${letters}_-]|${range})*(?<![_-])`
  return new RegExp(`^${label}(?:\\.${label})*$`, flags)
}

const ascii = hostname('a-z0-9', 'i')
let international: RegExp | undefined

// The pattern of all letters there are takes milliseconds to compile.
const isHostname = (text: string): boolean => {
  if (/^[\0-\x7f]*$/.test(text)) return ascii.test(text)
  international ??= hostname(String.raw`\p{L}\p{N}`, 'iu')
  return international.test(text)
}

/** Takes a host name or address with an optional port apart; undefined when it is neither. Ranges are allowed. */
export const parseAddress = (text: string): Address | undefined => {
  let host = text
  let port: number | undefined
  for (const pattern of [bracketed, withPort]) {
    const match = pattern.exec(host)
    if (match) {
      host = match[1]!
      port = Number(match[2])
    }
  }
  return isHostname(host) || isAddress6(host) ? { host, port } : undefined
}

/** True for an IPv4 or IPv6 address, also one with ranges. */
export const isIpAddress = (text: string): boolean => isAddress4(text) || isAddress6(text)

const octet = String.raw`(?:[01]?[0-9]{1,2}|2[0-4][0-9]|25[0-5]|\[[0-9]+:[0-9]+(?::[0-9]+)?\])`
const address4 = new RegExp(`^(?:${octet}\\.){3}${octet}$`)

const isAddress4 = (text: string): boolean => address4.test(text)

const isAddress6 = (text: string): boolean =>
  /:.*:/.test(text) && /^[0-9a-f:.[\]]+$/i.test(text) && isIPv6(text.replace(hexRange, '0'))
