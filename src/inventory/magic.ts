import type { Dict } from '../values.ts'
import { isIpAddress } from './address.ts'
import type { Host } from './inventory.ts'

/** The variables that a host's name and groups give: `inventory_hostname`, its short form and `group_names`. */
export const hostMagic = ({ name, groups }: Host): Dict =>
  new Map<string, string | string[]>([
    ['inventory_hostname', name],
    ['inventory_hostname_short', isIpAddress(name) ? name : name.split('.')[0]!],
    ['group_names', groupNames(groups)],
  ]) as Dict

/** The sorted names of a host's groups but `all`. */
const groupNames = (groups: Host['groups']): string[] =>
  [...groups].flatMap(({ name }) => (name === 'all' ? [] : [name])).sort()
