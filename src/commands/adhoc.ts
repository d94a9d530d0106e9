/** `runbook adhoc PATTERN -m MODULE -a ARGS`: one task on some hosts, with the options of `ansible`. */
import { dirname, join, resolve } from 'node:path'
import type { Command } from 'commander'
import type { Config } from '../config/config.ts'
import { UserError } from '../errors.ts'
import { collectionOf } from '../playbook/modules/collections.ts'
import { findProgram } from '../playbook/modules/find-program.ts'
import { moduleNameOf } from '../playbook/modules/module-names.ts'
import { adhocPlay, needsArguments } from '../playbook/plays/adhoc.ts'
import { readPlay } from '../playbook/plays/play.ts'
import type { Project } from '../playbook/project.ts'
import type { OpenedRun, Surroundings } from '../startup/open-run.ts'
import type { RunOptions } from '../startup/run-options.ts'
import { targetHosts } from '../startup/target-hosts.ts'
import { dumpJson } from '../util/python-json.ts'
import { dict } from '../values.ts'
import { chooseOutput, type OutputChoice } from './choose-output.ts'
import { newCommand, patternOptions } from './options/groups.ts'
import { type Given, parseArguments } from './options/parse-arguments.ts'
import { inPlaybookDir, runOptions, text } from './options/run-options.ts'
import { whole } from './options/values.ts'
import { withReporting } from './with-reporting.ts'

/** Runs one task and gives the exit status. */
export const adhocCommand = async (args: readonly string[]): Promise<number> => {
  const parsed = parseArguments(adhocOptions(), args)
  if (!parsed) return 0
  const { given } = parsed
  const options = runOptions(given, resolve(text(given, 'playbookDir') ?? '.'))
  const work = (surroundings: Surroundings): Promise<number> =>
    adhoc(
      { given, options: inPlaybookDir(options, given, surroundings.config), pattern: parsed.args[0]! },
      surroundings,
    )
  return withReporting(options, work, (config) => adhocOutput(given, options, config))
}

const adhocOptions = (): Command =>
  patternOptions(
    newCommand('runbook adhoc', '[options] <pattern>', 'Runs one task on the hosts of a pattern, as ansible does.')
      .argument('<pattern>', 'the hosts')
      .option('-m, --module-name <name>', 'the module (default: command)')
      .option('-a, --args <args>', 'its options as key=value or JSON, or a command line')
      .option('-o, --one-line', 'one line for each host')
      .option('-t, --tree <folder>', "write each host's result to a file in this folder")
      .option('-B, --background <seconds>', 'run on its own for at most so long', whole)
      .option('-P, --poll <seconds>', 'look after it so often (default: 15)', whole)
      .option('--task-timeout <seconds>', 'give up the task after so long', whole),
  )

interface Asked {
  readonly given: Given
  readonly options: RunOptions
  readonly pattern: string
}

const adhoc = async ({ given, options, pattern }: Asked, surroundings: Surroundings): Promise<number> => {
  const { openRun } = await import('../startup/open-run.ts')
  const opened = await openRun(options, surroundings)
  const hosts = matching(opened, { options, pattern }, surroundings)
  if (hosts.length === 0 && opened.inventory.hosts.size > 0)
    opened.run.emit({ type: 'notice', level: 'warning', message: 'No hosts matched, nothing to do' })
  if (options.list.hosts) return listHosts(hosts, surroundings)
  const { config } = surroundings
  const module = text(given, 'moduleName') ?? config.text('DEFAULT_MODULE_NAME') ?? 'command'
  const moduleArgs = text(given, 'args') ?? config.text('DEFAULT_MODULE_ARGS') ?? ''
  if (needsArguments(module) && moduleArgs === '') throw noArguments(module, pattern)
  if (/^(ansible\.(builtin|legacy)\.)?import_playbook$/.test(module))
    throw new UserError({ message: `'${module}' is not a valid action for ad-hoc commands` }, 5)
  const file = join(options.directory, '__adhoc_playbook__')
  const task = isKnown(opened.project, module, file)
    ? { module, args: moduleArgs }
    : { module: 'fail', args: dumpJson(dict({ msg: `The module ${module} was not found in configured module paths` })) }
  const { runPlays } = await import('../run-playbook.ts')
  return runPlays(opened, (project) => {
    const play = readPlay(project, adhocPlay({ pattern, ...task, ...timesOf(given, config) }), {
      file,
    })
    return { path: file, entries: [play], plays: [play] }
  })
}

/** A pattern that is a mistake matches no host, unless there is a limit that may be the mistake. */
const matching = (
  opened: OpenedRun,
  { options, pattern }: Pick<Asked, 'options' | 'pattern'>,
  { config }: Surroundings,
): readonly string[] => {
  try {
    return targetHosts(opened, pattern, { limit: options.limit, config })
  } catch (error) {
    if (!(error instanceof UserError) || options.limit !== undefined) throw error
    return []
  }
}

/** What is no module fails on each host, as a task would that comes to it. */
const isKnown = (project: Project, module: string, file: string): boolean => {
  if (project.knownAction(moduleNameOf(module))) return true
  const collections = [collectionOf(file) ?? []].flat()
  return findProgram(project, { directory: dirname(file) }, { action: module, collections }) !== undefined
}

const timesOf = (given: Given, config: Config) => ({
  timeout: (given.taskTimeout as number | undefined) ?? config.number('TASK_TIMEOUT'),
  background: given.background as number | undefined,
  poll: (given.poll as number | undefined) ?? config.number('DEFAULT_POLL_INTERVAL'),
})

const listHosts = (hosts: readonly string[], { terminal }: Surroundings): number => {
  terminal.print([`  hosts (${hosts.length}):`, ...hosts.map((host) => `    ${host}`), ''].join('\n'))
  return 0
}

const noArguments = (module: string, pattern: string): UserError =>
  new UserError(
    {
      message: `No argument passed to ${module} module`,
      hint: /\.ya?ml$/.test(pattern) ? `to run a playbook: runbook ${pattern}` : 'give them with -a',
    },
    5,
  )

/** The output that is set is taken only where the configuration says so; the live view is for playbooks. */
export const adhocOutput = (given: Given, options: RunOptions, config: Config): OutputChoice => {
  const choice = chooseOutput(options, config, false)
  const tree = text(given, 'tree') ?? choice.tree
  const own = { ...choice, warnings: [], tree }
  if (given.oneLine === true) return { ...own, name: 'oneline' }
  const isSet = config.flag('DEFAULT_LOAD_CALLBACK_PLUGINS') && config.text('DEFAULT_STDOUT_CALLBACK') !== 'default'
  return isSet ? { ...choice, tree } : { ...own, name: 'minimal', addOns: [], junit: false }
}
