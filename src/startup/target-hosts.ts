import type { Config } from '../config/config.ts'
import { UserError } from '../errors.ts'
import { localNames } from '../inventory/inventory.ts'
import type { OpenedRun } from './open-run.ts'
import type { RunOptions } from './run-options.ts'

/**
 * The hosts that match a pattern within `--limit`. Warns of an inventory without hosts.
 *
 * @throws UserError when there are hosts and the limit leaves none of them.
 */
export const targetHosts = (
  { run, inventory }: OpenedRun,
  pattern: string,
  { limit, config }: Pick<RunOptions, 'limit'> & { readonly config: Config },
): readonly string[] => {
  const isEmpty = inventory.hosts.size === 0
  if (isEmpty && !localNames.has(pattern) && config.flag('LOCALHOST_WARNING'))
    run.emit({ type: 'notice', level: 'warning', message: onlyLocalhost })
  const hosts = run.hosts.match(pattern)
  if (hosts.length > 0 || isEmpty || limit === undefined) return hosts
  throw new UserError({ message: noHosts }, 1)
}

const onlyLocalhost =
  "provided hosts list is empty, only localhost is available. Note that the implicit localhost does not match 'all'"
const noHosts = 'Specified inventory, host pattern and/or --limit leaves us with no hosts to target.'
