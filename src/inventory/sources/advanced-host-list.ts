import { addHosts } from '../add-hosts.ts'
import { expandHosts } from '../expand-hosts.ts'
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
      const { names, port } = expandHosts(entry)
      addHosts(inventory, { names: names.filter((name) => !inventory.hosts.has(name)), port, group })
    }
  },
}
