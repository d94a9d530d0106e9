import { existsSync } from 'node:fs'
import { addHosts } from '../add-hosts.ts'
import { parseAddress } from '../address.ts'
import { ensureGroup } from '../inventory.ts'
import type { InventorySource } from '../source.ts'

/** Hosts on the command line: `-i web1,web2:2222`. */
export const hostListSource: InventorySource = {
  name: 'host_list',
  accepts: (source) => source.includes(',') && !existsSync(source),
  read(source, { inventory }) {
    const group = ensureGroup(inventory, 'ungrouped')
    for (const entry of listedHosts(source)) {
      const address = parseAddress(entry)
      // A range is no range here: it is part of the name.
      const { host, port } = address && !address.host.includes('[') ? address : { host: entry, port: undefined }
      if (!inventory.hosts.has(host)) addHosts(inventory, { names: [host], port, group })
    }
  },
}

/** The entries of a list with commas. */
export const listedHosts = (source: string): string[] =>
  source
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
