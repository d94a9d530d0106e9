import { posix } from 'node:path'
import type { Answer } from '../remote/answer.ts'
import { newStat } from '../remote/file-stat.ts'
import { pathsBelow, type SourcePath, sourcePaths } from '../remote/queries/archive-sources.ts'
import { none } from '../remote/queries/none.ts'
import { stat } from '../remote/queries/stat.ts'
import { type Query, query } from '../remote/query.ts'
import { sh } from '../remote/sh.ts'
import { fnmatch } from '../util/fnmatch.ts'
import { dict } from '../values.ts'
import { type Change, change, ModuleFailure } from './kit/change.ts'
import { ask, defineModule } from './kit/module.ts'
import { bool, choice, list, path } from './kit/option.ts'
import {
  attributeQueries,
  fileAttributeOptions,
  pathInfo,
  planAttributes,
  type WantedAttributes,
} from './shared/file-attributes.ts'
import { type ArchiveJob, archiveDiffers, makeArchive } from './shared/make-archive.ts'

interface Options extends WantedAttributes {
  readonly path: readonly string[]
  readonly format: ArchiveJob['format']
  readonly dest: string | undefined
  readonly exclude_path: readonly string[]
  readonly exclusion_patterns: readonly string[] | undefined
  readonly force_archive: boolean
  readonly remove: boolean
}

/** Makes archives of files and directories, and compresses files. */
export default defineModule({
  name: 'archive',
  collection: 'community.general',
  summary: 'Make an archive of files and directories, or compress a file.',
  options: {
    path: list(path(), { required: true, help: 'Files and directories, or patterns of them.' }),
    format: choice(['bz2', 'gz', 'tar', 'xz', 'zip'], { default: 'gz', help: 'How it is compressed.' }),
    dest: path({ help: 'The archive.' }),
    exclude_path: list(path(), { default: [], help: 'Paths to leave out, or patterns of them.' }),
    exclusion_patterns: list(path(), { help: 'Patterns of names within directories to leave out.' }),
    force_archive: bool({ default: false, help: 'Make an archive even of a single file.' }),
    remove: bool({ default: false, help: 'Remove what went into the archive.' }),
    ...fileAttributeOptions,
  },
  *inspect(options) {
    const sources = { paths: sourcePaths(options.path), excluded: sourcePaths(options.exclude_path) }
    const found = yield* ask(sources)
    const chosen = choose(options, found.paths, found.excluded)
    const directories = chosen.mustArchive ? chosen.targets.filter(({ kind }) => kind === 'directory') : []
    const trees = { ...sources, below: pathsBelow(directories.map((one) => one.path)) }
    const { below } = yield* ask(trees)
    const job = jobOf(options, chosen, below)
    return {
      ...trees,
      differs: job ? differs(job) : none(false),
      dest: stat(chosen.dest, { follow: true }),
      ...attributeQueries(options, chosen.dest),
    }
  },
  *plan(options, { paths, excluded, below, differs: isOther, dest, ...accounts }): Iterable<Change> {
    const chosen = choose(options, paths, excluded)
    const job = jobOf(options, chosen, below)
    if (job && isOther) {
      yield change({
        summary: `make ${job.dest}`,
        commands: [makeArchive(job)],
        effects: [{ kind: 'path', path: job.dest, stat: { kind: 'file' } }],
        diff: { before: '', after: job.names.map((name) => `${name}\n`).join(''), after_header: job.dest },
        failure: (answer) => failed(job, answer),
      })
    }
    if (job && options.remove) yield removal(chosen)
    if (!dest && !(job && isOther)) return
    const base = dest ?? newStat(chosen.dest, 'file', { mode: 0o666 & ~accounts.umask, uid: -1, gid: -1 })
    const { commands, stat: after } = planAttributes(chosen.dest, { stat: base, wanted: options, answers: accounts })
    if (commands.length === 0) return
    const effects = [{ kind: 'path', path: chosen.dest, stat: after } as const]
    yield change({ summary: `set attributes of ${chosen.dest}`, commands, effects })
  },
  returns: ({ options, before, after, changed }) => {
    const chosen = choose(options, before.paths, before.excluded)
    const job = jobOf(options, chosen, before.below)
    return dict({
      archived: archivedOf(options, chosen, before.below),
      dest: chosen.dest,
      dest_state: stateOf(chosen, job, after.dest !== null),
      changed,
      arcroot: chosen.root,
      missing: chosen.missing,
      expanded_paths: before.paths.map((one) => one.path),
      expanded_exclude_paths: before.excluded.map((one) => one.path),
      ...pathInfo(after.dest),
    })
  },
})

interface Chosen {
  readonly targets: readonly SourcePath[]
  readonly missing: string[]
  /** What all paths have in common, with a slash at the end. */
  readonly root: string
  readonly dest: string
  readonly mustArchive: boolean
}

