import { basename } from 'node:path'
import { exists } from '../remote/queries/exists.ts'
import { stat } from '../remote/queries/stat.ts'
import type { FileWrite } from '../remote/remote-host.ts'
import { sh } from '../remote/sh.ts'
import { type Dict, dict, type Value } from '../values.ts'
import { type ActionContext, type ActionResult, defineAction } from './kit/action.ts'
import { ModuleFailure } from './kit/change.ts'
import { bool, list, path, str } from './kit/option.ts'
import { attributeSteps, readEntries, statEntries } from './shared/archive-attributes.ts'
import { type ArchiveRequest, compareArchive, extractArchive } from './shared/archive-commands.ts'
import { fileAttributeOptions, pathInfo, type WantedAttributes } from './shared/file-attributes.ts'
import { localSource } from './shared/local-source.ts'

interface Options extends WantedAttributes {
  readonly src: string
  readonly dest: string
  readonly remote_src: boolean
  readonly copy: boolean
  readonly creates: string | undefined
  readonly list_files: boolean
  readonly exclude: readonly string[]
  readonly include: readonly string[]
  readonly keep_newer: boolean
  readonly extra_opts: readonly string[]
  readonly decrypt: boolean
}

type Context = ActionContext<Options>

/** Unpacks an archive on the host. */
export default defineAction({
  name: 'unarchive',
  summary: 'Unpack an archive of the controller, of the host or of the web on the host.',
  options: {
    src: str({ required: true, help: 'The archive: a local path, one on the host, or a URL.' }),
    dest: path({ required: true, help: 'The directory to unpack it in.' }),
    remote_src: bool({ default: false, help: 'src is on the host, or a URL.' }),
    copy: bool({ default: true, help: 'The opposite of remote_src, as it was called before.' }),
    creates: path({ help: 'A path; when it exists, nothing is done.' }),
    list_files: bool({ default: false, help: 'Tell the names in the archive.' }),
    exclude: list(str(), { default: [], help: 'Names to leave out.' }),
    include: list(str(), { default: [], help: 'Only these names.' }),
    keep_newer: bool({ default: false, help: 'Keep files that are newer than those of the archive.' }),
    extra_opts: list(str(), { default: [], help: 'Further options for tar or unzip.' }),
    io_buffer_size: str({ help: 'Accepted.' }),
    validate_certs: bool({ default: true, help: 'Check certificates when fetching.' }),
    decrypt: bool({ default: true, help: 'Decrypt an archive that is vault-encrypted.' }),
    ...fileAttributeOptions,
  },
  rules: { missing: 'src (or content) and dest are required', mutuallyExclusive: [['include', 'exclude']] },
  run: (context) => unarchive(context, false),
  dryRun: (context) => unarchive(context, true),
})

/** In a dry run the archive is looked at in a temporary directory, and nothing is unpacked. */
const unarchive = async (context: Context, dryRun: boolean): Promise<ActionResult> => {
  const { options, remote } = context
  if (options.creates !== undefined && (await remote.ask({ there: exists(options.creates) })).there) {
    return { result: dict({ changed: false, skipped: true, msg: `skipped, since ${options.creates} exists` }) }
  }
  const warned = await checkDestination(context)
  const archive = await provide(context)
  if (dryRun && !(await isReal(context, archive))) return unforeseen(context, archive)
  const request = requestOf(options, archive)
  const comparison = await compare(context, request)
  const extracted = comparison.differs && !dryRun ? await extract(context, request) : undefined
  const attributed = await giveAttributes(context, comparison, dryRun)
  const after = (await remote.ask({ found: stat(options.dest, { follow: true }) })).found
  await remote.exchange([{ script: archive === options.src ? sh`:` : sh`rm -f -- ${archive}` }])
  const handler = comparison.kind === 'zip' ? 'ZipArchive' : 'TgzArchive'
  const files: Record<string, Value> = options.list_files ? { files: comparison.files } : {}
  const results: Record<string, Value> = extracted ? { extract_results: extracted } : {}
  const told = {
    changed: comparison.differs || attributed,
    dest: options.dest,
    src: archive,
    handler,
    ...files,
    ...results,
  }
  return { result: dict({ ...told, ...pathInfo(after), ...warned }) }
}

/** The result's `warnings`. */
const checkDestination = async ({ options, remote }: Context): Promise<{ readonly warnings?: string[] }> => {
  const { found } = await remote.ask({ found: stat(options.dest, { follow: true }) })
  if (found?.kind !== 'directory') throw new ModuleFailure(`dest '${options.dest}' must be an existing dir`)
  if (options.dest.startsWith('/')) return {}
  const [answer] = await remote.exchange([{ script: sh`cd -- ${options.dest} && pwd`, light: true }])
  const absolute = answer?.stdout.toString().trimEnd()
  return { warnings: [`Relative destination path '${options.dest}' was resolved to absolute path '${absolute}'.`] }
}

/** Whether the archive and the destination are there now, and not only planned. */
const isReal = async ({ options, remote }: Context, archive: string): Promise<boolean> => {
  const [answer] = await remote.exchange([{ script: sh`[ -e ${archive} ] && [ -d ${options.dest} ]`, light: true }])
  return answer?.status === 0
}

