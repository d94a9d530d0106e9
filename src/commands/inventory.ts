/** `runbook inventory`: what an inventory holds, printed as ansible-inventory prints it. */
import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Command } from 'commander'
import { UserError } from '../errors.ts'
import { hostLayers, inventoryLayers, type Layer, layersOfGroup } from '../inventory/layers.ts'
import {
  graphText,
  hostData,
  inventoryJson,
  listData,
  type PrintOptions,
  tomlData,
  yamlData,
} from '../inventory/print.ts'
import { type Selection, selectHosts } from '../inventory/select-hosts.ts'
import type { OpenedRun, Surroundings } from '../startup/open-run.ts'
import { str } from '../templating/python/repr.ts'
import { mergeDicts } from '../util/merge-dicts.ts'
import type { Dict } from '../values.ts'
import { chooseOutput } from './choose-output.ts'
import { extraVarsOption, inventoryOptions, newCommand, playbookDirOption, vaultOptions } from './options/groups.ts'
import { type Given, parseArguments } from './options/parse-arguments.ts'
import { inPlaybookDir, runOptions, text } from './options/run-options.ts'
import { withReporting } from './with-reporting.ts'

/** Prints an inventory and gives the exit status. */
export const inventoryCommand = async (args: readonly string[]): Promise<number> => {
  const parsed = parseArguments(inventoryCommandOptions(), args)
  if (!parsed) return 0
  const { given } = parsed
  checkAction(given)
  const options = runOptions(given, resolve(text(given, 'playbookDir') ?? '.'))
  const work = async (surroundings: Surroundings): Promise<number> => {
    const { openRun } = await import('../startup/open-run.ts')
    const opened = await openRun(inPlaybookDir(options, given, surroundings.config), surroundings)
    const result = await textOf({ given, group: parsed.args[0] ?? 'all', opened, surroundings })
    if (result === '') return 1
    put(result, text(given, 'output'), surroundings)
    return 0
  }
  return withReporting({ ...options, output: undefined }, work, (config) =>
    chooseOutput({ ...options, output: 'plain' }, config, false),
  )
}

const inventoryCommandOptions = (): Command => {
  const command = newCommand(
    'runbook inventory',
    '[options] [group]',
    'Shows hosts, groups and their variables, as ansible-inventory does.',
  )
    .argument('[group]', 'where --graph begins (default: all)')
    .optionsGroup('What to show, one of:')
    .option('--list', 'all groups, hosts and variables')
    .option('--host <host>', 'the variables of a host')
    .option('--graph', 'the tree of groups and hosts')
    .optionsGroup('How to show it:')
    .option('-y, --yaml', 'as YAML instead of JSON')
    .option('--toml', 'as TOML instead of JSON')
    .option('--vars', 'with variables in the graph')
    .option('--export', 'each variable only where it is defined')
    .option('--output <file>', 'into a file')
  inventoryOptions(command)
  return vaultOptions(playbookDirOption(extraVarsOption(command)))
}

const checkAction = (given: Given): void => {
  const actions = ['list', 'host', 'graph'].filter((name) => given[name] !== undefined)
  if (actions.length === 1) return
  const message =
    actions.length === 0
      ? 'No action selected, at least one of --host, --graph or --list needs to be specified.'
      : 'Conflicting options used, only one of --host, --graph or --list can be used at the same time.'
  throw new UserError({ message }, 5)
}

interface Shown {
  readonly given: Given
  readonly group: string
  readonly opened: OpenedRun
  readonly surroundings: Surroundings
}

const textOf = async (shown: Shown): Promise<string> => {
  const { given, group, opened } = shown
  const { inventory } = opened
  const options = printOptions(shown)
  const host = text(given, 'host')
  if (host !== undefined) {
    const mismatch = shown.surroundings.config.get('HOST_PATTERN_MISMATCH') as Selection['mismatch']
    const [found, ...others] = selectHosts(inventory, host, { mismatch })
    if (!found || others.length > 0) throw usage('You must pass a single valid host to --host parameter')
    return dump(shown, hostData(found, options))
  }
  if (given.graph === true) {
    const top = inventory.groups.get(group)
    if (!top) throw usage('Pattern must be valid group name when using --graph')
    return graphText(top, options, given.vars === true ? str : undefined)
  }
  if (given.yaml === true) return dump(shown, yamlData(inventory, options))
  return dump(shown, given.toml === true ? tomlData(inventory, options) : listData(inventory, options))
}

const usage = (message: string): UserError => new UserError({ message }, 5)

const dump = async ({ given, opened: { run } }: Shown, data: Dict): Promise<string> => {
  if (given.yaml === true) return (await import('../inventory/print-yaml.ts')).inventoryYaml(data)
  if (given.toml === true) return (await import('../inventory/print-toml.ts')).inventoryToml(data)
  return inventoryJson(data, (message) => run.emit({ type: 'notice', level: 'warning', message }))
}

/** An export shows what each group and host defines; else a host has the variables that a play would see. */
const printOptions = ({ given, opened, surroundings: { config } }: Shown): PrintOptions => {
  const { inventory, settings, run } = opened
  const merged = merger(config.get('DEFAULT_HASH_BEHAVIOUR') === 'merge')
  const isExport = given.export === true || config.flag('INVENTORY_EXPORT')
  const isNamed = text(given, 'playbookDir') !== undefined || config.text('PLAYBOOK_DIR') !== undefined
  const own = isNamed ? [settings.directory] : []
  const places = { stage: 'all', playbookDirs: [settings.directory] } as const
  return {
    hostVars: (host) =>
      isExport
        ? merged(hostLayers(inventory, host, { ...places, playbookDirs: own }).own)
        : merged([...inventoryLayers(inventory, host, places), { values: run.variables.run.extraVars }]),
    groupVars: (group) => merged(layersOfGroup(inventory, group, { ...places, playbookDirs: own })),
    export: isExport,
    only: given.limit === undefined ? undefined : new Set(limited(opened)),
  }
}

const limited = ({ run, inventory }: OpenedRun) => run.hosts.match('all').map((name) => inventory.hosts.get(name)!)

const merger =
  (deep: boolean) =>
  (layers: readonly Pick<Layer, 'values'>[]): Dict =>
    layers.reduce<Dict>((low, { values }) => (deep ? mergeDicts(low, values) : assign(low, values)), new Map())

const assign = (low: Dict, values: Dict): Dict => {
  for (const [name, value] of values) low.set(name, value)
  return low
}

const put = (result: string, file: string | undefined, { terminal }: Surroundings): void => {
  if (file === undefined) {
    terminal.print(result.endsWith('\n') ? result : `${result}\n`)
    return
  }
  try {
    writeFileSync(file, result)
  } catch (error) {
    throw new UserError({ message: `Unable to write to destination file (${file}): ${(error as Error).message}` }, 1)
  }
}
