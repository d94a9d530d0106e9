/** `runbook doc MODULE`: what a module does and which options it takes, from its declaration. */
import { Option } from 'commander'
import { UserError } from '../errors.ts'
import { type AnyModule, loadModule, moduleNames } from '../modules/registry.ts'
import { moduleNameOf } from '../playbook/modules/module-names.ts'
import { dumpJson } from '../util/python-json.ts'
import { didYouMean } from '../util/suggest.ts'
import { dict, type Value } from '../values.ts'
import { jsonSchema } from './doc/json-schema.ts'
import { moduleData, moduleText } from './doc/module-text.ts'
import { documentedTypes, pluginNames } from './doc/plugin-names.ts'
import { moduleSnippet } from './doc/snippet.ts'
import { newCommand } from './options/groups.ts'
import { type Given, parseArguments } from './options/parse-arguments.ts'
import { text } from './options/run-options.ts'

/** Prints documentation and gives the exit status. */
export const docCommand = async (args: readonly string[]): Promise<number> => {
  const command = newCommand(
    'runbook doc',
    '[options] [module ...]',
    'Tells what modules do and which options they take.',
  )
    .argument('[module...]', 'names, as playbooks have them')
    .option('-l, --list', 'all modules, a line each')
    .option('-j, --json', 'as JSON')
    .option('--schema', 'a JSON Schema of playbooks, for editors')
    .option('-M, --module-path <paths>', 'accepted; doc tells of the modules that are built in')
    .option('--playbook-dir <folder>', 'accepted; doc tells of the modules that are built in')
    .option('-s, --snippet', 'as a task to start from')
    .addOption(
      new Option('-t, --type <type>', 'with --list: plugins of this type').choices(documentedTypes).default('module'),
    )
  const parsed = parseArguments(command, args)
  if (!parsed) return 0
  const { given } = parsed
  const everything = given.list === true || given.schema === true
  const type = text(given, 'type') ?? 'module'
  if (type !== 'module') return listPlugins(type, given, parsed.args)
  const names = everything ? matching([...moduleNames()].sort(), parsed.args) : parsed.args
  if (names.length === 0 && !everything)
    throw new UserError(
      {
        message: 'Missing name(s), incorrect options passed for detailed documentation.',
        hint: 'name a module, or give --list',
      },
      5,
    )
  const modules = await Promise.all(names.map(async (name) => [name, await load(name)] as const))
  const width = Math.max(0, ...names.map((name) => name.length))
  const put = (shown: string): boolean => process.stdout.write(shown.endsWith('\n') ? shown : `${shown}\n`)
  if (given.schema === true) put(json(jsonSchema(modules)))
  else if (given.json === true) put(json(given.list === true ? summaries(modules) : documents(modules)))
  else if (given.list === true)
    put(modules.map(([name, { summary }]) => `${name.padEnd(width)}  ${summary}\n`).join(''))
  else if (given.snippet === true) put(modules.map(([, module]) => moduleSnippet(module)).join(''))
  else put(modules.map(([, module]) => moduleText(module)).join('\n'))
  return 0
}

/** Those that hold one of the texts; all where there are none. A namespace stands for what is built in. */
const matching = (names: readonly string[], texts: readonly string[]): readonly string[] => {
  const wanted = texts.filter((one) => !/^ansible\.(builtin|legacy)$/.test(one))
  return wanted.length === 0 ? names : names.filter((name) => wanted.some((one) => name.includes(one)))
}

const listPlugins = (type: string, given: Given, args: readonly string[]): number => {
  if (given.list !== true)
    throw new UserError(
      { message: `there is no text about a plugin of type ${type}`, hint: 'give --list for their names' },
      1,
    )
  const names = matching(pluginNames(type), args)
  const shown = given.json === true ? json(dict(Object.fromEntries(names.map((name) => [name, ''])))) : names.join('\n')
  process.stdout.write(`${shown}\n`)
  return 0
}

type Named = readonly [name: string, module: AnyModule]

const summaries = (modules: readonly Named[]): Value =>
  dict(Object.fromEntries(modules.map(([name, { summary }]) => [name, summary])))

const documents = (modules: readonly Named[]): Value =>
  dict(Object.fromEntries(modules.map(([name, module]) => [name, moduleData(module)])))

const json = (data: Value): string => dumpJson(data, { indent: 4, sortKeys: false })

const load = async (name: string): Promise<AnyModule> => {
  const module = await loadModule(moduleNameOf(name))
  if (module) return module
  const hint = didYouMean(name, moduleNames()) ?? 'runbook doc --list tells all'
  throw new UserError({ message: `there is no module "${name}"`, hint }, 1)
}
