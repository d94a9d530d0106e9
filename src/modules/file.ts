import { posix } from 'node:path'
import type { FileStat } from '../remote/file-stat.ts'
import { type GroupEntry, group, type UserEntry, user } from '../remote/queries/accounts.ts'
import { none } from '../remote/queries/none.ts'
import { stat } from '../remote/queries/stat.ts'
import { followedTree, type TreeEntry, tree } from '../remote/queries/tree.ts'
import { dict } from '../values.ts'
import { dryRunWarning, ModuleFailure, type Remark } from './kit/change.ts'
import { ask, defineModule } from './kit/module.ts'
import { bool, choice, path, str } from './kit/option.ts'
import { attributeQueries, fileAttributeOptions, fileState, pathInfo } from './shared/file-attributes.ts'
import { type FileAnswers, type FileOptions, type FileState, plans } from './shared/file-states.ts'
import { fileStamps, hasFixedTime, type Stamps } from './shared/file-times.ts'

/** Sets what a path is: a directory, a link, a file with attributes, or nothing. */
export default defineModule({
  name: 'file',
  summary: 'Make directories and links, set attributes of files, remove them.',
  options: {
    path: path({ required: true, aliases: ['dest', 'name'], help: 'The path.' }),
    state: choice(['absent', 'directory', 'file', 'hard', 'link', 'touch'], { help: 'What it is to be.' }),
    src: path({ help: 'What a link points to.' }),
    recurse: bool({ default: false, help: 'Set the attributes of all that is below a directory as well.' }),
    force: bool({ default: false, help: 'Make a link to what is not there, or in place of a file.' }),
    follow: bool({ default: true, help: 'Act on what a link points to.' }),
    modification_time: str({ help: '`preserve`, `now`, or a time in the format.' }),
    modification_time_format: str({ default: '%Y%m%d%H%M.%S', help: 'The format of modification_time.' }),
    access_time: str({ help: '`preserve`, `now`, or a time in the format.' }),
    access_time_format: str({ default: '%Y%m%d%H%M.%S', help: 'The format of access_time.' }),
    _original_basename: str({ help: 'Internal: the name in a directory.' }),
    _diff_peek: bool({ default: false, help: 'Internal: the path is only looked at.' }),
    ...fileAttributeOptions,
  },
  prepare: (_options, { diff }) => diff,
  *inspect(options, diff) {
    const place = yield* locate(options)
    const own = options.src === undefined ? null : (yield* ask({ own: stat(place) })).own
    const source = options.src === undefined ? undefined : linkSource(options.src, place, own)
    return {
      path: stat(place),
      target: stat(place, { follow: true }),
      source: source === undefined ? noSource : stat(source, { follow: true }),
      below: needsTree(options) || (diff && options.state === 'absent') ? tree(place) : noTree,
      followed: options.recurse && options.follow ? followedTree(place) : noTree,
      stamps: hasFixedTime(options) ? fileStamps(place) : noStamps,
      ...attributeQueries(options, place),
      knownOwner: options.owner === undefined ? noOwner : user(options.owner),
      knownGroup: options.group === undefined ? noGroup : group(options.group),
    }
  },
  *plan(options, answers, diff) {
    check(options, answers.path)
    if (options._diff_peek) return
    yield* missingAccounts(options, answers)
    yield* plans[wantedState(options, answers.path)](options, {
      ...answers,
      below: withFollowed(answers.below, answers.followed),
      place: placeOf(options, answers),
      showsContent: diff,
    })
  },
  unchangedDiff: (options, answers) => {
    if (wantedState(options, answers.path) === 'absent') return undefined
    const own = dict({ path: placeOf(options, answers) })
    return { before: own, after: own }
  },
  returns: ({ options, before, after }) => {
    const state = wantedState(options, before.path)
    const place = placeOf(options, before)
    if (state === 'absent') return dict({ path: place, state: 'absent' })
    const key = state === 'link' || state === 'hard' || state === 'touch' ? 'dest' : 'path'
    const isLink = state === 'link' || state === 'hard'
    const src = isLink ? (options.src ?? before.path?.linkTarget ?? null) : undefined
    const shown = state === 'link' || !options.follow ? after.path : after.target
    return dict({ [key]: place, ...(isLink ? { src } : {}), ...pathInfo(shown ?? after.path) })
  },
})

/** The path itself; or, for what is no link, the name within it where it is a directory and a name is given. */
function* locate(options: FileOptions) {
  const name = options._original_basename ?? (options.src === undefined ? undefined : posix.basename(options.src))
  if (options.state === 'link' || options.state === 'absent' || !name) return options.path
  const { target } = yield* ask({ target: stat(options.path, { follow: true }) })
  return target?.kind === 'directory' ? posix.join(options.path, name) : options.path
}

/** A relative source of a link is seen from the link's directory, or from the directory itself. */
const linkSource = (src: string, place: string, own: FileStat | null): string =>
  posix.resolve(own?.kind === 'directory' ? place : posix.dirname(place), src)

const noSource = none<FileStat | null>(null)
const noOwner = none<UserEntry | null>(null)
const noGroup = none<GroupEntry | null>(null)
const noTree = none<readonly TreeEntry[]>([])
const noStamps = none<Stamps | null>(null)

/** What links end at comes beside the links. */
const withFollowed = (own: readonly TreeEntry[], all: readonly TreeEntry[]): readonly TreeEntry[] => {
  if (all.length === 0) return own
  const plain = new Set(own.filter(({ kind }) => kind !== 'link').map(({ path }) => path))
  return [...own, ...all.filter(({ path }) => !plain.has(path)).map((one) => ({ ...one, followed: true }))]
}

interface Accounts {
  readonly knownOwner: UserEntry | null
  readonly knownGroup: GroupEntry | null
}

/** The real run may find them made by then. */
function* missingAccounts(
  { state, owner, group }: FileOptions,
  { knownOwner, knownGroup }: Accounts,
): Iterable<Remark> {
  if (state === 'absent') return
  if (owner !== undefined && !knownOwner) yield missingAccount('user', 'uid', owner)
  if (group !== undefined && !knownGroup) yield missingAccount('group', 'gid', group)
}

const missingAccount = (noun: string, number: string, name: string): Remark => {
  const named = /^\d+$/.test(name) ? `${noun} with ${number} ${name}` : `${noun} ${name}`
  return dryRunWarning(`failed to look up ${named}. Create ${noun} up to this point in real play`)
}

const needsTree = ({ recurse, force }: FileOptions): boolean => recurse || force

const placeOf = (options: FileOptions, { path: found }: Pick<FileAnswers, 'path'>): string =>
  found?.path ?? options.path

const wantedState = (options: FileOptions, found: FileStat | null): FileState => {
  if (options.state !== undefined) return options.state
  if (found) return fileState(found) as FileState
  return options.recurse ? 'directory' : 'file'
}

const check = (options: FileOptions, found: FileStat | null): void => {
  const state = wantedState(options, found)
  const failure = (message: string) => new ModuleFailure(message, dict({ path: options.path }))
  if (options.recurse && state !== 'directory') throw failure("recurse option requires state to be 'directory'")
  if (options.src !== undefined && state !== 'link' && state !== 'hard') {
    throw failure("src option requires state to be 'link' or 'hard'")
  }
}
