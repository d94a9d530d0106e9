/** `runbook doc MODULE`: what a module does and which options it takes, from its declaration. */
import { UserError } from '../errors.ts'
import { type AnyModule, loadModule, moduleNames } from '../modules/registry.ts'
import { moduleNameOf } from '../playbook/module-names.ts'
import { dumpJson } from '../util/python-json.ts'
import { didYouMean } from '../util/suggest.ts'
import { dict, type Value } from '../values.ts'
import { jsonSchema } from './doc/json-schema.ts'
import { moduleData, moduleText } from './doc/module-text.ts'
import { newCommand } from './options/groups.ts'
import { parseArguments } from './options/parse-arguments.ts'

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
    .option('-t, --type <type>', 'accepted: module')
  const parsed = parseArguments(command, args)
  if (!parsed) return 0
  const { given } = parsed
  const everything = given.list === true || given.schema === true
  const names = everything ? [...moduleNames()].sort() : parsed.args
  if (names.length === 0) throw new UserError({ message: 'name a module, or give --list' }, 2)
  const modules = await Promise.all(names.map(async (name) => [name, await load(name)] as const))
  const width = Math.max(...names.map((name) => name.length))
  const put = (text: string): boolean => process.stdout.write(text.endsWith('\n') ? text : `${text}\n`)
  if (given.schema === true) put(json(jsonSchema(modules)))
  else if (given.json === true) put(json(given.list === true ? summaries(modules) : documents(modules)))
  else if (given.list === true)
    put(modules.map(([name, { summary }]) => `${name.padEnd(width)}  ${summary}\n`).join(''))
  else put(modules.map(([, module]) => moduleText(module)).join('\n'))
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
