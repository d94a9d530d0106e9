import { posix } from 'node:path'
import type { FileStat } from '../remote/file-stat.ts'
import { type ChecksumAlgorithm, checksum as checksumOf } from '../remote/queries/checksum.ts'
import { type PlacedFile, placedFile } from '../remote/queries/placed-file.ts'
import { stat } from '../remote/queries/stat.ts'
import { sh } from '../remote/sh.ts'
import { type Dict, dict, Unknown } from '../values.ts'
import { type ActionContext, type ActionResult, defineAction } from './kit/action.ts'
import { type Change, ModuleFailure } from './kit/change.ts'
import { bool, dictionary, int, list, path, secret, str } from './kit/option.ts'
import { applyChanges } from './shared/apply-changes.ts'
import { planRemoteFile } from './shared/copy-remote.ts'
import { attributeQueries, fileAttributeOptions, pathInfo, type WantedAttributes } from './shared/file-attributes.ts'
import { readChecksum, type WantedChecksum } from './shared/http/checksum.ts'
import { type HttpOptions, httpOptions } from './shared/http/options.ts'
import { type HttpResponse, sendRequest } from './shared/http/request.ts'
import { backupOf, placeFile } from './shared/place-file.ts'

interface Options extends HttpOptions, WantedAttributes {
  readonly url: string
  readonly dest: string
  readonly force: boolean
  readonly backup: boolean
  readonly checksum: string
  readonly timeout: number
  readonly headers: Dict | undefined
  readonly tmp_dest: string | undefined
  readonly unredirected_headers: readonly string[]
  readonly decompress: boolean
  readonly unsafe_writes: boolean | undefined
}

type Context = ActionContext<Options>

/** Fetches a file from a URL to the host. */
export default defineAction({
  name: 'get_url',
  summary: 'Fetch a file from a URL to the host.',
  options: {
    url: str({ required: true, help: 'Where it comes from: http, https, ftp or file.' }),
    dest: path({ required: true, help: 'Where it goes; in a directory under the name that the server or URL gives.' }),
    force: bool({ default: false, help: 'Fetch it even when it is there.' }),
    backup: bool({ default: false, help: 'Keep a copy of the file before it is changed.' }),
    checksum: str({ default: '', help: '`ALGORITHM:DIGEST`, or `ALGORITHM:URL` of a file of digests.' }),
    timeout: int({ default: 10, help: 'Seconds to wait for the server.' }),
    headers: dictionary({ help: 'Headers of the request.' }),
    tmp_dest: path({ help: 'The directory that it is first written to.' }),
    unredirected_headers: list(str(), { default: [], help: 'Headers that are not sent on after a redirect.' }),
    decompress: bool({ default: true, help: 'Unpack what the server packed for the way.' }),
    ciphers: list(str(), { help: 'Ciphers of TLS.' }),
    url_username: str({ aliases: ['username'], help: 'The name to authenticate with.' }),
    url_password: secret({ aliases: ['password'], help: 'The password to authenticate with.' }),
    ...httpOptions,
    ...fileAttributeOptions,
  },
  run: (context) => getUrl(context, false),
  dryRun: (context) => getUrl(context, true),
})

const getUrl = async (context: Context, dryRun: boolean): Promise<ActionResult> => {
  const start = Date.now()
  const directory = await temporaryPlace(context)
  const output = posix.join(directory, `get_url-${start.toString(36)}`)
  try {
    return await fetchTo({ context, output, dryRun, start })
  } finally {
    await context.remote.exchange([{ script: sh`rm -f -- ${output}`, light: true }])
  }
}

const temporaryPlace = async ({ options, remote, look }: Context): Promise<string> => {
  const { tmp_dest } = options
  if (tmp_dest === undefined) return remote.temporaryDirectory()
  const { found } = await look({ found: stat(tmp_dest, { follow: true }) })
  if (!found) throw new ModuleFailure(`${tmp_dest} directory does not exist.`)
  if (found.kind !== 'directory') throw new ModuleFailure(`${tmp_dest} is a file but should be a directory.`)
  return tmp_dest
}

