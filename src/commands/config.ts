/** `runbook config ACTION`: the settings there are, those in force and the file they come from, as ansible-config tells. */
import { readFileSync } from 'node:fs'
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
  const env =
    file === undefined
      ? process.env
      : { ...process.env, [/\.ya?ml$/.test(file) ? 'RUNBOOK_CONFIG' : 'ANSIBLE_CONFIG']: file }
  const config = new Config(env, process.cwd(), (message) => terminal.warn(message))
  terminal.print(await action.text({ given, config, terminal }))
  return 0
}

interface Shown {
  readonly given: Given
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
    .argument('[plugin...]', 'accepted; settings of plugins are among the others')
    .option('-c, --config <file>', 'this configuration file instead of the one that is found')
    .addOption(new Option('-t, --type <type>', 'accepted: settings of plugins are among the others').hideHelp())

const formats =
  (...names: readonly string[]) =>
  (command: Command): Command =>
    command.addOption(new Option('-f, --format <format>', 'how to show it').choices(names).default(names[0]))

/** What runbook knows of each setting. */
const list = ({ given }: Shown): Promise<string> =>
  formatted(
    new Map(
      [...sorted()].map(([name, { type, env, ini, default: fallback }]): [Value, Value] => [
        name,
        dict({
          default: fallback,
          env: env.map((variable) => dict({ name: variable })),
          ini: ini.map(([section, key]) => dict({ key, section })),
          name,
          type,
        }),
      ]),
    ),
    text(given, 'format'),
  )

const sorted = () => Object.entries<Setting>(allSettings).sort(([a], [b]) => (a < b ? -1 : 1))

/** The value of each setting and where it is from. */
const dump = ({ given, config }: Shown): string | Promise<string> => {
  const isChanged = ({ origin }: { origin: string }): boolean => given.onlyChanged !== true || origin !== 'default'
  const rows = [
    { name: 'CONFIG_FILE', origin: '', value: (config.file ?? null) as Value },
    ...sorted()
      .map(([name]) => ({ name, ...config.lookup(name as SettingName) }))
      .filter(isChanged),
  ].sort((a, b) => (a.name < b.name ? -1 : 1))
  if (text(given, 'format') === 'display')
    return rows.map(({ name, origin, value }) => `${name}(${origin}) = ${str(value)}\n`).join('')
  return formatted(
    rows.map(({ name, origin, value }) => dict({ name, origin, type: null, value })),
    text(given, 'format'),
  )
}

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
