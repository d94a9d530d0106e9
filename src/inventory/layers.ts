/** A host's variables from inventories, as ordered layers: the later override the earlier. */
import type { Dict } from '../values.ts'
import type { Group, Host } from './inventory.ts'
import type { LoadedInventory } from './inventory-files.ts'
import { inventoryDefaults, type VarsFilesOptions } from './options.ts'
import { type VarsFile, varsFilesOf } from './vars-files.ts'

/** Variables of one origin. `positionOfKey(values, name)` tells where each stands. */
export interface Layer {
  readonly rung: Rung
  /** The group or host that the variables are of. */
  readonly of: string
  /** The file, for layers that are one. */
  readonly file: string | undefined
  readonly values: Dict
}

/** The rungs of Ansible's ladder of precedence that inventories fill, lowest first. */
export type Rung =
  | 'inventory file or script group vars'
  | 'inventory group_vars/all'
  | 'playbook group_vars/all'
  | 'inventory group_vars/*'
  | 'playbook group_vars/*'
  | 'inventory file or script host vars'
  | 'inventory host_vars/*'
  | 'playbook host_vars/*'

/** Where else than beside inventories files are looked for, and at which stage. */
export interface LayerPlaces {
  /** The folders of the playbook, nearest last. */
  readonly playbookDirs?: readonly string[] | undefined
  /** `task` for runs; `all` for showing an inventory, which reads files whatever the stage that is set. */
  readonly stage?: 'task' | 'all' | undefined
}

/** The layers of a host. */
export interface HostLayers {
  /** Those of its groups. The very same array for all hosts of the same groups, so that a merge can be kept for it. */
  readonly groups: readonly Layer[]
  /** Those of its own. */
  readonly own: readonly Layer[]
}

/** All layers of a host in order. */
export const inventoryLayers = (inventory: LoadedInventory, host: Host, places: LayerPlaces = {}): Layer[] => {
  const { groups, own } = hostLayers(inventory, host, places)
  return [...groups, ...own]
}

/** The layers of a host, those of its groups apart, which hosts share. */
export const hostLayers = (inventory: LoadedInventory, host: Host, places: LayerPlaces = {}): HostLayers => ({
  groups: sharedLayers(inventory, host, places),
  own: ownLayers(inventory, host, places),
})

/** The layers of one group by itself, for an export. */
export const layersOfGroup = (inventory: LoadedInventory, group: Group, places: LayerPlaces = {}): Layer[] => {
  const { name } = group
  const sources = inventory.folders
  const [source, playbook] = name === 'all' ? allRungs : groupRungs
  return [
    ...inlineLayers(inventory, group, sources),
    ...sources.flatMap((folder) => fileLayers(inventory, { folder, name, rung: source })),
    ...(places.playbookDirs ?? []).flatMap((folder) => fileLayers(inventory, { folder, name, rung: playbook })),
  ]
}

const allRungs = ['inventory group_vars/all', 'playbook group_vars/all'] as const
const groupRungs = ['inventory group_vars/*', 'playbook group_vars/*'] as const

/** The groups of a host but `all`, in the order in which their variables override. */
export const sortedGroups = (groups: Iterable<Group>): Group[] =>
  [...groups]
    .filter(({ name }) => name !== 'all')
    .sort((a, b) => a.depth - b.depth || a.priority - b.priority || (a.name < b.name ? -1 : 1))

interface Kept {
  revision: number
  readonly layers: Map<string, readonly Layer[]>
}

const kept = new WeakMap<LoadedInventory, Kept>()

const sharedLayers = (inventory: LoadedInventory, host: Host, places: LayerPlaces): readonly Layer[] => {
  const cache = cacheOf(inventory)
  const groups = sortedGroups(host.groups)
  const key = JSON.stringify([groups.map(({ name }) => name), places.playbookDirs, places.stage])
  let layers = cache.get(key)
  if (!layers) {
    layers = groupLayers(inventory, groups, places)
    cache.set(key, layers)
  }
  return layers
}

