/** A run from its options to its exit status: the table of contents of runbook. */
import { dirname, resolve } from 'node:path'
import type { Terminal } from './commands/terminal.ts'
import type { Config } from './config/config.ts'
import type { EventSink } from './events.ts'
import { checkTasks } from './executor/check-tasks.ts'
import { evaluateHostless } from './executor/evaluate-hostless.ts'
import type { Run } from './executor/run.ts'
import { exitStatus, type Progress, runPlay } from './executor/run-play.ts'
import { startRun } from './executor/start-run.ts'
import { loadInventory } from './inventory/load-inventory.ts'
import { readLimit } from './inventory/read-limit.ts'
import { type Node, playOf } from './playbook/inheritance.ts'
import { listPlaybooks } from './playbook/list-text.ts'
import { parsePlaybook } from './playbook/playbook.ts'
import type { PlaybookFile } from './playbook/types.ts'
import { readExtraVars } from './startup/extra-vars.ts'
import { magicOptions } from './startup/magic-options.ts'
import { openVault } from './startup/open-vault.ts'
import { projectFor } from './startup/project.ts'
import type { RunOptions } from './startup/run-options.ts'
import { environmentFor, inventoryOptions, runSettings } from './startup/run-settings.ts'
import type { Value } from './values.ts'
import { promptDefaults } from './vars/hostless-place.ts'

/** What a run is given besides its options. */
export interface Surroundings {
  readonly config: Config
  readonly terminal: Terminal
  readonly emit: EventSink
  /** Aborted when the run is to end early. */
  readonly signal: AbortSignal
}

/** Runs playbooks, or lists what they hold. Returns the exit status; throws UserErrors for mistakes found before. */
export const runPlaybook = async (options: RunOptions, surroundings: Surroundings): Promise<number> => {
  const { config, terminal, emit, signal } = surroundings
  const passwords = await terminal.askPasswords(options)
  const vault = await openVault(options, config, terminal)
  const decrypt = vault && ((text: string): string => vault.decrypt(text).toString())
  const extraVars = readExtraVars(options.extraVars, decrypt)
  const directory = dirname(resolve(options.playbooks[0]!))
  const environment = environmentFor({ config, directory, decrypt, emit, options })
  const inventory = loadInventory(
    options.inventories.length > 0 ? options.inventories : config.list('DEFAULT_HOST_LIST'),
    inventoryOptions({ config, emit, decrypt, extraVars, environment }),
  )
  const limit = options.limit && readLimit(options.limit)
  const settings = runSettings({ options, config, directory, passwords })
  const mismatch = config.get('HOST_PATTERN_MISMATCH') as 'warning' | 'error' | 'ignore'
  const run = startRun({
    settings,
    emit,
    inventory,
    selection: { limit, mismatch },
    environment,
    extraVars,
    magic: magicOptions({ options, settings, config, inventory }),
    merge: config.get('DEFAULT_HASH_BEHAVIOUR') === 'merge',
    injectFacts: config.flag('INJECT_FACTS_AS_VARS'),
    decrypt,
    prompt: (question) => terminal.prompt(question),
    signal,
  })
  const evaluate = (value: Value, node: Node): Value => evaluateHostless(run, value, { node })
  const project = projectFor({ path: options.playbooks[0]!, config, environment, evaluate, loadFile: run.loadSync })
  const playbooks = options.playbooks.map((path) => ({ path, playbook: parsePlaybook(project, path) }))
  for (const notice of project.notices.splice(0))
    emit({
      type: 'notice',
      level: notice.kind === 'warning' ? 'warning' : 'deprecation',
      message: notice.message,
      position: notice.position,
    })
  if (options.list.hosts || options.list.tasks || options.list.tags) return list(run, playbooks, options, terminal)
  await checkTasks(
    playbooks.map(({ playbook }) => playbook),
    { project, environment, selection: { only: settings.tags, skip: settings.skipTags } },
  )
  if (options.syntaxCheck) return syntaxChecked(playbooks, terminal)
  return play(run, playbooks, {
    project,
    out: new Map(),
    start: { reached: false },
    steps: { all: false },
    plays: 0,
    tasks: 0,
  })
}

interface Named {
  readonly path: string
  readonly playbook: PlaybookFile
}

const play = async (run: Run, playbooks: readonly Named[], progress: Progress): Promise<number> => {
  try {
    for (const { path, playbook } of playbooks) {
      run.emit({ type: 'playbook-start', file: path })
      const counted = `${playbook.plays.length} plays in ${path}`
      run.emit({ type: 'notice', level: 'verbose', verbosity: 2, message: counted })
      for (const play of playbook.plays) if (!(await runPlay(run, play, progress))) return exitStatus(progress)
    }
    return exitStatus(progress)
  } finally {
    run.emit({ type: 'stats', hosts: run.stats.hosts(), custom: run.stats.custom })
    await run.connections.close()
  }
}

const list = (run: Run, playbooks: readonly Named[], options: RunOptions, terminal: Terminal): number => {
  const text = listPlaybooks(playbooks, {
    ...options.list,
    selection: { only: options.tags, skip: options.skipTags },
    evaluate: (value, node) => evaluateHostless(run, value, { node, prompted: promptDefaults(playOf(node)) }),
    hostsOf: (_, patterns) => run.hosts.match(patterns.join(',')),
  })
  terminal.print(text)
  return 0
}

const syntaxChecked = (playbooks: readonly Named[], terminal: Terminal): number => {
  for (const { path } of playbooks) terminal.print(`\nplaybook: ${path}\n`)
  return 0
}
