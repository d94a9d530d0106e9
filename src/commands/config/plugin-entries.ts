/** The options of plugins as `runbook config` shows them. */
import type { Config, Origin } from '../../config/config.ts'
import { type PluginOption, pluginOptions, pluginsOf } from '../../config/plugin-options.ts'
import { pluginOptionText } from '../../config/setting-texts.ts'
import { dict, type Value } from '../../values.ts'
import { byName, settingData } from './setting-data.ts'

/** What `--type` may be besides `all` and `base`. */
export const pluginTypes = [
  ...['become', 'cache', 'callback', 'cliconf', 'connection', 'httpapi'],
  ...['inventory', 'lookup', 'netconf', 'shell', 'vars'],
] as const

/** Which plugins to show. */
export interface Wanted {
  /** One of {@link pluginTypes}, or `all`. */
  readonly type: string
  /** Names; all where there are none. */
  readonly names: readonly string[]
}

/** A plugin and its options. */
export interface PluginEntry {
  readonly type: string
  readonly plugin: string
  readonly options: readonly (readonly [name: string, option: PluginOption])[]
}

/** The plugins that are wanted, by their types and names. */
export const pluginEntries = ({ type, names }: Wanted): readonly PluginEntry[] =>
  pluginTypes
    .filter((one) => type === 'all' || one === type)
    .flatMap((one) =>
      pluginsOf(one)
        .filter((plugin) => names.length === 0 || names.includes(plugin))
        .map((plugin) => ({ type: one, plugin, options: byName(pluginOptions(one, plugin) ?? {}) })),
    )

/** What there is of each option, by type and plugin. */
export const pluginList = (wanted: Wanted): Value => {
  const types = new Map<Value, Value>()
  for (const { type, plugin, options } of pluginEntries(wanted)) {
    const plugins = (types.get(type) as Map<Value, Value> | undefined) ?? new Map<Value, Value>()
    const entries = options.map(([name, option]): [Value, Value] => [
      name,
      optionData(name, option, pluginOptionText(type, plugin, name)),
    ])
    types.set(type, plugins.set(plugin, new Map(entries)))
  }
  return types
}

const optionData = (name: string, option: PluginOption, text: string): Value =>
  settingData(name, option, text).set(
    'vars',
    option.vars.map((variable) => dict({ name: variable })),
  )

/** An option's value and where it is from. */
export interface PluginRow extends Origin {
  readonly name: string
}

/** The values in force, by plugin. */
export const pluginRows = ({ type, plugin, options }: PluginEntry, config: Config): readonly PluginRow[] =>
  options.map(([name]) => ({ name, ...config.pluginOption(type, plugin, name)! }))
