import { addHosts } from '../add-hosts.ts'
import { expandHosts, HostRangeError } from '../expand-hosts.ts'
import { ensureGroup } from '../inventory.ts'
import type { InventorySource } from '../source.ts'
import { hostListSource, listedHosts } from './host-list.ts'

/** Hosts on the command line, with ranges: `-i 'web[1:3],db'`. */
export const advancedHostListSource: InventorySource = {
  name: 'advanced_host_list',
  accepts: hostListSource.accepts,
  read(source, { inventory }) {
    const group = ensureGroup(inventory, 'ungrouped')
    for (const entry of listedHosts(source)) {
      const { names, port } = expandOrKeep(entry, inventory.rules.debug)
      addHosts(inventory, { names: names.filter((name) => !inventory.hosts.has(name)), port, group })
    }
  },
}

/** A range that is written wrong is taken for a name. */
const expandOrKeep = (
  entry: string,
  debug: (level: number, message: string) => void,
): ReturnType<typeof expandHosts> => {
  try {
    return expandHosts(entry)
  } catch (error) {
    if (!(error instanceof HostRangeError)) throw error
    debug(3, `Unable to parse address from hostname, leaving unchanged: ${error.message}`)
    return { names: [entry], port: undefined }
  }
}
