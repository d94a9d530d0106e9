/** `runbook config dump`: what is set and where. */
import { allSettings, type SettingName } from '../../config/all-settings.ts'
import { str } from '../../templating/python/repr.ts'
import { dict, type Value } from '../../values.ts'
import { text } from '../options/run-options.ts'
import { galaxyServers } from './galaxy-servers.ts'
import { pluginEntries, pluginRows, pluginTypes } from './plugin-entries.ts'
import { formatted, type Shown } from './shown.ts'

/** The value of each setting and where it is from, and those of options of plugins. */
export const dump = (shown: Shown): string | Promise<string> => {
  const type = text(shown.given, 'type') ?? 'base'
  const hasBase = type === 'base' || type === 'all'
  const asked: Asked = {
    shown,
    rows: hasBase ? settingRows(shown) : [],
    servers: hasBase ? galaxyServers(shown.config) : [],
    plugins: type === 'all' ? pluginTypes : type === 'base' ? [] : [type],
    isAll: type === 'all',
  }
  const format = text(shown.given, 'format')
  return format === 'display' ? textOf(asked) : formatted(dataOf(asked), format)
}

interface Asked {
  readonly shown: Shown
  readonly rows: readonly Row[]
  readonly servers: ReturnType<typeof galaxyServers>
  readonly plugins: readonly string[]
  /** All types of plugins, each below its name. */
  readonly isAll: boolean
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
    ...Object.keys(allSettings)
      .map((name) => ({ name, ...shown.config.lookup(name as SettingName) }))
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

const textOf = ({ shown, rows, servers, plugins, isAll }: Asked): string => {
  const ofServers = servers.map(({ name, rows: own }) => section(name, '=', own.filter(isShown(shown))))
  const ofPlugins = plugins.flatMap((type) => {
    const found = pluginDump(shown, type)
    const title = isAll && found.length > 0 ? [section(type.toUpperCase(), '=', [], ':')] : []
    return [...title, ...found.map((one) => section(one.plugin, '_', one.rows, ':'))]
  })
  return [
    ...rows.map(rowText),
    ...(servers.length > 0 ? ['\nGALAXY_SERVERS:\n'] : []),
    ...ofServers,
    ...ofPlugins,
  ].join('')
}

const section = (title: string, line: string, rows: readonly Row[], colon = ''): string =>
  `\n${title}${colon}\n${line.repeat(title.length)}\n${rows.map(rowText).join('')}`

const rowText = ({ name, origin, value }: Row): string => `${name}(${origin}) = ${str(value)}\n`

const dataOf = ({ shown, rows, servers, plugins, isAll }: Asked): Value => {
  const ofPlugins = plugins.flatMap((type) => {
    const found = pluginDump(shown, type).map((one) => dict({ [one.plugin]: one.rows.map(rowData) }))
    return isAll ? [dict({ [`${type.toUpperCase()}_PLUGINS`]: found })] : found
  })
  const ofServers = new Map<Value, Value>(
    servers.map(({ name, rows: own }) => [
      name,
      new Map<Value, Value>(own.map((row) => [row.name, [row.name, row.value, row.origin, null]])),
    ]),
  )
  return [...rows.map(rowData), ...(ofServers.size > 0 ? [dict({ GALAXY_SERVERS: ofServers })] : []), ...ofPlugins]
}

const rowData = ({ name, origin, value }: Row): Value => dict({ name, origin, type: null, value })
