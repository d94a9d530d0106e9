import { posix } from 'node:path'
import type { FileStat } from '../remote/file-stat.ts'
import { type ChecksumAlgorithm, checksum, checksumAlgorithms } from '../remote/queries/checksum.ts'
import { contents } from '../remote/queries/contents.ts'
import { filesWithText } from '../remote/queries/files-with-text.ts'
import { type FoundFiles, foundFiles } from '../remote/queries/found-files.ts'
import { linesWithText } from '../remote/queries/lines-with-text.ts'
import type { Answers, Queries, Query } from '../remote/query.ts'
import { requiredText } from '../util/required-text.ts'
import { type Dict, dict, type Value } from '../values.ts'
import { ModuleFailure, warning } from './kit/change.ts'
import { ask, defineModule } from './kit/module.ts'
import { bool, choice, fileMode, int, list, path, str } from './kit/option.ts'
import { compile } from './shared/edit-lines.ts'
import { type FindFilters, fileFilter } from './shared/find-filters.ts'
import { statResult } from './shared/stat-result.ts'

interface Options extends FindFilters {
  readonly paths: readonly string[]
  readonly contains: string | undefined
  readonly encoding: string | undefined
  readonly read_whole_file: boolean
  readonly recurse: boolean
  readonly follow: boolean
  readonly get_checksum: boolean
  readonly checksum_algorithm: ChecksumAlgorithm
  readonly depth: number | undefined
  readonly limit: number | undefined
}

/** Finds files by name, age, size, permissions and content. */
export default defineModule({
  name: 'find',
  summary: 'Find files by name, age, size, permissions and content.',
  options: {
    paths: list(path(), { required: true, aliases: ['name', 'path'], help: 'Where to look.' }),
    patterns: list(str(), { default: [], aliases: ['pattern'], help: 'Names to find.' }),
    excludes: list(str(), { aliases: ['exclude'], help: 'Names to leave out.' }),
    contains: str({ help: 'A regular expression that a line must match from its start.' }),
    read_whole_file: bool({ default: false, help: 'Match the whole file, anywhere.' }),
    file_type: choice(['any', 'directory', 'file', 'link'], { default: 'file', help: 'What to find.' }),
    age: str({ help: 'Older than `1d`, or with a minus younger.' }),
    age_stamp: choice(['atime', 'ctime', 'mtime'], { default: 'mtime', help: 'The time that age means.' }),
    size: str({ help: 'Larger than `10m`, or with a minus smaller.' }),
    recurse: bool({ default: false, help: 'Look below as well.' }),
    hidden: bool({ default: false, help: 'Find names that start with a dot.' }),
    follow: bool({ default: false, help: 'Look into directories that links point to.' }),
    get_checksum: bool({ default: false, help: 'Compute the checksums of files.' }),
    checksum_algorithm: choice(checksumAlgorithms, {
      default: 'sha1',
      aliases: ['checksum', 'checksum_algo'],
      help: 'How to compute them.',
    }),
    use_regex: bool({ default: false, help: 'Names are regular expressions.' }),
    depth: int({ help: 'How deep to look.' }),
    mode: fileMode({ help: 'The permissions to find.' }),
    exact_mode: bool({ default: true, help: 'Exactly these permissions, not any of them.' }),
    encoding: str({ help: 'The encoding of files that are searched for text; UTF-8 where none is told.' }),
    limit: int({ help: 'How many to find at most.' }),
  },
  *inspect(options): Generator<Queries, Queries, Answers<Queries>> {
    if (options.limit !== undefined && options.limit <= 0) {
      throw new ModuleFailure(`limit cannot be ${options.limit} (use None for unlimited)`)
    }
    const places = placeQueries(options)
    const found = (yield* ask(places)) as Answers<typeof places>
    const candidates = candidatesOf(options, found)
    const files = candidates.filter(({ kind }) => kind === 'file').map((one) => one.path)
    const searched = yield* searchedIn(options, files)
    const sums = options.get_checksum
      ? files.map((one) => [`sum ${one}`, checksum(one, options.checksum_algorithm)] as const)
      : []
    return { ...places, ...searched, ...Object.fromEntries(sums) }
  },
  *plan(options, answers) {
    for (const [place, reason] of skippedPlaces(options, answers))
      yield warning(`Skipped '${place}' path due to this access issue: ${reason}\n`)
  },
  returns: ({ options, before }) => {
    const places = options.paths.map((one) => before[`path ${one}`] as FoundFiles)
    const texts = before.contents as ReadonlyMap<string, Buffer> | undefined
    const all = candidatesOf(options, before).filter((one) => !texts || holds(options, one.path, texts.get(one.path)))
    const files = all
      .slice(0, options.limit)
      .map((one) => describe(one, before[`sum ${one.path}`] as string | undefined))
    const skipped = new Map<Value, Value>(skippedPlaces(options, before))
    const isLimited = options.limit !== undefined && all.length >= options.limit
    const msg = isLimited ? 'Limit of matches reached' : 'All paths examined'
    return dict({
      files,
      matched: files.length,
      examined: places.reduce((sum, { entries }) => sum + entries.length, 0),
      msg: skipped.size > 0 ? 'Not all paths examined, check warnings for details' : msg,
      skipped_paths: skipped,
    })
  },
})

