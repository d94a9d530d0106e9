/** The texts of `--list-hosts`, `--list-tasks` and `--list-tags`. */
import { compareText } from '../../util/compare-text.ts'
import type { Value } from '../../values.ts'
import { evaluateField } from '../evaluate-field.ts'
import type { Node } from '../inheritance.ts'
import { listedName } from '../names.ts'
import { rawText } from '../source.ts'
import type { Entry, Play, PlaybookFile } from '../types.ts'
import { expanded, type PlainTask, playEntries } from '../walk.ts'
import { isSelected, type TagSelection, tagsOf } from './tags.ts'

/** What to list, and what is needed to tell it. */
export interface Listing {
  readonly hosts: boolean
  readonly tasks: boolean
  readonly tags: boolean
  readonly selection: TagSelection
  /** Evaluates names, patterns and tags, as {@link ProjectSettings.evaluate}. */
  readonly evaluate: (value: Value, node: Node) => Value
  /** The names of the hosts that a play with these patterns runs on; asked for only with `hosts`. */
  readonly hostsOf: (play: Play, patterns: readonly string[]) => readonly string[]
}

/**
 * Lists what playbooks hold, as it is printed: each part ends in a newline.
 *
 * @param playbooks each with its path as it was given.
 */
export const listPlaybooks = (
  playbooks: readonly { readonly path: string; readonly playbook: PlaybookFile }[],
  listing: Listing,
): string => playbooks.map(({ path, playbook }) => `\nplaybook: ${path}\n${listPlays(playbook, listing)}`).join('')

const listPlays = (playbook: PlaybookFile, listing: Listing): string =>
  playbook.plays.map((play, index) => listPlay(play, index + 1, listing)).join('')

const listPlay = (play: Play, number: number, listing: Listing): string => {
  const patterns = patternsOf(play, listing)
  const name = rawText(evaluateField(listing.evaluate, play, 'name')) || patterns.join(',')
  const own = tagsOf(play, listing.evaluate)
  const header = `\n  play #${number} (${patterns.join(',')}): ${name}\tTAGS: [${own.join(',')}]`
  const hosts = listing.hosts ? listHosts(play, patterns, listing) : ''
  return `${header}${hosts}\n${listing.tasks || listing.tags ? listTasks(play, own, listing) : ''}`
}

const listHosts = (play: Play, patterns: readonly string[], { hostsOf }: Listing): string => {
  const hosts = hostsOf(play, patterns)
  const pattern = `[${patterns.map(quoted).join(', ')}]`
  return `\n    pattern: ${pattern}\n    hosts (${hosts.length}):${hosts.map((host) => `\n      ${host}`).join('')}`
}

const listTasks = (play: Play, own: readonly string[], listing: Listing): string => {
  const tasks = selected(playEntries(play), listing)
  const lines = tasks.map(({ task, tags }) => `      ${listedName(task)}\tTAGS: [${sorted([...own, ...tags])}]\n`)
  const all = `      TASK TAGS: [${sorted([...own, ...tasks.flatMap(({ tags }) => tags)])}]\n`
  return `${listing.tasks ? `    tasks:\n${lines.join('')}` : ''}${listing.tags ? all : ''}`
}

/** The tasks that the tags select; `rescue` and `always` are not listed. */
const selected = (
  entries: readonly Entry[],
  listing: Listing,
): readonly { readonly task: PlainTask; readonly tags: readonly string[] }[] =>
  entries.flatMap(expanded).flatMap((entry) => {
    if (entry.kind === 'block') return selected(entry.block, listing)
    const tags = tagsOf(entry, listing.evaluate)
    return isSelected(tags, listing.selection) ? [{ task: entry, tags }] : []
  })

const patternsOf = (play: Play, listing: Listing): readonly string[] => {
  const hosts = evaluateField(listing.evaluate, play, 'hosts') ?? []
  return (Array.isArray(hosts) ? hosts : [hosts]).map((host) => rawText(host) ?? String(host))
}

const sorted = (tags: readonly string[]): string => [...new Set(tags)].sort(compareText).join(', ')

/** A text as Python writes it in a list. */
const quoted = (text: string): string =>
  text.includes("'") && !text.includes('"') ? `"${text}"` : `'${text.replace(/[\\']/g, '\\$&')}'`
