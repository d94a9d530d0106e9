/**
 * Hosts, groups and what holds between them. Plain data; change it only through the functions here and in
 * `change-inventory.ts`, which keep both directions of every relation, depths and {@link Inventory.revision} true.
 */
import { type Position, UserError, userError } from '../errors.ts'
import { mergeDicts } from '../util/merge-dicts.ts'
import { yamlClass } from '../util/python-type.ts'
import { type Dict, Float, isDict, isNumber, type Value } from '../values.ts'
import { setPlaceOfKey } from '../yaml/positions.ts'
import { checkedGroupName, type GroupNameRule } from './group-name.ts'

/** A group of hosts. */
export interface Group {
  readonly name: string
  /** How far below `all`, by the longest way; deeper groups override. */
  depth: number
  /** `ansible_group_priority`: among groups of one depth the higher one overrides. */
  priority: number
  readonly vars: Dict
  readonly children: Set<Group>
  readonly parents: Set<Group>
  /** The direct members, in order. */
  readonly hosts: Set<Host>
}

/** A managed host. */
export interface Host {
  readonly name: string
  /** Variables written in inventory sources (not in host_vars files). */
  readonly vars: Dict
  /** All groups it is in, also through others. */
  readonly groups: Set<Group>
  /** True for the `localhost` that is there without being listed. */
  readonly implicit: boolean
}

export interface Inventory {
  readonly groups: Map<string, Group>
  readonly hosts: Map<string, Host>
  /** The host that stands for `localhost` where it isn't listed by that name; made on first use unless listed. */
  localhost: Host | undefined
  /** Counts changes of hosts, groups and variables; caches compare it. */
  revision: number
  /** The inventory source that is being read; new hosts get it as `inventory_file`. */
  currentSource: string | undefined
  readonly rules: InventoryRules
}

/** What the functions on an inventory need to know. */
export interface InventoryRules {
  readonly groupNames: GroupNameRule
  /** Tells a person; called with each message once. */
  readonly warn: (message: string) => void
  /** Tells details that are shown from a level of verbosity on. */
  readonly debug: (level: number, message: string) => void
  /** `hash_behaviour = merge`: a dict that a later source gives is merged into an earlier one of its name. */
  readonly merge: boolean
  /** `ansible_python_interpreter` of the implicit localhost. */
  readonly python: string | undefined
}

/** Names that mean this machine. */
export const localNames: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '::1'])

/** An inventory with the groups that are always there, `all` and `ungrouped`. */
export const createInventory = (rules: Partial<InventoryRules> = {}): Inventory => {
  const inventory: Inventory = {
    groups: new Map(),
    hosts: new Map(),
    localhost: undefined,
    revision: 0,
    currentSource: undefined,
    rules: {
      groupNames: rules.groupNames ?? 'never',
      warn: once(rules.warn ?? (() => {})),
      debug: rules.debug ?? (() => {}),
      merge: rules.merge ?? false,
      python: rules.python,
    },
  }
  resetInventory(inventory)
  return inventory
}

/** Empties an inventory, for a refresh. */
export const resetInventory = (inventory: Inventory): void => {
  inventory.groups.clear()
  inventory.hosts.clear()
  inventory.localhost = undefined
  inventory.revision += 1
  addChildGroup(inventory, ensureGroup(inventory, 'all'), ensureGroup(inventory, 'ungrouped'))
}

/** The group of that name, made if need be. Throws when the name can't be one. */
export const ensureGroup = (inventory: Inventory, name: Value): Group => {
  if (typeof name !== 'string' || name === '') throw userError(badName('group', name))
  const known = inventory.groups.get(name)
  if (known) return known
  const safe = checkedGroupName(name, inventory.rules)
  const existing = inventory.groups.get(safe)
  if (existing) return existing
  const group: Group = {
    name: safe,
    depth: 0,
    priority: 1,
    vars: new Map(),
    children: new Set(),
    parents: new Set(),
    hosts: new Set(),
  }
  inventory.groups.set(safe, group)
  inventory.revision += 1
  return group
}

/** Where a new host comes from, for its `inventory_file` and `inventory_dir`. */
export interface HostSource {
  readonly file: string | null
  readonly folder: string | null
}

/** The host of that name, made if need be. Throws when the name can't be one. */
export const ensureHost = (inventory: Inventory, name: Value, port?: number, source?: HostSource): Host => {
  if (typeof name !== 'string' || name === '') throw userError(badName('host', name))
  const known = inventory.hosts.get(name)
  if (known) return known
  const host: Host = { name, vars: new Map(), groups: new Set(), implicit: false }
  if (port) host.vars.set('ansible_port', port)
  host.vars.set('inventory_file', source?.file ?? null)
  host.vars.set('inventory_dir', source?.folder ?? null)
  inventory.hosts.set(name, host)
  inventory.revision += 1
  if (localNames.has(name)) noteLocalhost(inventory, host)
  return host
}

/** Puts a host into a group. Returns whether it wasn't there already. */
export const addToGroup = (inventory: Inventory, group: Group, host: Host): boolean => {
  if (group.hosts.has(host)) return false
  group.hosts.add(host)
  for (const ancestor of ancestors(group)) host.groups.add(ancestor)
  host.groups.add(group)
  inventory.revision += 1
  return true
}

/** Takes a host out of a group, and out of those above that it is in through no other group. */
export const removeFromGroup = (inventory: Inventory, group: Group, host: Host): void => {
  if (!group.hosts.delete(host)) return
  leave(host, group)
  inventory.revision += 1
}

