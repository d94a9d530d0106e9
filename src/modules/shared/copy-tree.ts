/** Copying a directory of the controller. */
import { posix } from 'node:path'
import type { PathEffect } from '../../remote/effect.ts'
import { newStat } from '../../remote/file-stat.ts'
import type { PlacedLink } from '../../remote/queries/placed-links.ts'
import type { PlacedEntry } from '../../remote/queries/placed-tree.ts'
import { sh } from '../../remote/sh.ts'
import { dict } from '../../values.ts'
import { type Change, type Command, change, ModuleFailure } from '../kit/change.ts'
import type { CopyOptions } from './copy-remote.ts'
import { type AttributeAnswers, inOrder, planAttributes, setAttributes } from './file-attributes.ts'
import { modeText } from './file-mode.ts'
import { linkCommands } from './link-commands.ts'
import { placeFile, type Source } from './place-file.ts'

/** What is below the directory, by paths relative to it. */
export interface TreeSource {
  readonly directories: readonly string[]
  readonly sources: ReadonlyMap<string, Source & { readonly mode: number }>
  /** Links that are made, and where they point. */
  readonly links: ReadonlyMap<string, string>
}

interface Situation {
  /** Where the content of the directory goes. */
  readonly base: string
  readonly tree: TreeSource
  /** What is there now; the empty path is the base. */
  readonly placed: ReadonlyMap<string, PlacedEntry>
  readonly placedLinks: ReadonlyMap<string, PlacedLink>
  readonly accounts: AttributeAnswers
}

/** The changes that make the copy: directories first. */
export function* planTreeCopy(options: CopyOptions, situation: Situation): Iterable<Change> {
  const directories = missingDirectories(options, situation)
  if (directories) yield directories
  for (const [name, source] of situation.tree.sources) yield* copyFile(options, situation, { name, source })
  for (const [name, target] of situation.tree.links) yield* copyLink(situation, name, target)
}

function* copyLink({ base, placedLinks }: Situation, name: string, target: string): Iterable<Change> {
  const path = posix.join(base, name)
  const found = placedLinks.get(name)
  if (found?.kind === 'link' && found.target === target) return
  const stat = { ...newStat(path, 'link'), linkTarget: target, size: Buffer.byteLength(target) }
  yield change({
    summary: `link ${path} to ${target}`,
    commands: linkCommands(target, path, found ?? null),
    effects: [{ kind: 'path', path, stat }],
    failure: (answer) => new ModuleFailure(answer.stderr.toString().trim() || `could not link ${path}`),
  })
}

const missingDirectories = (options: CopyOptions, { base, tree, placed, accounts }: Situation): Change | undefined => {
  const there = placed.get('')
  if (there && there.stat.kind !== 'directory')
    throw new ModuleFailure(`${base} is not a directory`, dict({ dest: base }))
  const missing = ['', ...tree.directories].filter((name) => !placed.has(name)).map((name) => posix.join(base, name))
  if (missing.length === 0) return undefined
  const wanted = { ...options, mode: options.directory_mode }
  const commands: Command[] = missing.map((path) =>
    inOrder([sh`mkdir -p -- ${path}`, ...setAttributes(path, { wanted, answers: accounts, kind: 'directory' })]),
  )
  const effects: PathEffect[] = missing.map((path) => {
    const fresh = newStat(path, 'directory')
    const { stat } = planAttributes(path, { stat: fresh, wanted, answers: accounts })
    return { kind: 'path', path, stat: { ...fresh, ...stat } }
  })
  return change({ summary: `create ${missing.length} directories below ${base}`, commands, effects })
}

function* copyFile(
  options: CopyOptions,
  { base, placed, accounts }: Situation,
  { name, source }: { readonly name: string; readonly source: Source & { readonly mode: number } },
): Iterable<Change> {
  const entry = placed.get(name)
  const path = posix.join(base, name)
  const mode = options.mode === 'preserve' ? modeText(source.mode) : options.mode
  const seen = { path, stat: entry?.stat ?? null, target: entry?.stat ?? null, parent: true, content: undefined }
  const file = { ...seen, checksum: entry?.checksum }
  yield* placeFile({ ...options, dest: path, mode, follow: true }, { source, placed: file, accounts, copied: true })
}
