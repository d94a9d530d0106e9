import { existsSync } from 'node:fs'
import type { Config } from '../config/config.ts'
import { UserError } from '../errors.ts'
import { str } from '../templating/python/repr.ts'
import { isDict, type Value } from '../values.ts'
import { loadYamlFile } from '../yaml/load-file.ts'

/**
 * The modules that `plugin_filters_cfg` takes out of use.
 *
 * @param warn told why a file is passed over.
 */
export const rejectedModules = (config: Config, warn: (message: string) => void): ReadonlySet<string> => {
  const named = config.text('PLUGIN_FILTERS_CFG')
  const file = named ?? '/etc/ansible/plugin_filters.yml'
  if (!existsSync(file)) {
    if (named !== undefined) warn(`The plugin filter file, ${file} does not exist. Skipping.`)
    return new Set()
  }
  const rejected = new Set(read(file, warn))
  if (rejected.has('stat')) throw withoutStat(file)
  return rejected
}

const read = (file: string, warn: (message: string) => void): readonly string[] => {
  const data = parsed(file, warn)
  if (data === undefined) return []
  const version = isDict(data) ? data.get('filter_version') : undefined
  if (!isDict(data) || version === undefined) warn(`The plugin filter file, ${file} was invalid. Skipping.`)
  else if (str(version).trim() !== '1.0')
    warn(`The plugin filter file, ${file} was a version not recognized by this version of Ansible. Skipping.`)
  else return names(data.get('module_rejectlist'), file, warn)
  return []
}

const parsed = (file: string, warn: (message: string) => void): Value | undefined => {
  try {
    return loadYamlFile(file)
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    warn(`The plugin filter file, ${file} was not parsable. Skipping: ${error.message}`)
    return undefined
  }
}

const names = (list: Value | undefined, file: string, warn: (message: string) => void): readonly string[] => {
  if (Array.isArray(list)) return list.map(String)
  warn(`Unable to parse the plugin filter file ${file} as module_rejectlist is not a list. Skipping.`)
  return []
}

const withoutStat = (file: string): UserError =>
  new UserError(
    {
      message: `The stat module was specified in the module reject list file, ${file}, but Ansible will not function without the stat module.  Please remove stat from the reject list.`,
    },
    1,
  )
