import { UserError, userError } from '../../errors.ts'
import { isReadable } from '../../util/accessible.ts'
import { dumpJson } from '../../util/python-json.ts'
import { yamlClass } from '../../util/python-type.ts'
import { type Dict, isDict, type Value } from '../../values.ts'
import { isPlainYaml, loadYaml } from '../../yaml/load.ts'
import { readText } from '../../yaml/load-file.ts'
import { positionOfKey, positionOfValue } from '../../yaml/positions.ts'
import { addHosts } from '../add-hosts.ts'
import { expandHosts } from '../expand-hosts.ts'
import { hasExtension } from '../has-extension.ts'
import { addChildGroup, ensureGroup, type Group, type Inventory, setVariable } from '../inventory.ts'
import { isEmpty } from '../is-empty.ts'
import type { InventorySource } from '../source.ts'

/** YAML and JSON files whose top-level keys are groups with `hosts`, `vars` and `children`. */
export const yamlSource: InventorySource = {
  name: 'yaml',
  accepts: (path, { yamlExtensions }) => isReadable(path) && hasExtension(path, yamlExtensions),
  read(path, { inventory, vault }) {
    const warn = ({ message }: { message: string }): void => inventory.rules.warn(message)
    const text = readText(path, { vault })
    // Told at once, because looking for the mistake in all that is no YAML takes long.
    if (iniSection.test(text) && !isPlainYaml(text)) throw userError('YAML: this looks like an INI file')
    const data = loadYaml(text, { file: path, vault, warn })
    if (isEmpty(data)) throw userError('Parsed empty YAML file')
    if (!isDict(data)) {
      const found = yamlClass(data)
      throw userError(`YAML inventory has invalid structure, it should be a dictionary, got: ${found}`)
    }
    if (data.get('plugin')) throw userError('Plugin configuration YAML file, not YAML inventory')
    for (const [name, group] of data) readGroup(inventory, { name, group, within: data })
  },
}

const iniSection = /^\[[\w.:-]+\][ \t]*(?:#.*)?$/m

interface Entry {
  readonly name: Value
  readonly group: Value
  /** The dict that the entry is in, for its place. */
  readonly within: Dict
}

const readGroup = (inventory: Inventory, { name, group: data, within }: Entry): Group | undefined => {
  if (data !== null && !isDict(data)) {
    inventory.rules.warn(`Skipping '${String(name)}' as this is not a valid group definition`)
    return undefined
  }
  const group = groupOf(inventory, name, within)
  if (!data) return group
  const sections = normalSections(group, data)
  for (const [key, section] of sections) {
    if (section !== null && !isDict(section)) {
      const found = yamlClass(section)
      inventory.rules.warn(
        `Skipping key (${String(key)}) in group (${group.name}) as it is not a mapping, it is a ${found}`,
      )
    } else if (section) readSection(inventory, group, { key, section })
  }
  return group
}

const groupOf = (inventory: Inventory, name: Value, within: Dict): Group => {
  try {
    return ensureGroup(inventory, name)
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    throw userError(`Unable to add group ${String(name)}: ${error.message}`, positionOfKey(within, name))
  }
}

/** The sections of a group, where one that is a single name stands for a mapping with that key. */
const normalSections = (group: Group, data: Dict): [Value, Value][] =>
  [...data].map(([key, section]) => {
    if (key !== 'vars' && key !== 'children' && key !== 'hosts') return [key, section]
    if (typeof section === 'string') return [key, new Map([[section, null]])]
    if (section === null || isDict(section)) return [key, section]
    const message = `Invalid "${key}" entry for "${group.name}" group, requires a dictionary, found "${yamlClass(section)}" instead.`
    throw userError(message, positionOfValue(data, key))
  })

const readSection = (inventory: Inventory, group: Group, { key, section }: { key: Value; section: Dict }): void => {
  if (key === 'vars') {
    for (const [name, value] of section) {
      setVariable(inventory, group, { name, value, position: positionOfKey(section, name) })
    }
  } else if (key === 'children') readChildren(inventory, group, section)
  else if (key === 'hosts') for (const pattern of section.keys()) readHost(inventory, group, { pattern, section })
  else {
    const valid = 'only "vars", "children" and "hosts" are valid'
    inventory.rules.warn(`Skipping unexpected key (${String(key)}) in group (${group.name}), ${valid}`)
  }
}

const readChildren = (inventory: Inventory, group: Group, section: Dict): void => {
  for (const [name, data] of section) {
    const child = readGroup(inventory, { name, group: data, within: section })
    if (child) addChildGroup(inventory, group, child)
    else throw userError(`${String(name)} is not a known host nor group`, positionOfKey(section, name))
  }
}

const readHost = (
  inventory: Inventory,
  group: Group,
  { pattern, section }: { pattern: Value; section: Dict },
): void => {
  const position = positionOfKey(section, pattern)
  if (typeof pattern !== 'string') {
    const text = String(pattern)
    throw userError(`Host pattern ${text} must be a string. Enclose integers/floats in quotation marks.`, position)
  }
  const vars = section.get(pattern) ?? null
  if (!isEmpty(vars) && !isDict(vars)) {
    const found = dumpJson(vars, { other: String })
    throw userError(`Invalid data from file, expected dictionary and got:\n\n${found}`, position)
  }
  addHosts(inventory, { ...expandHosts(pattern), group, vars: isDict(vars) ? vars : undefined, position })
}