const unforeseen = async ({ options, look }: Context, archive: string): Promise<ActionResult> => {
  const { found } = await look({ found: stat(options.dest, { follow: true }) })
  return { result: dict({ changed: true, dest: options.dest, src: archive, ...pathInfo(found) }) }
}

const requestOf = (options: Options, archive: string): ArchiveRequest => {
  const { dest, exclude, include, keep_newer, extra_opts, owner, group, mode } = options
  return {
    archive,
    dest,
    exclude,
    include,
    keepNewer: keep_newer,
    extra: extra_opts,
    given: { owner: owner !== undefined, group: group !== undefined, mode: mode !== undefined },
  }
}

/** The archive's path on the host: sent or fetched there where needed. */
const provide = async (context: Context): Promise<string> => {
  const { options, remote, controller } = context
  const onHost = options.remote_src || !options.copy
  if (onHost && !options.src.includes('://')) {
    if ((await remote.ask({ there: exists(options.src) })).there) return options.src
    throw new ModuleFailure(`Source '${options.src}' does not exist`)
  }
  const name = `${await remote.temporaryDirectory()}/${basename(options.src) || 'archive'}`
  if (onHost) return fetchTo(context, name)
  const source = await localSource(controller.find('files', options.src), { controller, decrypt: options.decrypt })
  const [answer] = await remote.exchange([
    { write: { path: name, content: source.content as FileWrite['content'], mode: 0o600 } },
  ])
  if (answer?.status !== 0) throw new ModuleFailure(answer?.stderr.toString().trim() || 'could not send the archive')
  return name
}

const fetchTo = async ({ options, remote, environment, signal }: Context, name: string): Promise<string> => {
  const script = sh`if command -v curl >/dev/null; then curl -fsSL -o ${name} -- ${options.src}
elif command -v wget >/dev/null; then wget -qO ${name} -- ${options.src}; else echo 'neither curl nor wget is there' >&2; exit 1; fi`
  const [answer] = await remote.exchange([{ script }], { environment, signal })
  if (answer?.status === 0) return name
  throw new ModuleFailure(`Failure downloading ${options.src}, ${answer?.stderr.toString().trim()}`)
}

interface Comparison {
  readonly kind: string
  readonly differs: boolean
  readonly files: Value[]
}

const compare = async ({ remote, options, signal }: Context, request: ArchiveRequest): Promise<Comparison> => {
  const [answer] = await remote.exchange(
    [{ script: compareArchive(request, options.list_files || givesAttributes(options)) }],
    { signal },
  )
  const output = answer?.stdout.toString() ?? ''
  if (answer?.status !== 0) {
    const reason = answer?.stderr.toString().trim()
    if (answer?.status === 92) throw new ModuleFailure(`Unable to list files in the archive: ${reason}`)
    throw new ModuleFailure(
      `Failed to find handler for "${request.archive}". Make sure the required command to extract the file is installed.\n${reason}`,
    )
  }
  return {
    kind: /^kind (\w+)$/m.exec(output)?.[1] ?? 'tar',
    differs: /^differs$/m.test(output),
    files: [...output.matchAll(/^file (.*)$/gm)].map((match) => match[1] as string),
  }
}

/** Gives owner, group and mode to what was in the archive; whether any of it had others. */
const giveAttributes = async (
  { remote, options, signal }: Context,
  { files }: Comparison,
  dryRun: boolean,
): Promise<boolean> => {
  if (!givesAttributes(options) || files.length === 0) return false
  const names = files.map(String)
  const paths = [...new Set([...names, ...names.flatMap(topFolder)])].map((name) => `${options.dest}/${name}`)
  const [answer] = await remote.exchange([statEntries(paths)], { signal })
  const steps = attributeSteps(options, readEntries(answer?.stdout.toString() ?? ''))
  if (steps.length === 0 || dryRun) return steps.length > 0
  const failed = (await remote.exchange(steps, { signal })).find((each) => each !== undefined && each.status !== 0)
  if (failed) throw new ModuleFailure(failed.stderr.toString().trim())
  return true
}

/** It need not be in the archive itself. */
const topFolder = (name: string): string[] => (name.includes('/') ? [`${name.split('/')[0]}/`] : [])

const givesAttributes = ({ owner, group, mode }: Options): boolean =>
  owner !== undefined || group !== undefined || mode !== undefined

/** Unpacks. */
const extract = async ({ remote, options, signal }: Context, request: ArchiveRequest): Promise<Dict> => {
  const [answer] = await remote.exchange([{ script: extractArchive(request), guarded: true }], { signal })
  const results = dict({
    cmd: [],
    rc: answer?.status ?? 0,
    out: answer?.stdout.toString() ?? '',
    err: answer?.stderr.toString() ?? '',
  })
  if (answer?.status === 0) return results
  throw new ModuleFailure(
    `failed to unpack ${options.src} to ${options.dest}`,
    dict({ extract_results: results, stderr: answer?.stderr.toString() ?? '' }),
  )
}
