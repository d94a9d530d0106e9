import { createHash, randomBytes } from 'node:crypto'
import { createReadStream, createWriteStream, statSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join, normalize, resolve } from 'node:path'
import { finished } from 'node:stream/promises'
import { RemoteFailure } from '../remote/failure.ts'
import { checksum } from '../remote/queries/checksum.ts'
import { stat } from '../remote/queries/stat.ts'
import { sh } from '../remote/sh.ts'
import { dict, type Value } from '../values.ts'
import { type ActionContext, type ActionResult, defineAction } from './kit/action.ts'
import { ModuleFailure } from './kit/change.ts'
import { bool, raw } from './kit/option.ts'
import { expandedWord } from './shared/expand.ts'

interface Options {
  readonly src: Value | undefined
  readonly dest: Value | undefined
  readonly flat: boolean
  readonly fail_on_missing: boolean
  readonly validate_checksum: boolean
}

type Context = ActionContext<Options>

/** Fetches a file of the host to the controller. */
export default defineAction({
  name: 'fetch',
  summary: 'Fetch a file of the host to the controller.',
  options: {
    src: raw({ help: 'The file on the host. It is needed.' }),
    dest: raw({ help: 'The directory that it goes to, below the name of the host. It is needed.' }),
    flat: bool({ default: false, help: 'dest is the file itself, or with a slash at its end the directory.' }),
    fail_on_missing: bool({ default: true, help: 'Fail when the file is not there.' }),
    validate_checksum: bool({ default: true, help: 'Compare the checksums afterwards.' }),
  },
  run: (context) => fetchFile({ ...pathsOf(context.options), context }),
  dryRun: () => ({
    result: dict({ changed: false, skipped: true, msg: 'check mode not (yet) supported for this module' }),
  }),
})

/** The reference says in its own words what is wrong with these two. */
const pathsOf = ({ src, dest }: Options): Pick<Fetch, 'src' | 'dest'> => {
  for (const [name, value] of [
    ['source', src],
    ['dest', dest],
  ] as const)
    if (value !== undefined && value !== null && typeof value === 'object')
      throw new ModuleFailure(`Invalid type supplied for ${name} option, it must be a string`)
  if (src === undefined || src === null || dest === undefined || dest === null)
    throw new ModuleFailure('src and dest are required')
  return { src: String(src), dest: String(dest) }
}

/** What is to be fetched. */
interface Fetch {
  readonly src: string
  readonly dest: string
  readonly context: Context
}

const fetchFile = async (fetch: Fetch): Promise<ActionResult> => {
  const { context } = fetch
  const { options, remote } = context
  const file = await expand(fetch)
  const seen = await lookAt(context, file)
  if (seen.result) return { result: seen.result }
  const { found, sum } = seen
  if (!found) return missing(options, file)
  if (found.kind === 'directory') return isDirectory(options)
  const dest = destination(fetch, file)
  const local = await digests(dest)
  if (local && local.sha1 === sum) {
    return { result: dict({ changed: false, md5sum: local.md5, file, dest, checksum: local.sha1 }) }
  }
  await mkdir(dirname(dest), { recursive: true })
  const temporary = join(dirname(dest), `.runbook-${randomBytes(8).toString('hex')}`)
  try {
    const sink = createWriteStream(temporary)
    await remote.download(file, sink)
    sink.end()
    await finished(sink)
    await rename(temporary, dest)
  } finally {
    await rm(temporary, { force: true })
  }
  return report(context, { file, dest, sum })
}

/** What cannot be read is told as such, or passed over. */
const lookAt = async ({ options, look }: Context, file: string) => {
  try {
    const { found } = await look({ found: stat(file, { follow: true }) })
    const isFile = found !== undefined && found?.kind !== 'directory'
    return { found, sum: isFile ? (await look({ sum: checksum(file) })).sum : null }
  } catch (error) {
    if (!(error instanceof RemoteFailure) || !/Permission denied/.test(error.message)) throw error
    const msg = `file is not readable: ${file}: Permission denied`
    if (options.fail_on_missing) return { result: dict({ changed: false, failed: true, file, msg }) }
    return { result: dict({ changed: false, file, msg: `${msg}, ignored` }) }
  }
}

const expand = async ({ src, context: { remote } }: Fetch): Promise<string> => {
  if (!/^~|\$/.test(src)) return src
  const [answer] = await remote.exchange([{ script: sh`printf %s ${expandedWord(src)}`, light: true }])
  return answer?.stdout.toString() || src
}

const missing = ({ fail_on_missing }: Options, file: string): ActionResult => {
  const msg = 'the remote file does not exist, not transferring, ignored'
  if (!fail_on_missing) return { result: dict({ changed: false, file, msg }) }
  return { result: dict({ changed: false, failed: true, file, msg: 'the remote file does not exist' }) }
}

const isDirectory = ({ fail_on_missing }: Options): ActionResult => {
  const msg = 'remote file is a directory, fetch cannot work on directories'
  if (fail_on_missing) return { result: dict({ changed: false, failed: true, msg }) }
  return { result: dict({ changed: false, msg: `${msg}, not transferring, ignored` }) }
}

const destination = ({ dest, context }: Fetch, file: string): string => {
  const { controller, host } = context
  const { flat } = context.options
  const base = resolve(controller.directory, dest)
  if (!flat) {
    const place = normalize(`${base}/${host}/${file}`)
    if (place.startsWith(`${base.replace(/\/$/, '')}/`)) return place
    throw new ModuleFailure(`Detected directory traversal, expected to be contained in '${base}' but got '${place}'`)
  }
  if (dest.endsWith('/')) {
    const place = join(base, basename(file))
    if (isFolder(place))
      throw new ModuleFailure(
        `calculated dest '${place}' is an existing directory, use another path that does not point to an existing directory`,
      )
    return place
  }
  if (isFolder(base)) {
    throw new ModuleFailure(
      'dest is an existing directory, use a trailing slash if you want to fetch src into that directory',
    )
  }
  return base
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true

interface Digests {
  readonly sha1: string
  readonly md5: string
}

/** Of a file of the controller; `undefined` when it is not there. */
const digests = async (path: string): Promise<Digests | undefined> => {
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return undefined
  const [sha1, md5] = [createHash('sha1'), createHash('md5')]
  for await (const chunk of createReadStream(path)) {
    sha1.update(chunk as Buffer)
    md5.update(chunk as Buffer)
  }
  return { sha1: sha1.digest('hex'), md5: md5.digest('hex') }
}

interface Fetched {
  readonly file: string
  readonly dest: string
  readonly sum: string | null
}

const report = async ({ options }: Context, { file, dest, sum }: Fetched): Promise<ActionResult> => {
  const { sha1, md5 } = (await digests(dest))!
  const keys = { md5sum: md5, dest, remote_md5sum: null, checksum: sha1, remote_checksum: sum }
  if (!options.validate_checksum || sha1 === sum) return { result: dict({ changed: true, ...keys }) }
  return { result: dict({ failed: true, msg: 'checksum mismatch', file, ...keys }) }
}
