/** What each state of the `file` module asks for. */
import { posix } from 'node:path'
import type { PathEffect } from '../../remote/effect.ts'
import { type FileStat, newStat } from '../../remote/file-stat.ts'
import type { TreeEntry } from '../../remote/queries/tree.ts'
import { type ShellScript, sh } from '../../remote/sh.ts'
import { type Dict, dict, type Value } from '../../values.ts'
import { type Change, type Command, change, type Planned, warning } from '../kit/change.ts'
import {
  type AttributeAnswers,
  fileFailure,
  fileState,
  inOrder,
  planAttributes,
  setAttributes,
  type WantedAttributes,
} from './file-attributes.ts'
import { changedTimes, planTimes, type Stamps, type TimeOptions } from './file-times.ts'
import { linkCommands } from './link-commands.ts'
import { planTree } from './tree-attributes.ts'

export type FileState = 'absent' | 'directory' | 'file' | 'hard' | 'link' | 'touch'

export interface FileOptions extends WantedAttributes, TimeOptions {
  readonly path: string
  readonly state: FileState | undefined
  readonly src: string | undefined
  readonly recurse: boolean
  readonly force: boolean
  readonly follow: boolean
  readonly _original_basename: string | undefined
}

export interface FileAnswers extends AttributeAnswers {
  /** The path itself. */
  readonly path: FileStat | null
  /** The path with links followed. */
  readonly target: FileStat | null
  /** What a link is to point to, links followed. */
  readonly source: FileStat | null
  readonly below: readonly TreeEntry[]
  /** When it was last written and read, in the host's zone; only asked for where a time is given. */
  readonly stamps: Stamps | null
  /** Whether a directory that goes is to be shown with what is in it. */
  readonly showsContent: boolean
}

interface Sight extends FileAnswers {
  readonly place: string
}

type Plan = (options: FileOptions, sight: Sight) => Iterable<Planned>

/** The part of a change that a state gives; the rest is put around it by {@link made}. */
interface Making {
  readonly commands: readonly Command[]
  readonly effects: readonly PathEffect[]
  readonly before: Dict
  readonly after: Dict
}

const made = (summary: string, place: string, { commands, effects, before, after }: Making): Change =>
  change({
    summary,
    effects,
    commands,
    diff: { before: new Map([['path', place], ...before]), after: new Map([['path', place], ...after]) },
    failure: (answer) => fileFailure(answer.stderr.toString().trim() || `could not ${summary}`, { path: place }, null),
  })

function* planAbsent(_options: FileOptions, { place, path, below, showsContent }: Sight): Iterable<Planned> {
  if (!path) return
  yield made(`remove ${fileState(path)} ${place}`, place, {
    commands: [path.kind === 'directory' ? sh`rm -rf -- ${place}` : sh`rm -f -- ${place}`],
    effects: [{ kind: 'path', path: place, stat: null }],
    before: dict({
      state: fileState(path),
      ...(showsContent && path.kind === 'directory' ? { path_content: contentOf(below) } : {}),
    }),
    after: dict({ state: 'absent' }),
  })
}

const contentOf = (below: readonly TreeEntry[]): Dict => {
  const paths = (isDirectory: boolean): string[] =>
    below.filter(({ kind }) => (kind === 'directory') === isDirectory).map(({ path }) => path)
  return dict({ directories: paths(true), files: paths(false) })
}

function* planDirectory(options: FileOptions, sight: Sight): Iterable<Planned> {
  const followed = options.follow ? sight.target : sight.path
  const { place } = sight
  if (followed && followed.kind !== 'directory') {
    throw fileFailure(`${place} already exists as a ${fileState(followed)}`, { path: place }, followed)
  }
  if (!followed) return yield newDirectory(options, sight)
  const own = planAttributes(place, { stat: followed, wanted: options, answers: sight })
  const below = options.recurse ? planTree(sight.below, { wanted: options, answers: sight }) : undefined
  if (own.commands.length === 0 && !below) return
  yield made(`set attributes of ${place}${below ? ` and of ${below.count} paths below` : ''}`, place, {
    commands: [...own.commands, ...(below?.commands ?? [])],
    effects: [{ kind: 'path', path: place, stat: own.stat }, ...(below?.effects ?? [])],
    before: own.before,
    after: own.after,
  })
}

