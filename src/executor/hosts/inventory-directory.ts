/** The inventory as variables and tasks see it. */
import { addHost, groupBy, refreshInventory } from '../../inventory/change-inventory.ts'
import { findHost, type Host, hostsOf } from '../../inventory/inventory.ts'
import type { LoadedInventory } from '../../inventory/inventory-files.ts'
import { type Layer as InventoryLayer, inventoryLayers } from '../../inventory/layers.ts'
import { type Selection, selectHosts } from '../../inventory/select-hosts.ts'
import { equals } from '../../templating/python/equals.ts'
import { type Dict, isDict, type Value } from '../../values.ts'
import type { Layer, Rung } from '../../vars/precedence.ts'
import { positionOfKey } from '../../yaml/positions.ts'
import type { HostDirectory } from './host-directory.ts'

/** A directory over a loaded inventory. */
export const inventoryDirectory = (
  inventory: LoadedInventory,
  { selection }: { readonly selection: Selection },
): HostDirectory => {
  const places = new Map<string, Kept<readonly Layer[]>>()
  const layersBeside = (folders: readonly string[]): Kept<readonly Layer[]> => {
    const key = folders.join('\0')
    const known = places.get(key)
    if (known) return known
    const made = new Kept(inventory, (host: string) => layersOf(inventory, host, folders))
    places.set(key, made)
    return made
  }
  const groups = new Kept(inventory, () => groupsOf(inventory))
  return {
    match: (pattern) => selectHosts(inventory, pattern, selection).map(({ name }) => name),
    resolve: (name) => resolve(inventory, name),
    has: (name) => findHost(inventory, name) !== undefined,
    addHost: (name, groups_, vars) => addHost(inventory, { name, groups: groups_, vars, equal: equals }),
    addGroup: (name, parents, host) => groupBy(inventory, { name, parents, host }),
    refresh: async () => refreshInventory(inventory),
    layers: (host, folders) => layersBeside(folders).get(host),
    hostNames: () => [...inventory.hosts.keys()],
    groups: () => groups.get(''),
    groupNames: (host) => groupNames(findHost(inventory, host)),
    source: (host) => sourceOf(findHost(inventory, host)),
  }
}

/** Results that hold until the inventory changes. */
class Kept<T> {
  readonly #inventory: LoadedInventory
  readonly #make: (key: string) => T
  readonly #made = new Map<string, T>()
  #revision = -1

  constructor(inventory: LoadedInventory, make: (key: string) => T) {
    this.#inventory = inventory
    this.#make = make
  }

  get(key: string): T {
    if (this.#revision !== this.#inventory.revision) {
      this.#made.clear()
      this.#revision = this.#inventory.revision
    }
    let made = this.#made.get(key)
    if (made === undefined) {
      made = this.#make(key)
      this.#made.set(key, made)
    }
    return made
  }
}

const layersOf = (inventory: LoadedInventory, name: string, playbookDirs: readonly string[]): readonly Layer[] => {
  const host = findHost(inventory, name)
  if (!host) return []
  return inventoryLayers(inventory, host, { playbookDirs, stage: 'task' }).map(layerOf).toReversed()
}

const rungNames: Readonly<Record<InventoryLayer['rung'], Rung>> = {
  'inventory file or script group vars': 'inventory file group vars',
  'inventory group_vars/all': 'inventory group_vars/all',
  'playbook group_vars/all': 'playbook group_vars/all',
  'inventory group_vars/*': 'inventory group_vars/*',
  'playbook group_vars/*': 'playbook group_vars/*',
  'inventory file or script host vars': 'inventory file host vars',
  'inventory host_vars/*': 'inventory host_vars/*',
  'playbook host_vars/*': 'playbook host_vars/*',
}

const layerOf = (layer: InventoryLayer): Layer => ({
  rung: rungNames[layer.rung],
  origin: layer.file ?? `the inventory, for ${layer.of}`,
  values: layer.values,
  position: (name) => positionOfKey(layer.values, name),
})

const groupsOf = (inventory: LoadedInventory): Dict =>
  new Map(
    [...inventory.groups.values()].map((group): [Value, Value] => [group.name, hostsOf(group).map(({ name }) => name)]),
  )

const groupNames = (host: Host | undefined): readonly string[] =>
  [...(host?.groups ?? [])].flatMap(({ name }) => (name === 'all' ? [] : [name])).sort()

const sourceOf = (host: Host | undefined): { directory: string | null; file: string | null } => {
  const text = (value: Value | undefined): string | null => (typeof value === 'string' ? value : null)
  return { directory: text(host?.vars.get('inventory_dir')), file: text(host?.vars.get('inventory_file')) }
}

/** The host of that name, or the one that has it as its address. */
const resolve = (inventory: LoadedInventory, name: string): string => {
  const known = findHost(inventory, name)
  if (known) return known.name
  const addressed = [...inventory.hosts.values()].find(({ vars }) => isDict(vars) && vars.get('ansible_host') === name)
  return addressed?.name ?? name
}
