/** Examples of configurations, made from the settings there are. */
import { allSettings, type SettingName } from '../../config/all-settings.ts'
import type { Setting } from '../../config/setting.ts'
import { pluginOptionText, settingText } from '../../config/setting-texts.ts'
import { text } from '../options/run-options.ts'
import { pluginEntries } from './plugin-entries.ts'
import type { Shown } from './shown.ts'

/** The settings of the type that is asked for, as they are by default, in the format that is asked for. */
export const exampleText = (shown: Shown): string => {
  const isDisabled = shown.given.disabled === true
  const type = text(shown.given, 'type') ?? 'base'
  const base = type === 'base' || type === 'all' ? Object.entries<Setting>(allSettings) : []
  const plugins = type === 'base' ? [] : pluginEntries({ type, names: shown.names })
  const settings: readonly Named[] = [
    ...base.map(([name, one]) => ({ name, vars: [], text: settingText(name as SettingName), ...one })),
    // The last place is the plugin's own.
    ...plugins.flatMap(({ type, plugin, options }) =>
      options.map(([name, one]) => ({
        name,
        text: pluginOptionText(type, plugin, name),
        ...one,
        ini: one.ini.slice(-1),
      })),
    ),
  ]
  return writers[text(shown.given, 'format') as keyof typeof writers](settings, isDisabled)
}

interface Named extends Setting {
  readonly name: string
  readonly vars: readonly string[]
  /** What it is for. */
  readonly text: string
}

/** An ansible.cfg; what several settings share stands in it once. */
const iniText = (settings: readonly Named[], isDisabled: boolean): string => {
  const sections = new Map<string, Map<string, string>>()
  for (const setting of settings) {
    const [place] = setting.ini
    if (!place) continue
    const [section, key] = place
    const keys = sections.get(section) ?? new Map<string, string>()
    sections.set(section, keys)
    if (keys.has(key)) continue
    keys.set(key, `# (${setting.type}) ${setting.text}\n${isDisabled ? ';' : ''}${key}=${valueText(setting)}\n`)
  }
  return [...sections].flatMap(([section, keys]) => [`[${section}]`, ...keys.values(), '']).join('\n')
}

/** Variables of the environment for a shell to read. */
const environmentText = (settings: readonly Named[], isDisabled: boolean): string =>
  unique(settings, ({ env }) => env[0])
    .flatMap(([name, setting]) => [
      `# ${setting.name}(${setting.type}): ${setting.text}`,
      `${isDisabled ? '#' : ''}export ${name}='${valueText(setting)}'\n`,
    ])
    .join('\n')

/** Variables of hosts for an inventory. */
const variablesText = (settings: readonly Named[], isDisabled: boolean): string =>
  unique(settings, ({ vars }) => vars.at(-1))
    .map(([name, setting]) => {
      const value = setting.default === null ? 'null' : JSON.stringify(setting.default)
      return `# ${setting.name}(${setting.type}): ${setting.text}\n${isDisabled ? '#' : ''}${name}: ${value}\n`
    })
    .join('\n')

const unique = (
  settings: readonly Named[],
  nameOf: (setting: Named) => string | undefined,
): readonly (readonly [string, Named])[] => {
  const found = new Map<string, Named>()
  for (const setting of settings) {
    const name = nameOf(setting)
    if (name !== undefined && !found.has(name)) found.set(name, setting)
  }
  return [...found]
}

const writers = { ini: iniText, env: environmentText, vars: variablesText } as const

const valueText = ({ type, default: value, ini }: Setting): string => {
  if (value === null) return ''
  if (Array.isArray(value))
    return value.map(String).join(type === 'pathlist' && ini[0]?.[1] !== 'inventory' ? ':' : ', ')
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  return String(value)
}
