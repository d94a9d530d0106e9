/** urlsplit and the parts of a URL. */

import type { Value } from '../../values.ts'
import { type FilterFunction, filter } from '../plugin.ts'
import { FilterError } from '../python/errors.ts'
import { exactText, textOf } from './arguments.ts'

/** The parts of a URL as Python's `urlsplit` names them. */
export interface UrlParts {
  readonly scheme: string
  readonly netloc: string
  readonly path: string
  readonly query: string
  readonly fragment: string
}

/** Splits a URL as Python does: no part is decoded, and nothing is an error but an unclosed bracket. */
export const splitUrl = (url: string): UrlParts => {
  const text = url.replace(/^[\x00-\x20]+/, '').replace(/[\t\r\n]/g, '')
  const scheme = /^([a-zA-Z][a-zA-Z0-9+.-]*):/.exec(text)?.[1]
  let rest = scheme === undefined ? text : text.slice(scheme.length + 1)
  const netloc = /^\/\/([^/?#]*)/.exec(rest)?.[1]
  if (netloc !== undefined) rest = rest.slice(netloc.length + 2)
  if (netloc !== undefined && netloc.includes('[') !== netloc.includes(']')) throw new FilterError('Invalid IPv6 URL')
  const [, path = '', query = '', fragment = ''] = /^([^?#]*)(?:\?([^#]*))?(?:#([\s\S]*))?$/.exec(rest) ?? []
  return { scheme: scheme?.toLowerCase() ?? '', netloc: netloc ?? '', path, query, fragment }
}

/** User, password, host and port of a URL's `netloc`; null for what is not there. */
const authority = (netloc: string): Record<'username' | 'password' | 'hostname' | 'port', Value> => {
  const at = netloc.lastIndexOf('@')
  const user = at < 0 ? undefined : netloc.slice(0, at)
  const host = netloc.slice(at + 1)
  const colon = user?.indexOf(':') ?? -1
  const [, name = '', port] = /^(\[[^\]]*\]|[^:]*)(?::(.*))?$/.exec(host) ?? []
  return {
    username: user === undefined ? null : colon < 0 ? user : user.slice(0, colon),
    password: user === undefined || colon < 0 ? null : user.slice(colon + 1),
    hostname: name.replace(/^\[|\]$/g, '').toLowerCase() || null,
    port: portOf(port),
  }
}

const portOf = (port: string | undefined): Value => {
  if (port === undefined || port === '') return null
  if (!/^\d+$/.test(port)) throw new FilterError(`Port could not be cast to integer value as '${port}'`)
  if (Number(port) > 65535) throw new FilterError('Port out of range 0-65535')
  return Number(port)
}

const urlsplit = filter(['query?', 'alias?'], (_, value, [query, alias]) => {
  const parts = splitUrl(exactText(value))
  const all = new Map<Value, Value>(
    Object.entries({ ...parts, ...authority(parts.netloc) }).toSorted(([a], [b]) => (a < b ? -1 : 1)),
  )
  const wanted = textOf(query)
  if (wanted === '') return all
  const part = all.get(wanted)
  if (part === undefined) throw new FilterError(`${textOf(alias, 'urlsplit')}: unknown URL component: ${wanted}`)
  return part
})

/** Filters of URLs. */
export const urlFilters: Readonly<Record<string, FilterFunction>> = { urlsplit }