const choose = (options: Options, all: readonly SourcePath[], excluded: readonly SourcePath[]): Chosen => {
  const out = new Set(excluded.map((one) => one.path))
  const byPath = new Map(all.filter((one) => !out.has(one.path)).map((one) => [one.path, one]))
  const paths = [...byPath.values()].sort((a, b) => (a.path < b.path ? -1 : 1))
  const keys = { path: options.path.join(', ') }
  const [first] = paths
  if (!first) {
    const expanded_paths = all.map((one) => one.path).join(', ')
    const expanded_exclude_paths = excluded.map((one) => one.path).join(', ')
    const details = dict({ ...keys, expanded_paths, expanded_exclude_paths })
    throw new ModuleFailure('Error, no source paths were found', details)
  }
  const isPattern = options.path.some((one) => /[*?]/.test(one))
  const mustArchive = options.force_archive || isPattern || first.kind === 'directory' || paths.length > 1
  if (mustArchive && options.dest === undefined) {
    const message = 'Error, must specify "dest" when archiving multiple files or trees'
    throw new ModuleFailure(message, dict({ ...keys, dest: null }))
  }
  const dest = options.dest ?? `${first.path}.${options.format}`
  const inside = paths.some((one) => one.kind === 'directory' && dest.startsWith(`${one.path.replace(/\/+$/, '')}/`))
  if (options.remove && inside) {
    throw new ModuleFailure('Error, created archive can not be contained in source paths when remove=true', dict(keys))
  }
  const targets = paths.filter(({ kind }) => kind !== 'none')
  const missing = paths.filter(({ kind }) => kind === 'none').map((one) => one.path)
  return { targets, missing, root: commonRoot(paths.map((one) => one.path)), dest, mustArchive }
}

const commonRoot = (paths: readonly string[]): string => {
  const folders = paths.map((one) => `${one.slice(0, one.lastIndexOf('/'))}/`)
  const shared = folders.reduce((a, b) => {
    let length = 0
    while (length < a.length && a[length] === b[length]) length++
    return a.slice(0, length)
  })
  return shared.slice(0, shared.lastIndexOf('/') + 1)
}

/** The paths that go into the archive; of a directory all that is below it, without the directory itself. */
const archivedOf = (options: Options, chosen: Chosen, below: readonly string[]): string[] => {
  const files = chosen.targets.filter(({ kind }) => kind !== 'directory').map((one) => one.path)
  const all = chosen.mustArchive ? [...files, ...below] : files
  const named = (one: string): string => (options.format === 'zip' ? one : nameOf(one, chosen))
  return all.filter((one) => one !== chosen.dest && !options.exclusion_patterns?.some((p) => fnmatch(named(one), p)))
}

const nameOf = (one: string, { root }: Chosen): string => (one.startsWith(root) ? one.slice(root.length) : one)

const jobOf = (options: Options, chosen: Chosen, below: readonly string[]): ArchiveJob | undefined => {
  if (chosen.targets.length === 0) return undefined
  const { format } = options
  const names = archivedOf(options, chosen, below).map((one) => nameOf(one, chosen))
  const alone = !chosen.mustArchive && format !== 'zip' && format !== 'tar'
  return { format, dest: chosen.dest, root: chosen.root, names, single: alone ? chosen.targets[0]?.path : undefined }
}

const differs = (job: ArchiveJob): Query<boolean> =>
  query<boolean>({
    name: 'archive-differs',
    key: `archive-differs ${JSON.stringify(job)}`,
    script: archiveDiffers(job),
    parse: (answer) => {
      if (answer.status === 0) return answer.stdout.includes('differs')
      throw failed(job, answer)
    },
  })

const failed = ({ dest }: ArchiveJob, { stderr, status }: Answer): ModuleFailure =>
  new ModuleFailure(`Error when writing archive at ${dest}: ${stderr.toString().trim() || `status ${status}`}`)

const removal = ({ targets }: Chosen): Change =>
  change({
    summary: `remove ${targets.map((one) => one.path).join(', ')}`,
    commands: [sh`rm -rf -- ${targets.map((one) => one.path)}`],
    effects: targets.map((one) => ({ kind: 'path', path: posix.normalize(one.path), stat: null })),
    failure: ({ stderr }) => new ModuleFailure(`Error deleting some source files: ${stderr.toString().trim()}`),
  })

const stateOf = (chosen: Chosen, job: ArchiveJob | undefined, isThere: boolean): string => {
  if (job) return chosen.missing.length > 0 ? 'incomplete' : job.single === undefined ? 'archive' : 'compress'
  if (!isThere) return 'absent'
  return /\.(tar|tar\.(gz|bz2|xz)|tgz|tbz2|zip)$/i.test(chosen.dest) ? 'archive' : 'compress'
}
