import type { Config } from '../config/config.ts'
import { UserError } from '../errors.ts'
import type { EventSink } from '../events.ts'
import { expandHome } from '../util/expand-home.ts'
import { withoutBuiltin } from '../util/without-builtin.ts'
import { type FactCache, jsonFileCache } from '../vars/fact-cache.ts'

/** The cache of facts that `fact_caching` names; `undefined` where facts are those of the run alone. */
export const openFactCache = (config: Config, emit: EventSink): FactCache | undefined => {
  const plugin = withoutBuiltin(config.text('CACHE_PLUGIN') ?? 'memory')
  const warn = (message: string): void => emit({ type: 'notice', level: 'warning', message })
  if (plugin === 'jsonfile')
    return jsonFileCache({
      directory: directoryOf(config),
      prefix: prefixOf(config),
      timeout: config.number('CACHE_PLUGIN_TIMEOUT') ?? 0,
      warn,
    })
  if (plugin !== 'memory') warn(`there is no cache plugin "${plugin}" here: facts are kept for this run alone`)
  return undefined
}

const directoryOf = (config: Config): string => {
  const given = config.text('CACHE_PLUGIN_CONNECTION')
  if (given) return expandHome(given).replace(/\$\{?(\w+)\}?/g, (_, name: string) => process.env[name] ?? '')
  const message =
    "error, 'jsonfile' cache plugin requires the 'fact_caching_connection' config option to be set (to a writeable directory path)"
  throw new UserError({ message }, 1)
}

/** There is none unless one is set. */
const prefixOf = (config: Config): string => {
  const { value, origin } = config.lookup('CACHE_PLUGIN_PREFIX')
  return origin === 'default' ? '' : String(value)
}
