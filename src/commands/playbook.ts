/** `runbook -i hosts site.yml`: options as ansible-playbook has them. */
import { dirname, resolve } from 'node:path'
import { type Command, Option } from 'commander'
import type { Config } from '../config/config.ts'
import { playbookInCollections } from '../playbook/modules/collections.ts'
import { collectionsPath } from '../startup/collections-path.ts'
import type { RunOptions } from '../startup/run-options.ts'
import {
  becomeOptions,
  checkOptions,
  connectOptions,
  extraVarsOption,
  inventoryOptions,
  newCommand,
  runOptionsGroup,
  vaultOptions,
} from './options/groups.ts'
import { parseArguments } from './options/parse-arguments.ts'
import { runOptions } from './options/run-options.ts'
import { collectList } from './options/values.ts'
import { commandsText } from './summaries.ts'
import { withReporting } from './with-reporting.ts'

/** Runs playbooks and gives the exit status. */
export const playbookCommand = async (args: readonly string[]): Promise<number> => {
  const options = parsePlaybookArguments(args)
  if (options === undefined) return 0
  return withReporting(options, async (surroundings) => {
    const { runPlaybook } = await import('../run-playbook.ts')
    return runPlaybook(inCollections(options, surroundings.config), surroundings)
  })
}

/** The options with the files of playbooks that are named by their collections. */
const inCollections = (options: RunOptions, config: Config): RunOptions => {
  const playbooks = options.playbooks.map((name) => playbookInCollections(name, () => collectionsPath(config)) ?? name)
  return { ...options, playbooks, directory: dirname(resolve(playbooks[0]!)) }
}

/** The options of a command line; `undefined` when it only asked for help. */
export const parsePlaybookArguments = (args: readonly string[]): RunOptions | undefined => {
  const parsed = parseArguments(playbookOptions(), args)
  if (!parsed) return undefined
  const directory = dirname(resolve(parsed.args[0]!))
  return { ...runOptions(parsed.given, directory), playbooks: parsed.args }
}

const playbookOptions = (): Command => {
  const command = newCommand(
    'runbook',
    '[options] playbook [playbook ...]',
    'Runs Ansible playbooks on the hosts of an inventory.',
  )
    .argument('<playbook...>', 'playbooks to run')
    .addHelpText('after', commandsText())
  extraVarsOption(command)
    .option('-t, --tags <tags>', 'only tasks with these tags', collectList)
    .option('--skip-tags <tags>', 'no tasks with these tags', collectList)
  checkOptions(command)
  runOptionsGroup(command)
    .option('--syntax-check', 'check the playbooks, and stop')
    .option('--step', 'ask before each task')
    .option('--start-at-task <name>', 'begin at the task of that name')
    .option('--force-handlers', 'run handlers even after a failure')
    .option('--flush-cache', 'forget the facts of all hosts')
    .addOption(new Option('--output <format>', 'how to show the run').choices(['plain', 'tui', 'json']))
  listOptions(inventoryOptions(command))
  return vaultOptions(becomeOptions(connectOptions(command)))
}

const listOptions = (command: Command): Command =>
  command
    .option('--list-hosts', 'list the hosts that match, and stop')
    .option('--list-tasks', 'list the tasks that would be run, and stop')
    .option('--list-tags', 'list all tags, and stop')
