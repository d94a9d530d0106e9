/** Putting a content into a file of the host: what `copy`, `template` and the line editors have in common. */
import { createHash } from 'node:crypto'
import { posix } from 'node:path'
import type { Answer } from '../../remote/answer.ts'
import type { Effect } from '../../remote/effect.ts'
import { type FileStat, newStat } from '../../remote/file-stat.ts'
import type { PlacedFile } from '../../remote/queries/placed-file.ts'
import type { FileWrite } from '../../remote/remote-host.ts'
import { sh } from '../../remote/sh.ts'
import { dict, Unknown, type Value } from '../../values.ts'
import { type Change, type Command, change, type Diff, ModuleFailure } from '../kit/change.ts'
import { backupName } from './backup-name.ts'
import { contentDiff } from './content-diff.ts'
import {
  type AttributeAnswers,
  inOrder,
  pathInfo,
  planAttributes,
  resolveGroup,
  resolveOwner,
  setAttributes,
  type WantedAttributes,
} from './file-attributes.ts'
import { resolveMode } from './file-mode.ts'

/** What is to be written. */
export interface Source {
  /** Unknown where only the real run will have it. */
  readonly content: Buffer | { readonly localFile: string } | Unknown
  readonly sha1: string | undefined
  readonly md5: string | undefined
  readonly size: number | undefined
  /** Where it comes from, for the diff and the result. */
  readonly name: string
}

export interface PlaceOptions extends WantedAttributes {
  readonly dest: string
  readonly backup: boolean
  readonly force?: boolean
  readonly follow?: boolean | undefined
  readonly validate: string | undefined
  readonly unsafe_writes: boolean | undefined
  readonly directory_mode?: string | undefined
}

export interface Situation {
  readonly source: Source
  readonly placed: PlacedFile
  readonly accounts: AttributeAnswers
  /** The file is edited, not replaced by another. */
  readonly edited?: boolean
  /** It is a copy of what the controller has, whose differences are a list. */
  readonly copied?: boolean
}

/** The name of a text that is in no file. */
export const generated = 'dynamically generated'

/** A text or bytes as a source. */
export const sourceOf = (content: Buffer, name: string): Source => ({
  content,
  name,
  size: content.length,
  sha1: createHash('sha1').update(content).digest('hex'),
  md5: createHash('md5').update(content).digest('hex'),
})

export const unknownSource = (content: Unknown, name: string): Source => ({
  content,
  name,
  sha1: undefined,
  md5: undefined,
  size: undefined,
})

/** The changes that make the file what it is to be. */
export function* placeFile(options: PlaceOptions, situation: Situation): Iterable<Change> {
  const { source, placed } = situation
  checkPlace(options, situation)
  if (options.force === false && placed.stat) return
  const replacesLink = placed.stat?.kind === 'link' && !options.follow
  if (!replacesLink && source.sha1 !== undefined && placed.checksum === source.sha1) {
    return yield* attributesOnly(options, situation)
  }
  yield writeFile(options, situation)
}

const checkPlace = (options: PlaceOptions, { placed }: Situation): void => {
  const directory = posix.dirname(placed.path)
  const keys = dict({ dest: options.dest })
  if (placed.target?.kind === 'directory') throw new ModuleFailure(`${placed.path} is a directory`, keys)
  if (!placed.parent && !options.dest.endsWith('/')) {
    throw new ModuleFailure(`Destination directory ${directory} does not exist`, keys)
  }
  if (options.validate !== undefined && !options.validate.includes('%s')) {
    throw new ModuleFailure(`validate must contain %s: ${options.validate}`)
  }
}

function* attributesOnly(options: PlaceOptions, { placed, accounts }: Situation): Iterable<Change> {
  const stat = placed.target as FileStat
  const plan = planAttributes(placed.path, { stat, wanted: options, answers: accounts })
  if (plan.commands.length === 0) return
  yield change({
    summary: `set attributes of ${placed.path}`,
    commands: plan.commands,
    effects: [{ kind: 'path', path: placed.path, stat: plan.stat }],
    diff: {
      before: new Map<Value, Value>([['path', placed.path], ...plan.before]),
      after: new Map<Value, Value>([['path', placed.path], ...plan.after]),
    },
  })
}

const writeFile = (options: PlaceOptions, situation: Situation): Change => {
  const { source, placed } = situation
  const write = fileWrite(options, situation)
  const flags = options.attributes === undefined ? [] : [sh`chattr ${options.attributes} ${placed.path}`]
  return change({
    summary: `${placed.stat ? 'update' : 'create'} ${placed.path}`,
    commands: [...parentCommands(options, situation), ...write, ...flags],
    effects: [effectOf(options, situation)],
    diff: situation.copied ? [copyDiff(source, placed)] : diffOf(source, placed),
    failure: (answer) => failureOf(answer, situation),
  })
}