/** The level below `depth` is looked at as well: it counts as examined. */
const placeQueries = ({ paths, recurse, depth, follow }: Options): Readonly<Record<string, Query<FoundFiles>>> =>
  Object.fromEntries(
    paths.map((one) => [
      `path ${one}`,
      foundFiles(one, { depth: recurse ? (depth ? depth + 1 : undefined) : 1, follow }),
    ]),
  )

/** Asks for what is to be searched here: as few files as can be, and of these as few lines. */
function* searchedIn(options: Options, files: readonly string[]): Generator<Queries, Queries, Answers<Queries>> {
  if (options.contains === undefined) return {}
  compile(options.contains)
  const text = requiredText(options.contains)
  // In another encoding the text is made of other bytes, and what can't be read in it is told.
  if (text === '' || options.encoding !== undefined) return { contents: contents(files) }
  const { holding } = yield* ask({ holding: filesWithText(files, text) })
  return { contents: options.read_whole_file ? contents([...holding]) : linesWithText([...holding], text) }
}

const candidatesOf = (options: Options, answers: Answers<Queries>): readonly FileStat[] =>
  options.paths.flatMap((one) => {
    const { entries, now } = answers[`path ${one}`] as FoundFiles
    const near = options.recurse && options.depth ? entries.filter(isWithin(one, options.depth)) : entries
    return near.filter(fileFilter(options, now))
  })

const isWithin =
  (directory: string, depth: number) =>
  ({ path }: FileStat): boolean =>
    path.slice(directory.replace(/\/+$/, '').length + 1).split('/').length <= depth

/** What could not be looked at, and why: paths, and what is not in the encoding that was told. */
const skippedPlaces = (options: Options, answers: Answers<Queries>): ReadonlyMap<string, string> => {
  const contents = answers.contents as ReadonlyMap<string, Buffer> | undefined
  const skipped = new Map<string, string>()
  for (const one of options.paths) {
    const files = candidatesOf({ ...options, paths: [one] }, answers)
    for (const [place, reason] of (answers[`path ${one}`] as FoundFiles).skipped) skipped.set(place, reason)
    for (const { path } of files) {
      const found = decoded(options, path, contents?.get(path))
      if (found.problem !== undefined) skipped.set(one, found.problem)
    }
  }
  return skipped
}

/** Line by line from the start of each, or anywhere in the whole text. */
const holds = (options: Options, path: string, content: Buffer | undefined): boolean => {
  const { text } = decoded(options, path, content)
  if (text === undefined) return false
  const regex = compile(options.contains ?? '')
  if (options.read_whole_file) return regex.search(text) !== undefined
  return text.split(/(?<=\n)/).some((line) => regex.match(line) !== undefined)
}

/** Without an encoding what is no UTF-8 does no harm. */
const decoded = (
  { encoding }: Options,
  path: string,
  content: Buffer | undefined,
): { readonly text?: string; readonly problem?: string } => {
  if (content === undefined) return {}
  if (encoding === undefined) return { text: content.toString() }
  try {
    return { text: new TextDecoder(encoding, { fatal: true }).decode(content) }
  } catch (error) {
    if (error instanceof RangeError) return { problem: `unknown encoding: ${encoding}` }
    return { problem: `Failed to read the file ${path} due to an encoding error. current encoding: ${encoding}` }
  }
}

const describe = (stat: FileStat, sum: string | undefined): Dict =>
  dict({
    path: posix.normalize(stat.path),
    ...statResult(stat, stat, {
      gr_name: stat.group === 'UNKNOWN' ? '' : stat.group,
      pw_name: stat.owner === 'UNKNOWN' ? '' : stat.owner,
    }),
    checksum: sum,
  })
