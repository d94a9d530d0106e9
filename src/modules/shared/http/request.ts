/** One HTTP exchange, made by the host itself with the client that it has, and redirects followed from here. */
import type { Answer } from '../../../remote/answer.ts'
import type { Step } from '../../../remote/remote-host.ts'
import { sh } from '../../../remote/sh.ts'
import type { ActionContext } from '../../kit/action.ts'
import { ModuleFailure } from '../../kit/change.ts'
import { clientScript, configText } from './clients.ts'
import type { HttpOptions } from './options.ts'

export type Redirects = 'all' | 'none' | 'safe' | 'urllib2'

export interface HttpRequest {
  readonly url: string
  readonly method: string
  /** By name, as they are sent. */
  readonly headers: ReadonlyMap<string, string>
  /** Not sent again to where a redirect points. */
  readonly unredirectedHeaders?: readonly string[]
  /** Bytes, or the path of a file on the host. */
  readonly body?: Buffer | string | undefined
  readonly timeout: number
  readonly redirects: Redirects
  /** Where on the host the body of the response goes; a file that is there is replaced. */
  readonly output: string
}

export interface HttpResponse {
  /** -1 when there was none. */
  readonly status: number
  readonly reason: string
  /** Of the response, in lower case; repeated ones joined. */
  readonly headers: ReadonlyMap<string, string>
  readonly cookies: readonly (readonly [name: string, value: string])[]
  /** Where it came from in the end. */
  readonly url: string
  /** In Ansible's words. */
  readonly msg: string
}

type Context = Pick<ActionContext<unknown>, 'remote' | 'environment' | 'signal'>

/** Sends it. A failed connection is a response with the status -1. */
export const sendRequest = async (
  context: Context,
  options: HttpOptions,
  request: HttpRequest,
): Promise<HttpResponse> => {
  let next = request
  for (let hops = 0; hops <= 10; hops++) {
    const response = await sendOnce(context, options, next)
    const redirected = redirectOf(next, response)
    if (!redirected) return response
    next = redirected
  }
  return failed(next.url, 'too many redirects')
}

const sendOnce = async (context: Context, options: HttpOptions, request: HttpRequest): Promise<HttpResponse> => {
  const directory = `${await context.remote.temporaryDirectory()}/http-${Date.now().toString(36)}`
  const { body } = request
  const file = typeof body === 'string' ? body : body === undefined ? undefined : `${directory}/body`
  const config = configText(options, request, file)
  const steps: Step[] = [
    { script: sh`mkdir -m 700 -- ${directory}`, guarded: true, light: true },
    ...(Buffer.isBuffer(body) && file ? [{ write: { path: file, content: body, mode: 0o600 }, guarded: true }] : []),
    { script: clientScript(directory, options, { request, file }), stdin: Buffer.from(config), guarded: true },
    { script: sh`rm -rf -- ${directory}`, light: true },
  ]
  const { environment, signal } = context
  const answers = await context.remote.exchange(steps, { environment, signal })
  const answer = answers.at(-2)
  if (!answer) {
    const said = answers.map((one) => one?.stderr.toString().trim()).find(Boolean)
    throw new ModuleFailure(`could not write to the temporary directory: ${said}`)
  }
  return readResponse(request.url, answer)
}

const failed = (url: string, reason: string): HttpResponse => ({
  status: -1,
  reason,
  headers: new Map(),
  cookies: [],
  url,
  msg: `Request failed: <urlopen error ${reason}>`,
})

/** The last block of headers counts: those before are of proxies and of requests that were to be authenticated. */
export const readResponse = (url: string, { stdout, stderr, status: exit }: Answer): HttpResponse => {
  const blocks = stdout
    .toString('latin1')
    .split(/\r?\n\r?\n|(?=^ *HTTP\/[\d.]+ \d)/m)
    .filter((block) => /^\s*HTTP\//.test(block))
  const last = blocks.at(-1)
  if (last === undefined) return failed(url, stderr.toString().trim() || `exit status ${exit}`)
  const [first = '', ...lines] = last.trim().split(/\r?\n/)
  const [, code = '', reason = ''] = /^HTTP\/[\d.]+ (\d+) ?(.*)$/.exec(first.trim()) ?? []
  const status = Number(code)
  const headers = new Map<string, string>()
  const cookies: [string, string][] = []
  for (const line of lines) {
    const [, name = '', value = ''] = /^\s*([^:\s]+):\s*(.*?)\s*$/.exec(line) ?? []
    const key = name.toLowerCase()
    if (key === '') continue
    headers.set(key, headers.has(key) ? `${headers.get(key)}, ${value}` : value)
    const [, cookie, content = ''] = /^([^=;]+)=([^;]*)/.exec(value) ?? []
    if (key === 'set-cookie' && cookie !== undefined) cookies.push([cookie.trim(), content.trim()])
  }
  const isError = status >= 300
  const msg = isError
    ? `HTTP Error ${status}: ${reason || statusText(status)}`
    : `OK (${headers.get('content-length') ?? 'unknown'} bytes)`
  return { status, reason, headers, cookies, url, msg }
}

/** What HTTP/2 leaves out. */
const statusText = (status: number): string =>
  ({ 304: 'Not Modified', 401: 'Unauthorized', 403: 'Forbidden', 404: 'Not Found', 500: 'Internal Server Error' })[
    status
  ] ?? ''

const redirectOf = (request: HttpRequest, response: HttpResponse): HttpRequest | undefined => {
  const location = response.headers.get('location')
  if (![301, 302, 303, 307, 308].includes(response.status) || location === undefined) return undefined
  const isPlain = request.method === 'GET' || request.method === 'HEAD'
  if (request.redirects === 'none' || (request.redirects === 'safe' && !isPlain)) return undefined
  if (request.redirects === 'urllib2' && !isPlain && (request.method !== 'POST' || response.status > 303))
    return undefined
  const dropped = new Set((request.unredirectedHeaders ?? []).map((name) => name.toLowerCase()))
  const from = new URL(request.url)
  const to = new URL(location, from)
  const headers = [...request.headers].filter(([name]) => {
    const key = name.toLowerCase()
    return !dropped.has(key) && (to.host === from.host || (key !== 'authorization' && key !== 'cookie'))
  })
  const next = { ...request, url: to.href, headers: new Map(headers) }
  const keeps = isPlain || response.status > 303 || (response.status === 301 && request.method !== 'POST')
  if (keeps) return next
  const plain = headers.filter(([name]) => !/^content-(type|length)$/i.test(name))
  return { ...next, headers: new Map(plain), method: 'GET', body: undefined }
}
