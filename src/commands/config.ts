/** `runbook config ACTION`: the settings there are, those in force and the file they come from, as ansible-config tells. */
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { type Command, Option } from 'commander'
import { allSettings, type SettingName } from '../config/all-settings.ts'
import { Config } from '../config/config.ts'
import type { Setting } from '../config/setting.ts'
import { settingText } from '../config/setting-texts.ts'
import { UserError } from '../errors.ts'
import { didYouMean } from '../util/suggest.ts'
import type { Value } from '../values.ts'
import { dump } from './config/dump.ts'
import { exampleText } from './config/example-files.ts'
import { pluginList, pluginTypes } from './config/plugin-entries.ts'
import { byName, settingData } from './config/setting-data.ts'
import { formatted, type Shown } from './config/shown.ts'
import { validate } from './config/validate.ts'
import { configText } from './open-reporter.ts'
import { newCommand } from './options/groups.ts'
import { parseArguments } from './options/parse-arguments.ts'
import { text } from './options/run-options.ts'
import { tellOfVersion } from './options/version-text.ts'
import { openTerminal } from './terminal.ts'

/** Does what the first argument says and gives the exit status. */
export const configCommand = async (args: readonly string[]): Promise<number> => {
  const [name = '', ...rest] = args
  if (name === '-h' || name === '--help') return help()
  if (name === '--version') return tellOfVersion()
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined
  if (!action) throw unknownAction(name)
  const parsed = parseArguments(action.options(configOptions(name, action.description)), rest)
  if (!parsed) return 0
  const terminal = openTerminal(() => undefined)
  const { given } = parsed
  const file = text(given, 'config')
  if (file !== undefined && !existsSync(file)) throw missingFile(file)
  const env =
    file === undefined
      ? process.env
      : { ...process.env, [/\.ya?ml$/.test(file) ? 'RUNBOOK_CONFIG' : 'ANSIBLE_CONFIG']: file }
  const config = new Config(env, process.cwd(), (message) => terminal.warn(message))
  if (given.verbose !== 0) terminal.print(`${configText(config)}\n`)
  terminal.print(await action.text({ given, names: parsed.args, config }))
  return 0
}

interface Action {
  readonly description: string
  readonly options: (command: Command) => Command
  readonly text: (shown: Shown) => string | Promise<string>
}

const configOptions = (name: string, description: string): Command =>
  newCommand(`runbook config ${name}`, '[options]', `${description[0]!.toUpperCase()}${description.slice(1)}.`)
    .argument('[plugin...]', 'only these plugins of the type')
    .option('-c, --config <file>', 'this configuration file instead of the one that is found')
    .addOption(
      new Option('-t, --type <type>', 'settings of the run, or options of plugins of this type')
        .choices(['all', 'base', ...pluginTypes])
        .default('base'),
    )

const formats =
  (...names: readonly string[]) =>
  (command: Command): Command =>
    command.addOption(new Option('-f, --format <format>', 'how to show it').choices(names).default(names[0]))

/** What runbook knows of each setting, and of each option of the plugins that are asked for. */
const list = (shown: Shown): Promise<string> => {
  const type = text(shown.given, 'type') ?? 'base'
  const all = type === 'base' || type === 'all' ? byName<Setting>(allSettings) : []
  const base = all.map(([name, setting]): [Value, Value] => [
    name,
    settingData(name, setting, settingText(name as SettingName)),
  ])
  const plugins = type === 'base' ? [] : [['PLUGINS', pluginList({ type, names: shown.names })] as [Value, Value]]
  return formatted(new Map([...base, ...plugins]), text(shown.given, 'format'))
}

const view = ({ config }: Shown): string => {
  if (config.file === undefined) throw new UserError({ message: 'Invalid or no config file was supplied' }, 1)
  return readFileSync(config.file, 'utf8')
}

const actions: Readonly<Record<string, Action>> = {
  list: { description: 'tells all settings there are', options: formats('yaml', 'json'), text: list },
  dump: {
    description: 'shows what is set and where',
    options: (command) =>
      formats(
        'display',
        'json',
        'yaml',
      )(command.option('--only-changed', 'only what is not as it is by default')).addOption(
        new Option('--changed-only').implies({ onlyChanged: true }).hideHelp(),
      ),
    text: dump,
  },
  view: { description: 'shows the configuration file', options: (command) => command, text: view },
  init: {
    description: 'writes an example of a configuration',
    options: (command) =>
      formats('ini', 'env', 'vars')(command).option('--disabled', 'with all settings commented out'),
    text: exampleText,
  },
  validate: {
    description: 'checks that all is known that the file or the environment sets',
    options: formats('ini', 'env'),
    text: validate,
  },
}

const help = (): number => {
  const lines = Object.entries(actions).map(([name, { description }]) => `  ${name.padEnd(9)}${description}`)
  const all = ['Usage: runbook config <action> [options]', '', 'Actions:', ...lines, '']
  process.stdout.write([...all, 'runbook config <action> --help tells the options of an action.', ''].join('\n'))
  return 0
}

const unknownAction = (name: string): UserError => {
  const names = Object.keys(actions)
  const message = name === '' ? 'an action is missing' : `there is no action "${name}"`
  return new UserError({ message, hint: didYouMean(name, names) ?? `one of ${names.join(', ')}` }, 2)
}

const missingFile = (file: string): UserError =>
  new UserError({ message: `The provided configuration file is missing or not accessible: ${resolve(file)}` }, 5)
