import { posix } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { exists } from '../remote/queries/exists.ts'
import { placedFile } from '../remote/queries/placed-file.ts'
import { stat } from '../remote/queries/stat.ts'
import { sh } from '../remote/sh.ts'
import { type Dict, dict, fromPlain, type Value } from '../values.ts'
import { type ActionContext, type ActionResult, defineAction } from './kit/action.ts'
import { ModuleFailure } from './kit/change.ts'
import { bool, choice, dictionary, int, list, path, raw, secret, str } from './kit/option.ts'
import { applyChanges } from './shared/apply-changes.ts'
import { attributeQueries, fileAttributeOptions, pathInfo, type WantedAttributes } from './shared/file-attributes.ts'
import { encodeBody } from './shared/http/body.ts'
import { type HttpOptions, httpOptions } from './shared/http/options.ts'
import { type HttpResponse, type Redirects, sendRequest } from './shared/http/request.ts'
import { placeFile, sourceOf } from './shared/place-file.ts'

interface Options extends HttpOptions, WantedAttributes {
  readonly url: string
  readonly dest: string | undefined
  readonly body: Value | undefined
  readonly body_format: 'form-multipart' | 'form-urlencoded' | 'json' | 'raw'
  readonly src: string | undefined
  readonly remote_src: boolean
  readonly method: string
  readonly return_content: boolean
  readonly follow_redirects: 'all' | 'no' | 'none' | 'safe' | 'urllib2' | 'yes'
  readonly creates: string | undefined
  readonly removes: string | undefined
  readonly status_code: readonly number[]
  readonly timeout: number
  readonly headers: Dict
  readonly force: boolean
  readonly unredirected_headers: readonly string[]
  readonly decompress: boolean
  readonly unsafe_writes: boolean | undefined
}

type Context = ActionContext<Options>

/** Speaks to a web service from the host. */
export default defineAction({
  name: 'uri',
  summary: 'Speak to a web service from the host.',
  options: {
    url: str({ required: true, help: 'The address.' }),
    dest: path({ help: 'The file or directory that the answer is written to.' }),
    body: raw({ help: 'What is sent.' }),
    body_format: choice(['form-multipart', 'form-urlencoded', 'json', 'raw'], {
      default: 'raw',
      help: 'How the body is written.',
    }),
    src: path({ help: 'Instead of body: a file that is sent.' }),
    remote_src: bool({ default: false, help: 'src is on the host.' }),
    method: str({ default: 'GET', help: 'The method.' }),
    return_content: bool({ default: false, help: 'Give the answer as `content`.' }),
    follow_redirects: choice(['all', 'no', 'none', 'safe', 'urllib2', 'yes'], {
      default: 'safe',
      help: 'Which redirects are followed.',
    }),
    creates: path({ help: 'A path; when it exists, nothing is sent.' }),
    removes: path({ help: 'A path; when it does not exist, nothing is sent.' }),
    status_code: list(int(), { default: [200], help: 'The status that means success.' }),
    timeout: int({ default: 30, help: 'Seconds to wait for the server.' }),
    headers: dictionary({ default: new Map(), help: 'Headers of the request.' }),
    force: bool({ default: false, help: 'Take no answer from a cache.' }),
    url_username: str({ aliases: ['user'], help: 'The name to authenticate with.' }),
    url_password: secret({ aliases: ['password'], help: 'The password to authenticate with.' }),
    unix_socket: path({ help: 'A socket on the host to connect to; curl only.' }),
    ca_path: path({ help: 'The certificates to trust, on the host.' }),
    unredirected_headers: list(str(), { default: [], help: 'Headers that are not sent on after a redirect.' }),
    decompress: bool({ default: true, help: 'Unpack what the server packed for the way.' }),
    ciphers: list(str(), { help: 'Ciphers of TLS.' }),
    ...httpOptions,
    ...fileAttributeOptions,
  },
  rules: { mutuallyExclusive: [['body', 'src']] },
  run: async (context) => (await skipReason(context)) ?? send(context),
  dryRun: 'skip',
})

const skipReason = async ({ options, look }: Context): Promise<ActionResult | undefined> => {
  const { creates, removes } = options
  if (creates === undefined && removes === undefined) return undefined
  const seen = await look({ creates: exists(creates ?? '/'), removes: exists(removes ?? '/') })
  const skipped = (reason: string): ActionResult => ({
    result: dict({ changed: false, stdout: `skipped, since '${reason}` }),
  })
  if (creates !== undefined && seen.creates) return skipped(`${creates}' exists`)
  if (removes !== undefined && !seen.removes) return skipped(`${removes}' does not exist`)
  return undefined
}

