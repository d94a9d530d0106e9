/** Copying on the host itself: `remote_src`. */
import { createHash } from 'node:crypto'
import { posix } from 'node:path'
import type { Answer } from '../../remote/answer.ts'
import type { FileStat } from '../../remote/file-stat.ts'
import { command } from '../../remote/queries/command.ts'
import { type PlacedFile, placedFile } from '../../remote/queries/placed-file.ts'
import { stat } from '../../remote/queries/stat.ts'
import type { Queries } from '../../remote/query.ts'
import { sh } from '../../remote/sh.ts'
import { type Dict, dict, type Value } from '../../values.ts'
import { type Change, change, ModuleFailure } from '../kit/change.ts'
import { contentDiff } from './content-diff.ts'
import { type AttributeAnswers, inOrder, pathInfo, setAttributes } from './file-attributes.ts'
import { modeText } from './file-mode.ts'
import { backupOf, type PlaceOptions, placeFile } from './place-file.ts'

/** The options of `copy`. */
export interface CopyOptions extends PlaceOptions {
  readonly local_follow?: boolean | undefined
  readonly src: string | undefined
  readonly content: Value | undefined
  readonly force: boolean
  readonly remote_src: boolean
  readonly decrypt: boolean
  readonly checksum: string | undefined
}

interface Answers extends AttributeAnswers {
  readonly sourceStat: FileStat | null
  readonly source: PlacedFile
  readonly placed: PlacedFile
  readonly difference: Answer
}

const sourceOf = (options: CopyOptions): string => options.src as string

/** The directory a remote tree goes to: within `dest` unless src ends with a slash. */
const treeDestination = (options: CopyOptions): string =>
  sourceOf(options).endsWith('/') ? options.dest : posix.join(options.dest, posix.basename(sourceOf(options)))

/** What must be seen of source and destination. */
export const remoteQueries = (options: CopyOptions): Queries => {
  const src = sourceOf(options)
  return {
    sourceStat: stat(src, { follow: true }),
    source: placedFile({ dest: src, follow: true, limit: 100_000 }),
    placed: placedFile({ dest: options.dest, basename: posix.basename(src), follow: options.follow, limit: 100_000 }),
    difference: command(
      sh`[ -d ${src} ] || exit 0; [ -d ${treeDestination(options)} ] || { echo "Only in ${sh`${src}`}"; exit 0; }
LC_ALL=C diff -rq -- ${src.replace(/(.)\/+$/, '$1')} ${treeDestination(options)}; :`,
    ),
  }
}

const md5Of = (content: Buffer | undefined): string | undefined =>
  content && createHash('md5').update(content).digest('hex')

const missing = (options: CopyOptions): ModuleFailure =>
  new ModuleFailure(`Source ${sourceOf(options)} not found`, dict({ src: sourceOf(options), dest: options.dest }))

/** Copies one file of the host. */
export function* planRemoteFile(options: CopyOptions, answers: Answers): Iterable<Change> {
  const { sourceStat, source, placed } = answers
  if (!sourceStat) throw missing(options)
  if (sourceStat.kind !== 'file') {
    throw new ModuleFailure(`Cannot copy invalid source '${sourceOf(options)}': not a file`)
  }
  const mode = options.mode === 'preserve' ? modeText(sourceStat.mode) : options.mode
  const own = { ...options, mode }
  if (options.checksum !== undefined && options.checksum !== source.checksum) {
    throw new ModuleFailure('Copied file does not match the expected checksum. Transfer failed.')
  }
  const content = source.content ?? Buffer.alloc(0)
  const whole = {
    content,
    sha1: source.checksum,
    md5: md5Of(source.content),
    size: sourceStat.size,
    name: sourceOf(options),
  }
  const planned = [...placeFile(own, { source: whole, placed, accounts: answers })]
  for (const one of planned) yield one.commands.some((each) => 'write' in each) ? copied(own, answers, one) : one
}