/** Directories above that are missing are made with the same attributes. */
const newDirectory = (options: FileOptions, sight: Sight): Change => {
  const { place } = sight
  const parts = posix.normalize(place).split('/').filter(Boolean)
  const root = posix.isAbsolute(place) ? '/' : ''
  const paths = parts.map((_part, i) => `${root}${parts.slice(0, i + 1).join('/')}`)
  const setup = (path: string): ShellScript =>
    inOrder([sh`mkdir -- ${path}`, ...setAttributes(path, { wanted: options, answers: sight, kind: 'directory' })])
  const fresh = planAttributes(place, { stat: newStat(place, 'directory'), wanted: options, answers: sight })
  return made(`create directory ${place}`, place, {
    commands: [inOrder(paths.map((path) => sh`{ [ -e ${path} ] || { ${setup(path)}; }; }`))],
    effects: [{ kind: 'path', path: place, stat: { ...newStat(place, 'directory'), ...fresh.stat } }],
    before: new Map([...fresh.before, ['state', 'absent']]),
    after: new Map([...fresh.after, ['state', 'directory']]),
  })
}

function* planFile(options: FileOptions, sight: Sight): Iterable<Planned> {
  const found = options.follow ? sight.target : sight.path
  const { place } = sight
  const state = found ? fileState(found) : options.follow && sight.path ? 'link' : 'absent'
  if (state !== 'file' && state !== 'hard') {
    throw fileFailure(`file (${place}) is ${state}, cannot continue`, { path: place, state }, found)
  }
  yield* attributesAndTimes(options, sight, found as FileStat)
}

function* planTouch(options: FileOptions, sight: Sight): Iterable<Planned> {
  const found = options.follow ? sight.target : sight.path
  const { place } = sight
  const touched = {
    ...options,
    modification_time: options.modification_time ?? 'now',
    access_time: options.access_time ?? 'now',
  }
  if (found) return yield* attributesAndTimes(touched, sight, found)
  const fresh = planAttributes(place, { stat: newStat(place, 'file'), wanted: options, answers: sight })
  const attributes = setAttributes(place, { wanted: options, answers: sight, kind: 'file' })
  yield made(`create file ${place}`, place, {
    commands: [orNothing(place, inOrder([sh`: >>${place}`, ...attributes, ...planTimes(place, touched, undefined)]))],
    effects: [
      { kind: 'path', path: place, stat: { ...newStat(place, 'file'), ...fresh.stat }, content: Buffer.alloc(0) },
    ],
    before: new Map([...fresh.before, ['state', 'absent']]),
    after: new Map([...fresh.after, ['state', 'touch']]),
  })
}

/** A file that can't be made as wanted is not left behind. */
const orNothing = (place: string, make: ShellScript): ShellScript => sh`{ ${make}; } || { rm -f -- ${place}; false; }`

function* attributesAndTimes(options: FileOptions, sight: Sight, found: FileStat): Iterable<Planned> {
  const { place } = sight
  const plan = planAttributes(place, { stat: found, wanted: options, answers: sight })
  const times = planTimes(place, options, { stat: found, stamps: sight.stamps })
  if (plan.commands.length === 0 && times.length === 0) return
  const changed = changedTimes(options, sight.stamps)
  yield made(plan.commands.length > 0 ? `set attributes of ${place}` : `touch ${place}`, place, {
    commands: [...plan.commands, ...times],
    effects: [...linkEnd(sight, found, plan.stat), { kind: 'path', path: place, stat: plan.stat }],
    before: new Map([...stateOf(options, 'file'), ...plan.before, ...changed.before]),
    after: new Map([...stateOf(options, 'touch'), ...plan.after, ...changed.after]),
  })
}

/** Only `touch` tells of its state where it does not make the file. */
const stateOf = ({ state }: FileOptions, shown: string): Dict =>
  state === 'touch' ? dict({ state: shown }) : new Map()

/** What is changed through a link is changed where it ends, too. */
const linkEnd = ({ path: own, place }: Sight, found: FileStat, stat: Partial<FileStat>): PathEffect[] =>
  own?.kind === 'link' && found.kind !== 'link' && own.linkTarget !== undefined
    ? [{ kind: 'path', path: posix.resolve(posix.dirname(place), own.linkTarget), stat }]
    : []

