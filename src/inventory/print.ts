/** What `ansible-inventory` prints, as pure functions of an inventory. */
import { dumpJson } from '../util/python-json.ts'
import { type Dict, hasMarkup, isDict, OpaqueValue, Template, type Value } from '../values.ts'
import { VaultSecret } from '../yaml/vault-secret.ts'
import { type Group, type Host, hostsOf, type Inventory } from './inventory.ts'
import { unsortableKeys } from './unsortable-keys.ts'

/** Where the variables of hosts and groups come from, and which are shown. */
export interface PrintOptions {
  /** The variables to show for a host, merged; its own only for an export. */
  readonly hostVars: (host: Host) => Dict
  /** The variables of a group, merged, for an export or a graph. */
  readonly groupVars: (group: Group) => Dict
  readonly export?: boolean | undefined
  /** The hosts that `--limit` leaves; all unless told. */
  readonly only?: ReadonlySet<Host> | undefined
}

/** Variables that Ansible makes for every host, and never shows as the inventory's. */
const internalNames: readonly string[] = [
  'ansible_async_path',
  'ansible_collection_name',
  'ansible_config_file',
  'ansible_dependent_role_names',
  'ansible_diff_mode',
  'ansible_facts',
  'ansible_forks',
  'ansible_inventory_sources',
  'ansible_limit',
  'ansible_play_batch',
  'ansible_play_hosts',
  'ansible_play_hosts_all',
  'ansible_play_role_names',
  'ansible_playbook_python',
  'ansible_role_name',
  'ansible_role_names',
  'ansible_run_tags',
  'ansible_skip_tags',
  'ansible_verbosity',
  'ansible_version',
  'inventory_dir',
  'inventory_file',
  'inventory_hostname',
  'inventory_hostname_short',
  'groups',
  'group_names',
  'omit',
  'hostvars',
  'playbook_dir',
  'play_hosts',
  'role_name',
  'role_names',
  'role_path',
  'role_uuid',
]

/** The data of `--list`: each group by its name, and `_meta` with the variables of all hosts. */
export const listData = (inventory: Inventory, options: PrintOptions): Dict => {
  const all = inventory.groups.get('all')!
  const result = groupsByName(all, options)
  const hostvars: Dict = new Map()
  for (const host of available(hostsOf(all), options)) {
    const vars = shown(options.hostVars(host))
    if (vars.size > 0) hostvars.set(host.name, vars)
  }
  return result.set('_meta', new Map([['hostvars', hostvars]]))
}

/** The data of `--list --yaml`: groups in groups. */
export const yamlData = (inventory: Inventory, options: PrintOptions): Dict =>
  nestedGroup(inventory.groups.get('all')!, options, { hosts: new Set(), groups: new Set() })

/** The data of `--list --toml`: each group by its name, with its hosts' variables. */
export const tomlData = (inventory: Inventory, options: PrintOptions): Dict =>
  tomlGroup(inventory.groups.get('all')!, options, new Set())

/** The variables of `--host`. */
export const hostData = (host: Host, options: PrintOptions): Dict => shown(options.hostVars(host))

/** The tree of `--graph`; with a function for Python's text of a value also variables (`--vars`). */
export const graphText = (top: Group, options: PrintOptions, text?: (value: Value) => string): string =>
  graphGroup(top, 0, { options, text }).join('\n')

/** The data as Ansible's JSON, with cipher text and unsafe text marked. Keys of several types are left unsorted. */
export const inventoryJson = (data: Value, warn?: (message: string) => void): string => {
  const types = unsortableKeys(data)
  if (types) {
    const reason = `'<' not supported between instances of ${types}`
    warn?.(`Could not sort JSON output due to issues while sorting keys: ${reason}`)
  }
  return dumpJson(marked(data), { indent: 4, sortKeys: !types, ensureAscii: false })
}

/** The group's variables with its priority where that is set. */
export const withPriority = (group: Group, vars: Dict): Dict =>
  group.priority === 1 ? vars : new Map([...vars, ['ansible_group_priority', group.priority]])

const groupsByName = (top: Group, options: PrintOptions): Dict => {
  const result: Dict = new Map()
  const seen = new Set<Group>()
  const visit = (group: Group): void => {
    const entry: Dict = new Map()
    if (group.name !== 'all') put(entry, 'hosts', names(available(group.hosts, options)))
    put(entry, 'children', names(group.children))
    if (options.export) put(entry, 'vars', groupVars(group, options))
    if (entry.size > 0) result.set(group.name, entry)
    for (const child of group.children) {
      if (seen.has(child)) continue
      seen.add(child)
      visit(child)
    }
  }
  visit(top)
  return result
}

