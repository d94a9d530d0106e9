/** A run from its options to its exit status: the table of contents of runbook. */
import type { Terminal } from './commands/terminal.ts'
import { checkTasks } from './executor/plays/check-tasks.ts'
import { evaluateHostless } from './executor/plays/evaluate-hostless.ts'
import { type NamedPlaybook, runPlaybooks } from './executor/plays/run-playbooks.ts'
import type { Run } from './executor/run.ts'
import { playOf } from './playbook/inheritance.ts'
import { hostPatterns } from './playbook/names.ts'
import { findPlaybook, parsePlaybook } from './playbook/plays/playbook.ts'
import type { Project } from './playbook/project.ts'
import { listPlaybooks } from './playbook/selection/list-text.ts'
import type { PlaybookFile } from './playbook/types.ts'
import { playEntries } from './playbook/walk.ts'
import { type OpenedRun, openRun, type Surroundings } from './startup/open-run.ts'
import type { RunOptions } from './startup/run-options.ts'
import { targetHosts } from './startup/target-hosts.ts'
import { promptDefaults } from './vars/hostless-place.ts'

/** Runs playbooks, or lists what they hold. Returns the exit status; throws UserErrors for mistakes found before. */
export const runPlaybook = async (options: RunOptions, surroundings: Surroundings): Promise<number> => {
  for (const path of options.playbooks) findPlaybook(path)
  const opened = await openRun(options, surroundings)
  targetHosts(opened, 'all', { limit: options.limit, config: surroundings.config })
  const playbooks = options.playbooks.map((path) => ({ path, playbook: parsePlaybook(opened.project, path) }))
  tellNotices(opened)
  const { terminal } = surroundings
  const lists = options.list.hosts || options.list.tasks || options.list.tags
  if (lists || options.syntaxCheck) tellOfUnmatchedHosts(opened.run, playbooks)
  if (lists && !options.syntaxCheck) return list(opened.run, playbooks, options, terminal)
  await check(opened, playbooks)
  if (options.syntaxCheck) return syntaxChecked(playbooks, terminal)
  return closing(opened, () => runPlaybooks(opened.run, opened.project, playbooks))
}

/** Runs plays that stand in no file. A mistake in a task is a failure of each host, as the task's place says nothing. */
export const runPlays = (opened: OpenedRun, read: (project: Project) => PlaybookFile): Promise<number> =>
  closing(opened, () => continuePlays(opened, read))

/** The same, with connections left open for those that follow. */
export const continuePlays = async (opened: OpenedRun, read: (project: Project) => PlaybookFile): Promise<number> => {
  const playbooks = [{ path: undefined, playbook: read(opened.project) }]
  tellNotices(opened)
  return runPlaybooks(opened.run, opened.project, playbooks)
}

interface OnDisk extends NamedPlaybook {
  readonly path: string
}

const tellNotices = ({ project, run }: OpenedRun): void => {
  for (const { kind, message, position } of project.notices.splice(0))
    run.emit({ type: 'notice', level: kind === 'warning' ? 'warning' : 'deprecation', message, position })
}

/** Matching patterns warns of those that match nothing; a run does so at each play. Patterns that are templates wait. */
const tellOfUnmatchedHosts = ({ hosts }: Run, playbooks: readonly NamedPlaybook[]): void => {
  for (const play of playbooks.flatMap(({ playbook }) => playbook.plays)) {
    const isWritten = [play.hosts].flat().every((pattern) => typeof pattern === 'string')
    if (isWritten && playEntries(play).length > 0) hosts.match(hostPatterns(play.hosts))
  }
}

const check = ({ project, environment, settings }: OpenedRun, playbooks: readonly NamedPlaybook[]): Promise<void> =>
  checkTasks(
    playbooks.map(({ playbook }) => playbook),
    { project, environment, selection: { only: settings.tags, skip: settings.skipTags } },
  )

/** Closes the connections at the end. */
const closing = async (opened: OpenedRun, work: () => Promise<number>): Promise<number> => {
  try {
    return await work()
  } finally {
    await opened.run.connections.close()
  }
}

const list = (run: Run, playbooks: readonly OnDisk[], options: RunOptions, terminal: Terminal): number => {
  const text = listPlaybooks(playbooks, {
    ...options.list,
    selection: { only: options.tags, skip: options.skipTags },
    evaluate: (value, node) => evaluateHostless(run, value, { node, prompted: promptDefaults(playOf(node)) }),
    hostsOf: (_, patterns) => run.hosts.match(patterns),
  })
  terminal.print(text)
  return 0
}

const syntaxChecked = (playbooks: readonly OnDisk[], terminal: Terminal): number => {
  for (const { path } of playbooks) terminal.print(`\nplaybook: ${path}\n`)
  return 0
}