/** Makes a group the child of another. Returns whether it wasn't already. Throws on a loop. */
export const addChildGroup = (inventory: Inventory, parent: Group, child: Group): boolean => {
  if (parent === child) throw userError("can't add group to itself")
  if (parent.children.has(child)) return false
  const above = ancestors(parent)
  if (above.has(child)) {
    const message = `Adding group '${child.name}' as child to '${parent.name}' creates a recursive dependency loop.`
    throw new UserError({ message }, 1)
  }
  parent.children.add(child)
  child.parents.add(parent)
  sink(child, parent.depth + 1)
  for (const host of hostsOf(child)) for (const group of [...above, parent]) host.groups.add(group)
  inventory.revision += 1
  return true
}

/** Sets a variable of a host or group; a group's `ansible_group_priority` is its priority instead. */
export const setVariable = (
  inventory: Inventory,
  owner: Host | Group,
  { name, value, position }: { name: Value; value: Value; position?: Position | undefined },
): void => {
  inventory.revision += 1
  if (name === 'ansible_group_priority' && 'priority' in owner) {
    owner.priority = priorityOf(value, position)
    return
  }
  const before = owner.vars.get(name)
  const merges = inventory.rules.merge && isDict(before) && isDict(value)
  owner.vars.set(name, merges ? mergeDicts(before, value) : value)
  if (position) setPlaceOfKey(owner.vars, name, position)
}

/** All groups above a group. */
export const ancestors = (group: Group): Set<Group> => {
  const found = new Set<Group>()
  const visit = ({ parents }: Group): void => {
    for (const parent of parents) {
      if (found.has(parent)) continue
      found.add(parent)
      visit(parent)
    }
  }
  visit(group)
  return found
}

/** The hosts of a group and of those below it, level by level, each once. */
export const hostsOf = (group: Group): Host[] => {
  const hosts = new Set<Host>()
  const groups = new Set([group])
  // A set that grows while it is walked gives breadth first order.
  for (const member of groups) {
    for (const host of member.hosts) hosts.add(host)
    for (const child of member.children) groups.add(child)
  }
  return group.name === 'all' ? [...hosts].filter(({ implicit }) => !implicit) : [...hosts]
}

/** Restores what always holds: every group is below `all`, every host is in a group. Run after changes. */
export const reconcile = (inventory: Inventory): void => {
  const all = inventory.groups.get('all')!
  const ungrouped = inventory.groups.get('ungrouped')!
  for (const group of inventory.groups.values()) {
    if (group !== all && group.parents.size === 0) addChildGroup(inventory, all, group)
  }
  for (const host of inventory.hosts.values()) {
    const others = [...host.groups].some((group) => group !== all && group !== ungrouped)
    if (host.groups.has(ungrouped)) {
      if (others) removeFromGroup(inventory, ungrouped, host)
    } else if (!others) addToGroup(inventory, ungrouped, host)
    if (inventory.groups.has(host.name)) {
      inventory.rules.warn(`Found both group and host with same name: ${host.name}`)
    }
  }
}

/** The host of that name; for a name of this machine also the implicit one. */
export const findHost = (inventory: Inventory, name: string): Host | undefined => {
  const host = inventory.hosts.get(name)
  if (host || !localNames.has(name)) return host
  inventory.localhost ??= implicitLocalhost(name, inventory.rules.python)
  return inventory.localhost
}

const implicitLocalhost = (name: string, python: string | undefined): Host => {
  const vars: Dict = new Map<Value, Value>([['ansible_connection', 'local']])
  if (python) vars.set('ansible_python_interpreter', python)
  return { name, vars, groups: new Set(), implicit: true }
}

const noteLocalhost = (inventory: Inventory, host: Host): void => {
  if (!inventory.localhost) {
    inventory.localhost = host
    return
  }
  const first = inventory.localhost.name
  inventory.rules.warn(`A duplicate localhost-like entry was found (${host.name}). First found localhost was ${first}`)
}

const leave = (host: Host, group: Group): void => {
  if (!host.groups.delete(group)) return
  for (const above of ancestors(group)) {
    if (above.name === 'all') continue
    if (![...host.groups].some((other) => ancestors(other).has(above))) leave(host, above)
  }
}

const sink = (group: Group, depth: number): void => {
  if (group.depth >= depth) return
  group.depth = depth
  for (const child of group.children) sink(child, depth + 1)
}

const priorityOf = (value: Value, position: Position | undefined): number => {
  const number = isNumber(value) ? Number(value instanceof Float ? value.value : value) : Number(value || Number.NaN)
  if (Number.isNaN(number)) throw userError('ansible_group_priority must be a whole number', position)
  return Math.trunc(number)
}

const badName = (what: string, name: Value): string =>
  name === '' || name === null || name === false || name === 0
    ? `Invalid empty${what === 'group' ? '/false group' : ' host'} name provided: ${pythonName(name)}`
    : `Invalid ${what} name supplied, expected a string but got ${yamlClass(name)} for ${pythonName(name)}`

const pythonName = (name: Value): string =>
  name === null ? 'None' : name === false ? 'False' : name === true ? 'True' : String(name)

const once = (warn: (message: string) => void): ((message: string) => void) => {
  const told = new Set<string>()
  return (message) => {
    if (told.has(message)) return
    told.add(message)
    warn(message)
  }
}