/** The change of a written file, made by `cp` on the host. */
const copied = (options: CopyOptions, answers: Answers, planned: Change): Change => {
  const { placed, source, sourceStat } = answers
  const temporary = posix.join(posix.dirname(placed.path), `.runbook-copy-${posix.basename(placed.path)}`)
  const backup = backupOf(options, placed)
  const keep =
    placed.target && options.mode === undefined ? [sh`chmod ${modeText(placed.target.mode)} -- ${temporary}`] : []
  const attributes = setAttributes(temporary, { wanted: options, answers, kind: 'file' })
  const validation =
    options.validate === undefined
      ? []
      : [sh`/bin/sh -c ${options.validate.replaceAll('%s', sh`${temporary}`.text)} </dev/null >/dev/null`]
  const whole = sourceStat && source.content !== undefined
  return {
    ...planned,
    commands: [
      ...planned.commands.filter((each) => !('write' in each)),
      inOrder([
        // Not cp: a new file has the mode that the umask gives, whatever its source has.
        sh`cat <${sourceOf(options)} >${temporary}`,
        ...keep,
        ...attributes,
        ...validation,
        ...(backup ? [sh`cp -p -- ${placed.path} ${backup}`] : []),
        sh`mv -f -- ${temporary} ${placed.path}`,
      ]),
    ],
    effects: planned.effects.map((effect) =>
      effect.kind === 'path' && !whole ? { ...effect, content: undefined } : effect,
    ),
    diff: contentDiff({
      before: placed.content,
      after: source.content,
      beforeHeader: placed.path,
      afterHeader: sourceOf(options),
    }),
  }
}

/** Copies a directory of the host. */
export function* planRemoteTree(options: CopyOptions, answers: Answers): Iterable<Change> {
  const src = sourceOf(options).replace(/(.)\/+$/, '$1')
  const dest = treeDestination(options)
  const differs = answers.difference.stdout
    .toString()
    .split('\n')
    .some((line) => line !== '' && !line.startsWith(`Only in ${dest}`))
  if (!differs) return
  const keep = `-R${options.local_follow ? 'L' : ''}${options.mode === 'preserve' ? 'p' : ''}`
  const mode =
    options.mode === undefined || options.mode === 'preserve'
      ? []
      : [sh`find ${dest} -type f -exec chmod ${options.mode} {} +`]
  const directories =
    options.directory_mode === undefined ? [] : [sh`find ${dest} -type d -exec chmod ${options.directory_mode} {} +`]
  const owner = options.owner === undefined ? [] : [sh`chown -R ${options.owner} -- ${dest}`]
  const group = options.group === undefined ? [] : [sh`chgrp -R ${options.group} -- ${dest}`]
  yield change({
    summary: `copy ${src} to ${dest}`,
    commands: [
      inOrder([
        sh`mkdir -p -- ${dest}`,
        sh`cp ${keep} -- ${`${src}/.`} ${dest}`,
        ...mode,
        ...directories,
        ...owner,
        ...group,
      ]),
    ],
    effects: [{ kind: 'path', path: dest, stat: { kind: 'directory' } }],
    diff: { before: dict({ path: dest }), after: dict({ path: dest, src }) },
  })
}

interface Report {
  readonly before: Readonly<Record<string, unknown>>
  readonly after: Readonly<Record<string, unknown>>
  readonly changed: boolean
}

/** The keys of the result. */
export const remoteResult = (options: CopyOptions, { before, after, changed }: Report): Dict => {
  const seen = before as unknown as Answers
  if (seen.sourceStat?.kind === 'directory') return dict({ dest: options.dest, src: sourceOf(options) })
  const backup_file = changed ? backupOf(options, seen.placed) : undefined
  return dict({
    dest: seen.placed.path,
    src: sourceOf(options),
    checksum: seen.source.checksum ?? null,
    md5sum: md5Of(seen.source.content),
    backup_file,
    ...pathInfo((after.placed as PlacedFile).target),
  })
}