interface Fetch {
  readonly context: Context
  /** Where on the host it goes at first. */
  readonly output: string
  readonly dryRun: boolean
  readonly start: number
}

const fetchTo = async (fetch: Fetch): Promise<ActionResult> => {
  const { context, output, dryRun } = fetch
  const { options, look } = context
  const { placed } = await look({ placed: placedFile({ dest: options.dest, follow: true, limit: 0 }) })
  const present = placed.target && placed.target.kind !== 'directory' ? placed.target : undefined
  const wanted = await readChecksum(options.checksum, {
    file: urlFilename(options.url),
    load: (url) => loadText(fetch, url),
    failure: (message) => new ModuleFailure(message, base(fetch)),
  })
  const matches = present && wanted && !options.force ? await digestIs(context, placed.path, wanted) : undefined
  if (matches) return attributesOnly(fetch, placed)
  const method = dryRun && !present ? 'HEAD' : 'GET'
  const response = await request(fetch, { method, output, since: matches === false ? undefined : present })
  if (response.status === 304) {
    return { result: dict({ changed: false, ...keys(fetch), msg: response.msg, status_code: 304 }) }
  }
  refuse(fetch, response, method)
  const dest = placed.target?.kind === 'directory' ? posix.join(options.dest, nameOf(response)) : placed.path
  return install(fetch, { response, dest, wanted, fetched: method === 'GET' })
}

/** The keys that all results have. */
const keys = ({ context: { options }, start }: Fetch) => ({
  dest: options.dest,
  url: options.url,
  elapsed: Math.floor((Date.now() - start) / 1000),
})

const base = (fetch: Fetch): Dict => dict({ changed: false, checksum_dest: null, checksum_src: null, ...keys(fetch) })

const refuse = (fetch: Fetch, { status, msg }: HttpResponse, method: string): void => {
  if (status === 200 || (method === 'HEAD' && (status === 405 || status === 501))) return
  if (status === -1) throw new ModuleFailure(msg, dict(keys(fetch)), { elsewhere: true })
  const told = dict({ ...keys(fetch), status_code: status, response: msg })
  throw new ModuleFailure('Request failed', told, { elsewhere: true })
}

const request = (
  { context }: Fetch,
  {
    method,
    output,
    since,
    url = context.options.url,
  }: {
    readonly method: 'GET' | 'HEAD'
    readonly output: string
    readonly since?: FileStat | undefined
    readonly url?: string
  },
): Promise<HttpResponse> => {
  const { options } = context
  const headers = new Map([...(options.headers ?? new Map())].map(([name, value]) => [String(name), String(value)]))
  if (options.force) headers.set('Cache-Control', 'no-cache')
  else if (since) headers.set('If-Modified-Since', new Date(since.mtime * 1000).toUTCString())
  return sendRequest(context, options, {
    url,
    method,
    headers,
    unredirectedHeaders: options.unredirected_headers,
    timeout: options.timeout,
    redirects: 'urllib2',
    output,
  })
}

const loadText = async (fetch: Fetch, url: string): Promise<string> => {
  const output = `${fetch.output}-sum`
  const response = await request(fetch, { method: 'GET', output, url })
  refuse(fetch, response, 'GET')
  const [answer] = await fetch.context.remote.exchange([
    { script: sh`cat -- ${output}; rm -f -- ${output}`, light: true },
  ])
  return answer?.stdout.toString() ?? ''
}

const digestIs = async ({ look }: Context, place: string, wanted: WantedChecksum): Promise<boolean> => {
  const { found } = await look({ found: checksumOf(place, wanted.algorithm as ChecksumAlgorithm) })
  return found === wanted.digest
}

const attributesOnly = async (fetch: Fetch, placed: PlacedFile): Promise<ActionResult> => {
  const { options, look } = fetch.context
  const accounts = await look(attributeQueries(options, placed.path))
  const source = { content: Buffer.alloc(0), sha1: placed.checksum, md5: undefined, size: undefined, name: options.url }
  const changes = [...placeFile(placeOptions(options, placed.path), { source, placed, accounts })]
  const msg = changes.length > 0 ? 'file already exists but file attributes changed' : 'file already exists'
  return finish(fetch, { changes, dest: placed.path, keys: { ...Object.fromEntries(base(fetch)), msg } })
}

