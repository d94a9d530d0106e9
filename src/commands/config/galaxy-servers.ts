/** The servers of `[galaxy] server_list`. Nothing here talks to them; their settings are shown and checked as others are. */
import type { Config, Origin } from '../../config/config.ts'
import { type Setting, type SettingType, setting } from '../../config/setting.ts'

/** A server and its settings. */
export interface GalaxyServer {
  readonly name: string
  readonly rows: readonly (Origin & { readonly name: string })[]
}

/** The servers that are listed, with what is set for each. */
export const galaxyServers = (config: Config): readonly GalaxyServer[] =>
  galaxySettings(config).map(({ name, settings }) => ({
    name,
    rows: settings.map(([key, one]) => ({
      name: key,
      ...config.lookupSetting(`plugin_type: galaxy_server plugin: ${name} setting: ${key}`, one),
    })),
  }))

/** The settings of each server that is listed. */
export const galaxySettings = (
  config: Config,
): readonly { readonly name: string; readonly settings: readonly (readonly [string, Setting])[] }[] =>
  config.list('GALAXY_SERVER_LIST').map((name) => ({
    name,
    settings: keys.map(([key, type]) => {
      const variable = `ANSIBLE_GALAXY_SERVER_${name}_${key}`.toUpperCase()
      return [key, { ...setting(type, null, '', variable), ini: [[`galaxy_server.${name}`, key]] }] as const
    }),
  }))

const keys: readonly (readonly [string, SettingType])[] = [
  ['url', 'string'],
  ['username', 'string'],
  ['password', 'string'],
  ['token', 'string'],
  ['auth_url', 'string'],
  ['api_version', 'integer'],
  ['validate_certs', 'boolean'],
  ['client_id', 'string'],
  ['timeout', 'integer'],
]
