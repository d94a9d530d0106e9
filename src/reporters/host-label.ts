import type { HostResult } from '../events.ts'
import { type Dict, isDict } from '../values.ts'

type Delegated = Pick<HostResult, 'host' | 'delegatedTo' | 'delegatedAddress'>

/** `host`, `host -> other` for a delegated task, and `host -> other(address)` where that has an address of its own. */
export const hostLabel = (event: Delegated, result: Dict): string => {
  const { host, delegatedTo } = event
  if (delegatedTo === undefined || delegatedTo === host) return host
  const variables = result.get('_ansible_delegated_vars')
  const address = event.delegatedAddress ?? (isDict(variables) ? variables.get('ansible_host') : undefined)
  const suffix = address === undefined || address === delegatedTo ? '' : `(${String(address)})`
  return `${host} -> ${delegatedTo}${suffix}`
}
