/** The url lookup: what a URL gives, fetched by a short-lived process since lookups can't wait. */
import { spawnSync } from 'node:child_process'
import { isDict, type Value } from '../../values.ts'
import { textOf } from '../filters/arguments.ts'
import { toBool } from '../filters/basics.ts'
import type { CallContext, Keywords, LookupFunction } from '../plugin.ts'
import { FilterError } from '../python/errors.ts'
import { splitLines } from '../python/lines.ts'
import { numeric } from '../python/number.ts'
import { parseFloatText } from '../python/parse-number.ts'
import { fetchScript } from './fetch-script.ts'

/** What the fetching process is asked for. */
export interface FetchRequest {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly timeoutSeconds: number
  readonly validateCerts: boolean
  readonly followRedirects: string
  readonly proxy: boolean
  readonly caPath: string | undefined
  readonly unixSocket: string | undefined
}

export const url: LookupFunction = (context, terms, options) =>
  terms.flatMap((term) => {
    const text = fetchText(context, requestOf(textOf(term), options))
    return flag(options, 'split_lines', true) ? splitLines(text) : [text]
  })

const flag = (options: Keywords, name: string, fallback: boolean): boolean => {
  const value = options.get(name)
  return value === undefined ? fallback : toBool(value) === true
}

const optional = (value: Value | undefined): string | undefined =>
  value === undefined || value === null || value === '' ? undefined : textOf(value)

const requestOf = (address: string, options: Keywords): FetchRequest => ({
  url: address,
  headers: headersOf(options),
  timeoutSeconds: Number(numeric(parseFloatText(textOf(options.get('timeout'), '10')) ?? 10)),
  validateCerts: flag(options, 'validate_certs', true),
  followRedirects: textOf(options.get('follow_redirects'), 'urllib2'),
  proxy: flag(options, 'use_proxy', true),
  caPath: optional(options.get('ca_path')),
  unixSocket: optional(options.get('unix_socket')),
})

const headersOf = (options: Keywords): Record<string, string> => {
  const headers: Record<string, string> = { 'User-Agent': textOf(options.get('http_agent'), 'ansible-httpget') }
  const user = optional(options.get('username'))
  if (user !== undefined) {
    const credentials = `${user}:${optional(options.get('password')) ?? ''}`
    headers.Authorization = `Basic ${Buffer.from(credentials).toString('base64')}`
  }
  if (flag(options, 'force', false)) headers['Cache-Control'] = 'no-cache'
  const given = options.get('headers')
  if (given !== undefined && isDict(given)) for (const [name, value] of given) headers[textOf(name)] = textOf(value)
  return headers
}

const fetchText = (context: CallContext, request: FetchRequest): string => {
  const result = spawnSync(process.execPath, ['-e', fetchScript], {
    // The request, with its password, goes through a pipe that no other process can read.
    input: JSON.stringify(request),
    env: { ...context.environment.env },
    maxBuffer: 1 << 30,
    timeout: (request.timeoutSeconds + 5) * 1000,
  })
  if (result.status === 0) return result.stdout.toString()
  const problem = result.stderr.toString().trim() || (result.error?.message ?? `ended with ${result.signal}`)
  throw new FilterError(
    problem.startsWith('HTTP')
      ? `Received HTTP error for ${request.url} : ${problem}`
      : `Failed lookup url for ${request.url} : ${problem}`,
  )
}
