/** The files of the configuration: ansible.cfg, and runbook.yml with the same settings. */
import { readFileSync } from 'node:fs'
import { userError } from '../errors.ts'
import { didYouMean } from '../util/suggest.ts'
import { type Dict, isDict, Template, type Value } from '../values.ts'
import { loadYaml } from '../yaml/load.ts'
import { positionOfKey } from '../yaml/positions.ts'
import { allSettings } from './all-settings.ts'
import { allPluginOptions } from './plugin-options.ts'
import { readIni } from './read-ini.ts'
import type { Setting } from './setting.ts'

/** A file's values by section and key: text from ansible.cfg, values from runbook.yml. */
export interface ConfigFile {
  readonly path: string
  readonly sections: ReadonlyMap<string, ReadonlyMap<string, Value>>
}

/** Reads a configuration file in the format that its name tells. */
export const loadConfigFile = (path: string): ConfigFile =>
  /\.ya?ml$/.test(path) ? loadYamlConfig(path) : { path, sections: readIni(readFileSync(path, 'utf8'), path) }

/** A playbook may go by the same name: a list of plays is none of this file's business. */
const loadYamlConfig = (path: string): ConfigFile => {
  const data = loadYaml(readFileSync(path, 'utf8'), { file: path })
  if (!isDict(data)) return { path, sections: new Map() }
  const sections = new Map<string, Map<string, Value>>()
  const put = (section: string, { key, value }: { key: string; value: Value }): void => {
    const values = sections.get(section) ?? new Map<string, Value>()
    sections.set(section, values.set(key, written(value)))
  }
  for (const [key, value] of data) {
    const name = String(key)
    if (isDict(value) && sectionKeys.has(name)) {
      for (const [inner, item] of value)
        put(name, { key: known(value, { section: name, key: String(inner) }), value: item })
    } else put('defaults', { key: known(data, { section: 'defaults', key: name }), value })
  }
  return { path, sections }
}

/** The key, if there is a setting of that name. */
const known = (dict: Dict, { section, key }: { readonly section: string; readonly key: string }): string => {
  const keys = sectionKeys.get(section)!
  if (keys.has(key)) return key
  const names = section === 'defaults' ? [...keys, ...sectionKeys.keys()] : keys
  const hint = didYouMean(key, names) ?? 'runbook config list tells all'
  throw userError(`there is no setting "${key}"`, positionOfKey(dict, key), hint)
}

/** The keys of each section. */
const sectionKeys: ReadonlyMap<string, ReadonlySet<string>> = (() => {
  const found = new Map<string, Set<string>>()
  for (const { ini } of [...Object.values<Setting>(allSettings), ...allPluginOptions()])
    for (const [section, key] of ini) found.set(section, (found.get(section) ?? new Set()).add(key))
  return found
})()

/** Settings are text as it stands: `{{CWD}}` in a path is no template. */
const written = (value: Value): Value => {
  if (value instanceof Template) return value.source
  return Array.isArray(value) ? value.map(written) : value
}
