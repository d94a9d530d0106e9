/** urlsplit and the parts of a URL. */

import { isDict, type Value } from '../../values.ts'
import { type FilterFunction, filter } from '../plugin.ts'
import { Bytes } from '../python/bytes.ts'
import { FilterError, TemplateTypeError } from '../python/errors.ts'
import { PythonObject } from '../python/object.ts'
import { repr } from '../python/repr.ts'
import { truth } from '../python/truth.ts'
import { typeName } from '../python/type-name.ts'
import { exactText, isList, required, textOf } from './arguments.ts'
import { decodeText } from './text-encoding.ts'

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
  const all = value instanceof Bytes || !truth(required(value)) ? splitBytes(value) : splitText(exactText(value))
  const wanted = textOf(query)
  if (wanted === '') return all
  const part = all.get(wanted)
  if (part === undefined) throw new FilterError(`${textOf(alias, 'urlsplit')}: unknown URL component: ${wanted}`)
  return part
})

const splitText = (url: string): Map<Value, Value> => {
  const parts = splitUrl(url)
  return new Map<Value, Value>(
    Object.entries({ ...parts, ...authority(parts.netloc) }).toSorted(([a], [b]) => (a < b ? -1 : 1)),
  )
}

/** What is false is taken for no bytes; a result of bytes has a way to decode it. */
const splitBytes = (value: Value): Map<Value, Value> => {
  if (value === '') return splitText('')
  if (isList(value) || isDict(value)) throw new TemplateTypeError(`unhashable type: '${typeName(value)}'`)
  const parts = splitText(value instanceof Bytes ? decodeText(value.bytes, 'ascii') : '')
  const asBytes = [...parts].map(
    ([name, part]) => [name, typeof part === 'string' ? new Bytes(Buffer.from(part)) : part] as const,
  )
  return new Map<Value, Value>([['decode', new DecodeMethod(new Map(asBytes))], ...asBytes])
}

class DecodeMethod extends PythonObject {
  override readonly typeName = 'method'
  readonly #parts: ReadonlyMap<Value, Value>

  constructor(parts: ReadonlyMap<Value, Value>) {
    super()
    this.#parts = parts
  }

  override repr(): string {
    const shown = ['scheme', 'netloc', 'path', 'query', 'fragment'].map(
      (name) => `${name}=${repr(this.#parts.get(name)!)}`,
    )
    return `<bound method _ResultMixinBytes.decode of SplitResultBytes(${shown.join(', ')})>`
  }
}

/** Filters of URLs. */
export const urlFilters: Readonly<Record<string, FilterFunction>> = { urlsplit }
