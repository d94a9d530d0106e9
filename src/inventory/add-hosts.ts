import { statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { Position } from '../errors.ts'
import type { Dict } from '../values.ts'
import { positionOfKey } from '../yaml/positions.ts'
import { addToGroup, ensureHost, type Group, type HostSource, type Inventory, setVariable } from './inventory.ts'

/** What is said about the hosts of one entry. */
export interface HostEntry {
  readonly names: readonly string[]
  readonly port?: number | undefined
  readonly group?: Group | undefined
  readonly vars?: Dict | undefined
  /** Where the entry stands, for variables that have no place of their own. */
  readonly position?: Position | undefined
}

/** Adds the hosts of one entry of a source, with its variables, to its group. */
export const addHosts = (inventory: Inventory, { names, port, group, vars, position }: HostEntry): void => {
  const source = hostSource(inventory)
  for (const name of names) {
    const host = ensureHost(inventory, name, port, source)
    if (group) addToGroup(inventory, group, host)
    if (!vars) continue
    // As in Ansible, a group of the same name takes the variables.
    const owner = inventory.groups.get(host.name) ?? host
    for (const [key, value] of vars) {
      setVariable(inventory, owner, { name: key, value, position: positionOfKey(vars, key) ?? position })
    }
  }
}

/** Where hosts of the source that is being read come from. */
export const hostSource = ({ currentSource }: Inventory): HostSource =>
  currentSource === undefined
    ? { file: null, folder: null }
    : { file: currentSource, folder: sourceFolder(currentSource) }

/** The folder of a source; Ansible gives a list of hosts the text `None`. */
export const sourceFolder = (source: string): string => {
  const stat = statSync(source, { throwIfNoEntry: false })
  if (!stat) return 'None'
  return resolve(stat.isDirectory() ? source : dirname(source))
}
