import { statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { userError } from '../../errors.ts'
import { pythonType } from '../../util/python-type.ts'
import { type Dict, isDict, type Value } from '../../values.ts'
import { checkModuleDefaults } from '../modules/check-module-defaults.ts'
import type { Project } from '../project.ts'
import { runError } from '../run-error.ts'
import { type Mutable, startOf, valuePosition } from '../source.ts'
import type { ImportedPlaybook, Play, PlaybookFile } from '../types.ts'
import { importedFile, type PlaybookImport, readImport } from './import-playbook.ts'
import { readPlay } from './play.ts'

/**
 * Reads a playbook with everything that is known before it runs: its plays, imported playbooks, roles and imported tasks.
 *
 * @throws UserError for the first mistake.
 */
export const parsePlaybook = (project: Project, path: string): PlaybookFile => {
  const file = findPlaybook(path)
  const playbook = readFile(project, file, { vars: new Map(), chain: [] })
  for (const play of playbook.plays) checkModuleDefaults(project, play)
  return playbook
}

/** The absolute path of a playbook. Throws a UserError where there is none. */
export const findPlaybook = (path: string): string => {
  const file = resolve(path)
  const found = statSync(file, { throwIfNoEntry: false })
  if (!found) throw runError(`the playbook: ${path} could not be found`)
  if (found.isDirectory()) throw runError(`the playbook: ${path} does not appear to be a file`)
  return file
}

interface Outer {
  /** `vars` of the imports around: they win over those of plays. */
  readonly vars: Dict
  /** The files that led here. */
  readonly chain: readonly string[]
}

const readFile = (project: Project, file: string, outer: Outer): PlaybookFile => {
  const list = project.loadFile(file)
  const position = Array.isArray(list) || isDict(list) ? startOf(list, file) : { file, line: 1, column: 1 }
  if (list === null) throw userError(`Empty playbook, nothing to do: ${file}`, position)
  if (!Array.isArray(list))
    throw userError(
      `A playbook must be a list of plays, got a <class '${pythonType(list)}'> instead: ${file}`,
      position,
    )
  if (list.length === 0) throw userError(`A playbook must contain at least one play: ${file}`, position)
  const entries = list.map((item, index) => {
    if (!isDict(item)) throw notAPlay(list, index)
    const playbookImport = readImport(project, item, file)
    return playbookImport
      ? follow(project, playbookImport, { ...outer, file })
      : readPlay(project, item, { file, imported: outer.vars })
  })
  const plays = entries.flatMap((entry) => (entry.kind === 'play' ? [entry] : entry.playbook.plays))
  return { path: file, entries, plays }
}

const notAPlay = (list: Value[], index: number): Error =>
  userError(
    "playbook entries must be either valid plays or 'import_playbook' statements",
    valuePosition(list, index),
    `this is a ${pythonType(list[index] as Value)}`,
  )

const follow = (
  project: Project,
  written: PlaybookImport,
  outer: Outer & { readonly file: string },
): ImportedPlaybook => {
  const file = importedFile(project, written, { directory: dirname(outer.file), vars: outer.vars })
  const chain = [...outer.chain, outer.file]
  if (chain.includes(file)) throw runError(`A recursion loop was detected: ${file} imports itself`, written.position)
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) {
    throw runError(
      `Unable to retrieve file contents: Could not find or access '${file}' on the Ansible Controller.`,
      written.position,
    )
  }
  const playbook = readFile(project, file, { vars: new Map([...written.vars, ...outer.vars]), chain })
  for (const play of playbook.plays) applyTo(play, written)
  return { kind: 'import_playbook', position: written.position, keywords: written.keywords, file, playbook }
}

/** An import's conditions and tags hold for all that it brings. */
const applyTo = (play: Mutable<Play>, { when, tags }: PlaybookImport): void => {
  play.when = [...when, ...play.when]
  play.tags = [...play.tags, ...tags]
}