const cacheOf = (inventory: LoadedInventory): Map<string, readonly Layer[]> => {
  let cache = kept.get(inventory)
  if (!cache) {
    cache = { revision: inventory.revision, layers: new Map() }
    kept.set(inventory, cache)
  }
  if (cache.revision !== inventory.revision) {
    cache.layers.clear()
    cache.revision = inventory.revision
  }
  return cache.layers
}

const groupLayers = (inventory: LoadedInventory, groups: readonly Group[], places: LayerPlaces): Layer[] => {
  const all = [inventory.groups.get('all')!]
  const sources = inventory.folders
  const playbooks = places.playbookDirs ?? []
  const read = filesAt(inventory.options.varsFiles, places.stage ?? 'task')
  const files = (folders: readonly string[], of: readonly Group[], rung: Rung): Layer[] =>
    read ? folders.flatMap((folder) => of.flatMap(({ name }) => fileLayers(inventory, { folder, name, rung }))) : []
  const rungs: Readonly<Record<string, () => Layer[]>> = {
    all_inventory: () => all.flatMap((group) => inlineLayers(inventory, group, sources)),
    groups_inventory: () => groups.flatMap((group) => inlineLayers(inventory, group, sources)),
    all_plugins_inventory: () => files(sources, all, 'inventory group_vars/all'),
    all_plugins_play: () => files(playbooks, all, 'playbook group_vars/all'),
    groups_plugins_inventory: () => files(sources, groups, 'inventory group_vars/*'),
    groups_plugins_play: () => files(playbooks, groups, 'playbook group_vars/*'),
  }
  return (inventory.options.precedence ?? inventoryDefaults.precedence).flatMap((entry) => {
    const layers = rungs[entry]
    if (!layers) inventory.rules.warn(`Ignoring unknown variable precedence entry: ${entry}`)
    return layers?.() ?? []
  })
}

/** What an inventory source says of a group; with its files where those are read with the inventory. */
const inlineLayers = (inventory: LoadedInventory, group: Group, sources: readonly string[]): Layer[] => {
  const { name, vars } = group
  const inline: Layer = { rung: 'inventory file or script group vars', of: name, file: undefined, values: vars }
  const layers = vars.size > 0 ? [inline] : []
  if (!filesAtStart(inventory.options.varsFiles)) return layers
  const rung = name === 'all' ? 'inventory group_vars/all' : 'inventory group_vars/*'
  return [...layers, ...sources.flatMap((folder) => fileLayers(inventory, { folder, name, rung }))]
}

const ownLayers = (inventory: LoadedInventory, host: Host, places: LayerPlaces): Layer[] => {
  const { name, vars } = host
  const sources = inventory.folders
  const layers: Layer[] = [{ rung: 'inventory file or script host vars', of: name, file: undefined, values: vars }]
  const add = (folders: readonly string[], rung: Rung): void => {
    for (const folder of folders) layers.push(...fileLayers(inventory, { folder, name, rung }))
  }
  const read = filesAt(inventory.options.varsFiles, places.stage ?? 'task')
  if (filesAtStart(inventory.options.varsFiles) || read) add(sources, 'inventory host_vars/*')
  if (read) add(places.playbookDirs ?? [], 'playbook host_vars/*')
  return layers
}

const fileLayers = (
  { reader }: LoadedInventory,
  { folder, name, rung }: { folder: string; name: string; rung: Rung },
): Layer[] => {
  const kind = rung.endsWith('host_vars/*') ? 'host_vars' : 'group_vars'
  return varsFilesOf(reader, { folder, kind, name }).map(({ path, values }: VarsFile) => ({
    rung,
    of: name,
    file: path,
    values,
  }))
}

/** Whether files are read with the inventory. */
const filesAtStart = ({ enabled = true, stage, run = 'demand' }: VarsFilesOptions = {}): boolean =>
  enabled && (stage ? stage !== 'task' : run === 'start')

/** Whether files are read for tasks, or for showing an inventory. */
const filesAt = ({ enabled = true, stage, run = 'demand' }: VarsFilesOptions = {}, at: 'task' | 'all'): boolean =>
  enabled && (stage ? stage === 'all' || stage === at : at === 'all' || run === 'demand')
