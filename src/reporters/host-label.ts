import { type Dict, isDict } from '../values.ts'

/** `host`, `host -> other` for a delegated task, and `host -> other(address)` where that has an address of its own. */
export const hostLabel = (event: { host: string; delegatedTo?: string | undefined }, result: Dict): string => {
  const { host, delegatedTo } = event
  if (delegatedTo === undefined || delegatedTo === host) return host
  const variables = result.get('_ansible_delegated_vars')
  const address = isDict(variables) ? variables.get('ansible_host') : undefined
  const suffix = address === undefined || address === delegatedTo ? '' : `(${String(address)})`
  return `${host} -> ${delegatedTo}${suffix}`
}