const placeOptions = (options: Options, dest: string) => ({
  ...options,
  dest,
  follow: true,
  force: true,
  validate: undefined,
})

interface Fetched {
  readonly response: HttpResponse
  readonly dest: string
  readonly wanted: WantedChecksum | undefined
  /** The content is there, not only the headers. */
  readonly fetched: boolean
}

const install = async (fetch: Fetch, { response, dest, wanted, fetched }: Fetched): Promise<ActionResult> => {
  const { context, output } = fetch
  const { options, look } = context
  if (fetched && options.decompress && response.headers.get('content-encoding') === 'gzip')
    await unpack(context, output)
  const seen = await look({
    placed: placedFile({ dest, follow: true, limit: 0 }),
    source: placedFile({ dest: output, limit: 0 }),
    digest: checksumOf(output, (wanted?.algorithm ?? 'sha1') as ChecksumAlgorithm),
    ...attributeQueries(options, dest),
  })
  if (fetched && wanted && seen.digest !== wanted.digest) {
    throw new ModuleFailure(
      `The checksum for ${output} did not match ${wanted.digest}; it was ${seen.digest}.`,
      dict({ ...Object.fromEntries(base(fetch)), src: output, checksum_src: seen.source.checksum ?? null }),
    )
  }
  if (!seen.placed.parent) throw new ModuleFailure(`Destination ${posix.dirname(dest)} does not exist`, base(fetch))
  const copy = { ...placeOptions(options, dest), src: output, content: undefined, remote_src: true, decrypt: true }
  const source = { ...seen.source, checksum: fetched ? seen.source.checksum : undefined, content: undefined }
  const changes = [
    ...planRemoteFile(
      { ...copy, checksum: undefined, force: true },
      { ...seen, sourceStat: seen.source.target, source, difference: undefined as never },
    ),
  ]
  return finish(fetch, {
    changes,
    dest,
    keys: {
      checksum_dest: seen.placed.checksum ?? null,
      checksum_src: fetched ? (seen.source.checksum ?? null) : new Unknown('a file that is fetched'),
      src: output,
      msg: response.msg,
      status_code: response.status,
      backup_file: changes.length > 0 ? backupOf(options, seen.placed) : undefined,
    },
  })
}

const unpack = async ({ remote }: Context, output: string): Promise<void> => {
  const [answer] = await remote.exchange([
    {
      script: sh`mv -- ${output} ${`${output}.gz`} && gzip -dc <${`${output}.gz`} >${output} && rm -f -- ${`${output}.gz`}`,
    },
  ])
  if (answer?.status !== 0) throw new ModuleFailure(`could not unpack: ${answer?.stderr.toString().trim()}`)
}

interface Finish {
  readonly changes: readonly Change[]
  readonly dest: string
  readonly keys: Parameters<typeof dict>[0]
}

const finish = async (fetch: Fetch, { changes, dest, keys: more }: Finish): Promise<ActionResult> => {
  const { context, dryRun } = fetch
  const { environment, signal, look, remote } = context
  if (!dryRun) await applyChanges(remote, changes, { environment, signal })
  const effects = changes.flatMap((change) => change.effects)
  const after = await look({ found: stat(dest, { follow: true }), md5: checksumOf(dest, 'md5') })
  const found = dryRun ? stat(dest, { follow: true }).overlay(after.found, effects) : after.found
  const md5sum = dryRun && changes.length > 0 ? undefined : (after.md5 ?? undefined)
  return {
    result: dict({ ...keys(fetch), ...more, changed: changes.length > 0, dest, md5sum, ...pathInfo(found) }),
    effects,
  }
}

const urlFilename = (url: string): string => posix.basename(new URL(url).pathname) || 'index.html'

/** The name that the server gives, without any path; else that in the URL. */
const nameOf = ({ headers, url }: HttpResponse): string => {
  const [, quoted, bare] = /filename=(?:"([^"]*)"|([^;\s]+))/i.exec(headers.get('content-disposition') ?? '') ?? []
  return posix.basename(quoted ?? bare ?? '') || decodeURIComponent(urlFilename(url))
}
