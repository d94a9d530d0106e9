/** `runbook config ACTION`: the settings there are, those in force and the file they come from, as ansible-config tells. */
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { type Command, Option } from 'commander'
import { allSettings, type SettingName } from '../config/all-settings.ts'
import { Config } from '../config/config.ts'
import type { Setting } from '../config/setting.ts'
import { UserError } from '../errors.ts'
import { str } from '../templating/python/repr.ts'
import { dumpJson } from '../util/python-json.ts'
import { didYouMean } from '../util/suggest.ts'
import { dict, type Value } from '../values.ts'
import { environmentText, iniText } from './config/example-files.ts'
import { pluginEntries, pluginList, pluginRows, pluginTypes } from './config/plugin-entries.ts'
import { newCommand } from './options/groups.ts'
import { type Given, parseArguments } from './options/parse-arguments.ts'
import { text } from './options/run-options.ts'
import { openTerminal, type Terminal } from './terminal.ts'

/** Does what the first argument says and gives the exit status. */
export const configCommand = async (args: readonly string[]): Promise<number> => {
  const [name = '', ...rest] = args
  if (name === '-h' || name === '--help') return help()
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
  terminal.print(await action.text({ given, names: parsed.args, config, terminal }))
  return 0
}

interface Shown {
  readonly given: Given
  /** Plugins that are named. */
  readonly names: readonly string[]
  readonly config: Config
  readonly terminal: Terminal
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
  const base = type === 'base' || type === 'all' ? settingList() : []
  const plugins = type === 'base' ? [] : [['PLUGINS', pluginList({ type, names: shown.names })] as [Value, Value]]
  return formatted(new Map([...base, ...plugins]), text(shown.given, 'format'))
}

const settingList = (): [Value, Value][] =>
  sorted().map(([name, { type, env, ini, default: fallback }]): [Value, Value] => [
    name,
    dict({
      default: fallback,
      env: env.map((variable) => dict({ name: variable })),
      ini: ini.map(([section, key]) => dict({ key, section })),
      name,
      type,
    }),
  ])

const sorted = () => Object.entries<Setting>(allSettings).sort(([a], [b]) => (a < b ? -1 : 1))

/** The value of each setting and where it is from, and those of options of plugins. */
const dump = (shown: Shown): string | Promise<string> => {
  const type = text(shown.given, 'type') ?? 'base'
  const rows = type === 'base' || type === 'all' ? settingRows(shown) : []
  const plugins = type === 'base' ? [] : pluginDump(shown, type)
  if (text(shown.given, 'format') === 'display') return [...rows.map(rowText), ...plugins.map(pluginDumpText)].join('')
  const data = [...rows.map(rowData), ...plugins.map(({ plugin, rows: own }) => dict({ [plugin]: own.map(rowData) }))]
  return formatted(data, text(shown.given, 'format'))
}

interface Row {
  readonly name: string
  readonly origin: string
  readonly value: Value
}

const isShown =
  ({ given }: Shown) =>
  ({ origin }: Row): boolean =>
    given.onlyChanged !== true || origin !== 'default'

const settingRows = (shown: Shown): readonly Row[] =>
  [
    { name: 'CONFIG_FILE', origin: '', value: (shown.config.file ?? null) as Value },
    ...sorted()
      .map(([name]) => ({ name, ...shown.config.lookup(name as SettingName) }))
      .filter(isShown(shown)),
  ].sort((a, b) => (a.name < b.name ? -1 : 1))

interface PluginDump {
  readonly plugin: string
  readonly rows: readonly Row[]
}

const pluginDump = (shown: Shown, type: string): readonly PluginDump[] =>
  pluginEntries({ type, names: shown.names })
    .map((entry) => ({ plugin: entry.plugin, rows: pluginRows(entry, shown.config).filter(isShown(shown)) }))
    .filter(({ rows }) => rows.length > 0)

const rowText = ({ name, origin, value }: Row): string => `${name}(${origin}) = ${str(value)}\n`

const pluginDumpText = ({ plugin, rows }: PluginDump): string =>
  `\n${plugin}:\n${'_'.repeat(plugin.length)}\n${rows.map(rowText).join('')}`

const rowData = ({ name, origin, value }: Row): Value => dict({ name, origin, type: null, value })

const view = ({ config }: Shown): string => {
  if (config.file === undefined) throw new UserError({ message: 'Invalid or no config file was supplied' }, 1)
  return readFileSync(config.file, 'utf8')
}

const formatted = async (data: Value, format: string | undefined): Promise<string> =>
  format === 'json'
    ? `${dumpJson(data, { indent: 4, sortKeys: true })}\n`
    : (await import('../inventory/print-yaml.ts')).inventoryYaml(data)

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
    options: (command) => formats('ini', 'env')(command).option('--disabled', 'with all settings commented out'),
    text: ({ given }) => (text(given, 'format') === 'env' ? environmentText : iniText)(given.disabled === true),
  },
}

const help = (): number => {
  const lines = Object.entries(actions).map(([name, { description }]) => `  ${name.padEnd(6)}${description}`)
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
