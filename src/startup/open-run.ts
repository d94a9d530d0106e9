/** What every command on an inventory begins with: passwords, variables, hosts, templates, the project around. */
import { Interrupted } from '../commands/ask-password.ts'
import type { Terminal } from '../commands/terminal.ts'
import type { Config } from '../config/config.ts'
import type { EventSink } from '../events.ts'
import { evaluateHostless } from '../executor/plays/evaluate-hostless.ts'
import type { Run, RunSettings } from '../executor/run.ts'
import { startRun } from '../executor/start-run.ts'
import type { LoadedInventory } from '../inventory/inventory-files.ts'
import { loadInventory } from '../inventory/load-inventory.ts'
import { readLimit } from '../inventory/read-limit.ts'
import type { Node } from '../playbook/inheritance.ts'
import type { Project } from '../playbook/project.ts'
import type { TemplatingEnvironment } from '../templating/environment.ts'
import { pendingSignals } from '../util/pending-signals.ts'
import { dict, type Value } from '../values.ts'
import { duplicateKeys } from './duplicate-keys.ts'
import { readExtraVars } from './extra-vars.ts'
import { magicOptions } from './magic-options.ts'
import { openFactCache } from './open-fact-cache.ts'
import { openVault } from './open-vault.ts'
import { passwordOptions } from './password-file.ts'
import { projectFor } from './project.ts'
import type { RunOptions } from './run-options.ts'
import { environmentFor, inventoryOptions, runSettings } from './run-settings.ts'

/** What a run is given besides its options. */
export interface Surroundings {
  readonly config: Config
  readonly terminal: Terminal
  readonly emit: EventSink
  /** Aborted when the run is to end early. */
  readonly signal: AbortSignal
}

/** Everything that is read before the first playbook. */
export interface OpenedRun {
  readonly run: Run
  readonly settings: RunSettings
  readonly inventory: LoadedInventory
  readonly environment: TemplatingEnvironment
  readonly project: Project
}

/** Reads all that stands around playbooks. Throws UserErrors for mistakes. */
export const openRun = async (options: RunOptions, surroundings: Surroundings): Promise<OpenedRun> => {
  const { config, terminal, emit, signal } = surroundings
  const { directory } = options
  const passwords = await terminal.askPasswords(passwordOptions(options, config))
  const vault = await openVault(options, config, terminal)
  const decrypt = vault && ((text: string): string => vault.decrypt(text).toString())
  const extraVars = readExtraVars(options.extraVars, decrypt)
  const environment = environmentFor({ config, directory, decrypt, emit, options })
  const inventory = loadInventory(
    options.inventories.length > 0 ? options.inventories : config.list('DEFAULT_HOST_LIST'),
    inventoryOptions({ config, emit, decrypt, extraVars, environment }),
  )
  await pendingSignals()
  if (signal.aborted) throw new Interrupted()
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
    commandLine: passwords.connection && dict({ ansible_password: passwords.connection }),
    magic: magicOptions({ options, settings, config, inventory }),
    merge: config.get('DEFAULT_HASH_BEHAVIOUR') === 'merge',
    injectFacts: config.flag('INJECT_FACTS_AS_VARS'),
    factCache: openFactCache(config, emit),
    decrypt,
    duplicateKey: duplicateKeys(config, emit),
    prompt: (question) => terminal.prompt(question),
    signal,
  })
  if (options.flushCache) for (const host of inventory.hosts.keys()) run.variables.host(host).clearFacts()
  const evaluate = (value: Value, node: Node): Value => evaluateHostless(run, value, { node })
  const project = projectFor({ options, config, environment, evaluate, loadFile: run.loadSync, emit })
  return { run, settings, inventory, environment, project }
}