function* planLink(options: FileOptions, sight: Sight): Iterable<Planned> {
  const { place, path: found } = sight
  const src = options.src ?? (options.follow ? found?.linkTarget : undefined)
  checkLink(options, sight, src)
  const dangling = !sight.source
  if (found?.kind === 'link' && (src === undefined || src === found.linkTarget)) {
    return yield* linkAttributes(options, sight, dangling && options.src !== undefined)
  }
  const replaced = found && fileState(found)
  yield made(`link ${place} to ${src}`, place, {
    commands: linkCommands(src as string, place, found),
    effects: [
      {
        kind: 'path',
        path: place,
        stat: { ...newStat(place, 'link'), linkTarget: src, size: Buffer.byteLength(src as string) },
      },
    ],
    before: dict(replaced === 'link' ? { src: found?.linkTarget ?? '' } : { state: replaced ?? 'absent' }),
    after: dict(replaced === 'link' ? { src: src as string } : { state: 'link' }),
  })
  if (dangling && options.follow) yield danglingWarning
  else yield* linkAttributes(options, { ...sight, target: sight.source }, false)
}

const danglingWarning = warning(
  'Cannot set fs attributes on a non-existent symlink target. follow should be set to False to avoid this.',
)

/** With follow the attributes are those of what the link points to. */
function* linkAttributes(options: FileOptions, sight: Sight, dangling: boolean): Iterable<Planned> {
  if (dangling && options.follow) return yield danglingWarning
  const found = options.follow ? sight.target : (sight.path ?? newStat(sight.place, 'link'))
  if (!found) return
  yield* attributesAndTimes(options, sight.path ? sight : { ...sight, path: newStat(sight.place, 'link') }, found)
}

const checkLink = (
  options: FileOptions,
  { place, path: found, source, below }: Sight,
  src: string | undefined,
): void => {
  const state = fileState(found)
  const fail = (message: string, keys: Record<string, Value> = {}) =>
    fileFailure(message, { path: place, ...keys }, found)
  if (!options.force && options.src !== undefined && !source) {
    const from = found?.kind === 'directory' ? place : posix.dirname(place)
    const absolute = posix.join(posix.isAbsolute(options.src) ? '' : from, options.src)
    throw fail(`src file does not exist, use "force=yes" if you really want to create the link: ${absolute}`, {
      src: options.src,
    })
  }
  if (state !== 'absent' && state !== 'link') {
    if (!options.force) throw fail(`refusing to convert from ${state} to symlink for ${place}`)
    if (state === 'directory' && below.length > 0)
      throw fail(`the directory ${place} is not empty, refusing to convert it`)
  }
  if (src === undefined && state !== 'link') throw fail('src is required for creating new symlinks', { dest: place })
}

function* planHard(options: FileOptions, sight: Sight): Iterable<Planned> {
  const { place, path: found, source } = sight
  const { src } = options
  const fail = (message: string) => fileFailure(message, { dest: place, src: src ?? null }, found)
  if (src === undefined && fileState(found) !== 'hard') throw fail('src is required for creating new hardlinks')
  if (src === undefined) return yield* attributesAndTimes(options, sight, found as FileStat)
  if (!source) throw fail('src does not exist')
  if (found && found.inode === source.inode && found.device === source.device && found.inode !== 0) {
    return yield* attributesAndTimes(options, sight, found)
  }
  const state = fileState(found)
  if (state === 'hard' && !options.force) throw fail('Cannot link, different hard link exists at destination')
  if (state === 'file' && !options.force) throw fail(`Cannot link, ${state} exists at destination`)
  if (state === 'directory' && sight.below.length > 0)
    throw fail(`the directory ${place} is not empty, refusing to convert it`)
  yield made(`hard-link ${place} to ${src}`, place, {
    commands: [
      found?.kind === 'directory'
        ? inOrder([sh`rmdir -- ${place}`, sh`ln -- ${src} ${place}`])
        : sh`ln -f -- ${src} ${place}`,
    ],
    effects: [{ kind: 'path', path: place, stat: { ...source, links: Math.max(2, source.links + 1) } }],
    before: dict({ state }),
    after: dict({ state: 'hard' }),
  })
  yield* attributesAndTimes(options, sight, source)
}

/** The plan of each state. */
export const plans: Readonly<Record<FileState, Plan>> = {
  absent: planAbsent,
  directory: planDirectory,
  file: planFile,
  hard: planHard,
  link: planLink,
  touch: planTouch,
}