interface Seen {
  readonly hosts: Set<Host>
  readonly groups: Set<Group>
}

const nestedGroup = (group: Group, options: PrintOptions, seen: Seen): Dict => {
  const entry: Dict = new Map()
  const children: Dict = new Map()
  for (const child of group.children) {
    // A group is shown with all it has only once.
    const shownChild = seen.groups.has(child) ? new Map([[child.name, new Map()]]) : nestedGroup(child, options, seen)
    seen.groups.add(child)
    for (const [name, data] of shownChild) children.set(name, data)
  }
  put(entry, 'children', children)
  if (group.name !== 'all') put(entry, 'hosts', hostEntries(group, options, seen.hosts))
  if (options.export) put(entry, 'vars', groupVars(group, options))
  return entry.size > 0 ? new Map([[group.name, entry]]) : new Map()
}

const tomlGroup = (group: Group, options: PrintOptions, seen: Set<Host>): Dict => {
  const result: Dict = new Map([[group.name, null]])
  const entry: Dict = new Map()
  const children = [...group.children].filter(({ name, hosts }) => name !== 'ungrouped' || hosts.size > 0)
  if (group.name !== 'all') put(entry, 'children', names(children))
  for (const child of children) for (const [name, data] of tomlGroup(child, options, seen)) result.set(name, data)
  if (group.name !== 'all') put(entry, 'hosts', hostEntries(group, options, seen))
  if (options.export) put(entry, 'vars', groupVars(group, options))
  if (entry.size > 0) result.set(group.name, entry)
  else result.delete(group.name)
  return result
}

/** A group's hosts with their variables, those only where the host comes first. */
const hostEntries = (group: Group, options: PrintOptions, seen: Set<Host>): Dict => {
  const hosts: Dict = new Map()
  for (const host of available(group.hosts, options)) {
    hosts.set(host.name, seen.has(host) ? new Map() : shown(options.hostVars(host)))
    seen.add(host)
  }
  return hosts
}

interface Graph {
  readonly options: PrintOptions
  readonly text: ((value: Value) => string) | undefined
}

const graphGroup = (group: Group, depth: number, graph: Graph): string[] => {
  const lines = [branch(`@${group.name}:`, depth)]
  for (const child of group.children) lines.push(...graphGroup(child, depth + 1, graph))
  if (group.name !== 'all') {
    for (const host of group.hosts) {
      lines.push(branch(host.name, depth + 1), ...graphVars(graph, depth + 2, () => graph.options.hostVars(host)))
    }
  }
  return [...lines, ...graphVars(graph, depth + 1, () => groupVars(group, graph.options))]
}

const graphVars = ({ text }: Graph, depth: number, vars: () => Dict): string[] => {
  if (!text) return []
  const entries = [...shown(vars())].map(([name, value]) => [String(name), value] as const)
  return entries
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => branch(`{${name} = ${text(value)}}`, depth))
}

const branch = (text: string, depth: number): string => (depth > 0 ? `${'  |'.repeat(depth)}--${text}` : text)

const groupVars = (group: Group, options: PrintOptions): Dict => shown(withPriority(group, options.groupVars(group)))

const shown = (vars: Dict): Dict => {
  const result = new Map(vars)
  for (const name of internalNames) result.delete(name)
  return result
}

const put = (entry: Dict, name: string, value: Dict | Value[]): void => {
  if (Array.isArray(value) ? value.length > 0 : value.size > 0) entry.set(name, value)
}

const available = (hosts: Iterable<Host>, { only }: PrintOptions): Host[] =>
  only ? [...hosts].filter((host) => only.has(host)) : [...hosts]

const names = (items: Iterable<{ readonly name: string }>): string[] => [...items].map(({ name }) => name)

const marked = (value: Value): Value => {
  if (value instanceof Template) return value.source
  if (value instanceof VaultSecret) return new Map([['__ansible_vault', value.ciphertext]])
  // Text with markup that is no template was tagged `!unsafe`.
  if (typeof value === 'string') return hasMarkup(value) ? new Map([['__ansible_unsafe', value]]) : value
  if (Array.isArray(value)) return value.map(marked)
  if (isDict(value)) return new Map([...value].map(([key, item]) => [key, marked(item)]))
  return value instanceof OpaqueValue ? String(value) : value
}