/** The line editors give what their validation said as the message; `copy` and `template` give it apart. */
const failureOf = (answer: Answer, { source, placed, edited }: Situation): ModuleFailure => {
  const said = answer.stderr.toString().trim()
  const [, status, stderr = ''] = /^failed to validate: rc:(\d+) error:([\s\S]*)/.exec(said) ?? []
  if (status === undefined) return new ModuleFailure(said || `could not write ${placed.path}`)
  if (edited) return new ModuleFailure(said)
  const told = dict({ exit_status: Number(status), stdout: answer.stdout.toString(), stderr, checksum: source.sha1 })
  return new ModuleFailure('failed to validate', told)
}

const fileWrite = (options: PlaceOptions, { source, placed, accounts }: Situation): Command[] => {
  if (source.content instanceof Unknown) return []
  const stat = placed.target
  const owner = resolveOwner(options.owner, accounts)
  const group = resolveGroup(options.group, accounts)
  const write: FileWrite = {
    path: placed.path,
    content: source.content,
    mode: options.mode === undefined ? undefined : resolveMode(options.mode, modeContext(stat, accounts)),
    owner: owner?.name,
    group: group?.name,
    backup: backupOf(options, placed),
    validate: options.validate,
    unsafe: options.unsafe_writes,
  }
  return [{ write }]
}

const modeContext = (stat: FileStat | null, { umask }: AttributeAnswers) => ({
  current: stat?.mode ?? 0o666 & ~umask,
  isDirectory: false,
  umask,
})

const backupNames = new WeakMap<PlacedFile, string>()

/** The name of the copy that is kept of an existing file; the same whenever asked for one sight of it. */
export const backupOf = ({ backup }: { readonly backup: boolean }, placed: PlacedFile): string | undefined => {
  if (!backup || !placed.target) return undefined
  const name = backupNames.get(placed) ?? backupName(placed.path)
  backupNames.set(placed, name)
  return name
}

/** Directories above a destination that ends with a slash are made with the directory mode. */
const parentCommands = (options: PlaceOptions, { placed, accounts }: Situation): Command[] => {
  if (placed.parent) return []
  const parts = posix.dirname(placed.path).split('/').filter(Boolean)
  const paths = parts.map((_part, i) => `/${parts.slice(0, i + 1).join('/')}`)
  const wanted = { ...options, mode: options.directory_mode }
  const make = (path: string) =>
    inOrder([sh`mkdir -- ${path}`, ...setAttributes(path, { wanted, answers: accounts, kind: 'directory' })])
  return [inOrder(paths.map((path) => sh`{ [ -d ${path} ] || { ${make(path)}; }; }`))]
}

const effectOf = (options: PlaceOptions, { source, placed, accounts }: Situation): Effect => {
  const base = placed.target ?? newStat(placed.path, 'file', { mode: 0o666 & ~accounts.umask })
  const { stat } = planAttributes(placed.path, {
    stat: base,
    wanted: { ...options, attributes: undefined },
    answers: accounts,
  })
  const content = Buffer.isBuffer(source.content) ? source.content : undefined
  const size = source.size === undefined ? {} : { size: source.size }
  return { kind: 'path', path: placed.path, stat: { ...base, kind: 'file', ...stat, ...size }, content }
}

/** A file that is not there has no name; a text without a file has that of the place where it goes. */
const copyDiff = (source: Source, placed: PlacedFile): Diff => {
  const { before_header, ...diff } = diffOf(source, placed)
  return {
    ...diff,
    ...(placed.target && before_header !== undefined ? { before_header } : {}),
    after_header: source.name === generated ? placed.path : source.name,
  }
}

const diffOf = (source: Source, placed: PlacedFile): Diff => {
  const headers = { before_header: placed.path, after_header: source.name }
  if (source.content instanceof Unknown) return { ...headers, prepared: `${String(source.content)}\n` }
  return contentDiff({
    before: placed.content,
    after: Buffer.isBuffer(source.content) ? source.content : undefined,
    beforeSize: placed.target?.size,
    afterSize: source.size,
    beforeHeader: placed.path,
    afterHeader: source.name,
  })
}

/** The keys of the result. */
export const placedResult = (
  { source, before, after }: { readonly source: Source; readonly before: PlacedFile; readonly after: PlacedFile },
  changed: boolean,
): Record<string, Value> => ({
  dest: before.path,
  ...(changed ? { src: source.name } : { path: before.path }),
  checksum: source.sha1 ?? new Unknown('the content'),
  ...(changed && source.md5 !== undefined ? { md5sum: source.md5 } : {}),
  ...pathInfo(after.target),
})