const send = async (context: Context): Promise<ActionResult> => {
  const { options, remote } = context
  const method = options.method.toUpperCase()
  if (!/^[A-Z]+$/.test(method)) {
    throw new ModuleFailure("Parameter 'method' needs to be a single word in uppercase, like GET or POST.")
  }
  const start = Date.now()
  const output = `${await remote.temporaryDirectory()}/uri-${start.toString(36)}`
  const { body, headers } = await encodeBody(options, context)
  const place = await destination(context)
  if (options.force) headers.set('Cache-Control', 'no-cache')
  else if (place?.mtime !== undefined) headers.set('If-Modified-Since', new Date(place.mtime * 1000).toUTCString())
  const response = await sendRequest(context, options, {
    url: options.url,
    method,
    headers,
    body,
    unredirectedHeaders: options.unredirected_headers,
    timeout: options.timeout,
    redirects: redirects[options.follow_redirects],
    output,
  })
  const [read] = await remote.exchange([{ script: sh`cat -- ${output}; rm -f -- ${output}`, light: true }])
  const content = unpacked(options, response, read?.stdout ?? Buffer.alloc(0))
  const elapsed = Math.floor((Date.now() - start) / 1000)
  return report(context, { response, content, elapsed, place })
}

const redirects: Readonly<Record<Options['follow_redirects'], Redirects>> = {
  all: 'all',
  yes: 'all',
  no: 'none',
  none: 'none',
  safe: 'safe',
  urllib2: 'urllib2',
}

interface Place {
  readonly isDirectory: boolean
  /** Of the file that is there. */
  readonly mtime: number | undefined
}

const destination = async ({ options: { dest }, look }: Context): Promise<Place | undefined> => {
  if (dest === undefined) return undefined
  const { found } = await look({ found: stat(dest, { follow: true }) })
  const isDirectory = found?.kind === 'directory'
  return { isDirectory, mtime: isDirectory ? undefined : found?.mtime }
}

const unpacked = ({ decompress }: Options, { headers }: HttpResponse, content: Buffer): Buffer =>
  decompress && headers.get('content-encoding') === 'gzip' && content.length > 0 ? gunzipSync(content) : content

interface Received {
  readonly response: HttpResponse
  readonly content: Buffer
  readonly elapsed: number
  readonly place: Place | undefined
}

const report = async (context: Context, received: Received): Promise<ActionResult> => {
  const { options } = context
  const { response, content, elapsed } = received
  const isFine = options.status_code.includes(response.status)
  const headers = Object.fromEntries(
    [...response.headers].map(([name, value]) => [name.replaceAll('-', '_'), value as Value]),
  )
  const location = response.headers.get('location')
  const text = textOf(response, content)
  const written = isFine && response.status !== 304 ? await writeAnswer(context, received) : {}
  const base = {
    changed: false,
    redirected: response.url !== options.url,
    url: response.url,
    status: response.status,
    elapsed,
    ...headers,
    ...(location === undefined ? {} : { location: new URL(location, options.url).href }),
    cookies: new Map<Value, Value>(response.cookies),
    cookies_string: response.cookies.map(([name, value]) => `${name}=${value}`).join('; '),
    msg: response.msg,
    ...jsonOf(response, text),
    ...written,
    ...(options.return_content ? { content: text } : {}),
  }
  if (isFine) return { result: dict(base) }
  const msg = `Status code was ${response.status} and not [${options.status_code.join(', ')}]: ${response.msg}`
  return { result: dict({ ...base, failed: true, msg }) }
}

const contentType = ({ headers }: HttpResponse): string => headers.get('content-type') ?? 'application/octet-stream'

const textOf = (response: HttpResponse, content: Buffer): string => {
  const [, charset = 'utf-8'] = /charset="?([\w-]+)/i.exec(contentType(response)) ?? []
  try {
    return new TextDecoder(charset).decode(content)
  } catch {
    return content.toString()
  }
}

/** `json` when the answer says that it is, and is. */
const jsonOf = (response: HttpResponse, text: string): { json?: Value } => {
  const [, subtype = ''] = /^[^/]+\/(?:[^;+]*\+)?([^;\s]+)/.exec(contentType(response)) ?? []
  if (!['json', 'javascript'].includes(subtype.toLowerCase().replace(/^x-/, ''))) return {}
  try {
    return { json: fromPlain(JSON.parse(text)) }
  } catch {
    return {}
  }
}

/** Puts the answer into the file that is asked for. */
const writeAnswer = async (context: Context, { response, content, place }: Received) => {
  const { options, look, remote, environment, signal } = context
  if (options.dest === undefined || !place) return {}
  const dest = place.isDirectory ? posix.join(options.dest, filename(response)) : options.dest
  const source = sourceOf(content, response.url)
  const seen = await look({
    placed: placedFile({ dest, follow: true, wanted: source.sha1, limit: 0 }),
    ...attributeQueries(options, dest),
  })
  const settings = { ...options, dest, backup: false, validate: undefined, force: true, follow: true }
  const changes = [...placeFile(settings, { source, placed: seen.placed, accounts: seen })]
  await applyChanges(remote, changes, { environment, signal })
  const { after } = await look({ after: stat(dest, { follow: true }) })
  return { changed: true, path: dest, ...pathInfo(after) }
}

const filename = ({ headers, url }: HttpResponse): string => {
  const [, quoted, bare] = /filename=(?:"([^"]*)"|([^;\s]+))/i.exec(headers.get('content-disposition') ?? '') ?? []
  return posix.basename(quoted ?? bare ?? '') || posix.basename(new URL(url).pathname) || 'index.html'
}
