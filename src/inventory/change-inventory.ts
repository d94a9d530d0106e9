/** Changes to an inventory while a play runs: `add_host`, `group_by` and `meta: refresh_inventory`. */
import { userError } from '../errors.ts'
import type { Dict, Value } from '../values.ts'
import {
  addChildGroup,
  addToGroup,
  ensureGroup,
  ensureHost,
  findHost,
  type Group,
  type Host,
  type Inventory,
  reconcile,
} from './inventory.ts'
import type { LoadedInventory } from './inventory-files.ts'
import { reloadInventory } from './load-inventory.ts'

/** A host that a task adds. */
export interface NewHost {
  readonly name: string
  readonly groups: readonly string[]
  readonly vars: Dict
  /** Tells whether two values are equal, so that setting a variable to what it is isn't a change; identity unless told. */
  readonly equal?: ((a: Value, b: Value) => boolean) | undefined
}

/** A group that a task puts hosts into. */
export interface NewGroup {
  readonly name: string
  readonly parents: readonly string[]
  readonly host: string
}

const replays = new WeakMap<Inventory, (() => void)[]>()

/** Adds a host, its groups and variables, as `add_host` does. Returns whether that changed anything. */
export const addHost = (inventory: Inventory, added: NewHost): boolean => {
  remember(inventory, () => applyHost(inventory, added))
  return applyHost(inventory, added)
}

/** Puts a host into a group below parents, as `group_by` does. Returns whether that changed anything. */
export const groupBy = (inventory: Inventory, added: NewGroup): boolean => {
  const host = findHost(inventory, added.host)
  if (!host) throw userError(`${added.host} cannot be matched in inventory`)
  remember(inventory, () => {
    // The sources may no longer have the host.
    const again = findHost(inventory, added.host)
    if (again) applyGroup(inventory, added, again)
  })
  return applyGroup(inventory, added, host)
}

/** Reads the sources again and repeats what tasks have added. */
export const refreshInventory = (inventory: LoadedInventory): void => {
  reloadInventory(inventory)
  for (const replay of replays.get(inventory) ?? []) replay()
}

const remember = (inventory: Inventory, replay: () => void): void => {
  const known = replays.get(inventory)
  if (known) known.push(replay)
  else replays.set(inventory, [replay])
}

const applyHost = (inventory: Inventory, { name, groups, vars, equal = Object.is }: NewHost): boolean => {
  const before = inventory.revision
  const host = inventory.hosts.get(name) ?? newHost(inventory, name)
  for (const [key, value] of vars) {
    if (host.vars.has(key) && equal(host.vars.get(key)!, value)) continue
    host.vars.set(key, value)
    inventory.revision += 1
  }
  for (const group of groups) addToGroup(inventory, ensureGroup(inventory, group), host)
  return settle(inventory, before)
}

const newHost = (inventory: Inventory, name: string): Host => {
  const host = ensureHost(inventory, name)
  addToGroup(inventory, inventory.groups.get('all')!, host)
  return host
}

const applyGroup = (inventory: Inventory, { name, parents }: NewGroup, host: Host): boolean => {
  const before = inventory.revision
  const group = ensureGroup(inventory, name)
  for (const parent of parents) addChildGroup(inventory, ensureGroup(inventory, parent), group)
  if (!isIn(group, host)) addToGroup(inventory, group, host)
  return settle(inventory, before)
}

/** Whether the host is in the group or in one below it. */
const isIn = (group: Group, host: Host): boolean =>
  group.hosts.has(host) || [...group.children].some((child) => isIn(child, host))

const settle = (inventory: Inventory, before: number): boolean => {
  if (inventory.revision === before) return false
  reconcile(inventory)
  return true
}
