import { createRequire } from 'node:module'
import { extname } from 'node:path'
import type { TomlPrimitive } from 'smol-toml'
import { userError } from '../../errors.ts'
import { isReadable } from '../../util/accessible.ts'
import { yamlClass } from '../../util/python-type.ts'
import { type Dict, Float, isDict, trusted, type Value } from '../../values.ts'
import { readText } from '../../yaml/load-file.ts'
import { parseTimestamp } from '../../yaml/timestamp.ts'
import { addHosts } from '../add-hosts.ts'
import { expandHosts } from '../expand-hosts.ts'
import { addChildGroup, ensureGroup, type Inventory, setVariable } from '../inventory.ts'
import type { InventorySource } from '../source.ts'

// Loaded when first needed: few inventories are TOML.
const require = createRequire(import.meta.url)
const toml = (): typeof import('smol-toml') => require('smol-toml')

/** TOML files whose tables are groups with `hosts`, `vars` and a list of `children`. */
export const tomlSource: InventorySource = {
  name: 'toml',
  accepts: (path) => extname(path) === '.toml' && isReadable(path),
  read(path, { inventory, vault }) {
    const data = parseToml(path, readText(path, { vault }))
    if (data.size === 0) throw userError('Parsed empty TOML file')
    if (data.get('plugin')) throw userError('Plugin configuration TOML file, not TOML inventory')
    for (const [name, group] of data) readGroup(inventory, name, group)
  },
}

const parseToml = (file: string, text: string): Dict => {
  try {
    const options = { integersAsBigInt: true } as const
    return fromToml(toml().parse(text, options), file) as Dict
  } catch (error) {
    if (!(error instanceof toml().TomlError)) throw error
    const position = { file, line: error.line, column: error.column }
    throw userError(`TOML file (${file}) is invalid: ${error.message.split('\n')[0]}`, position)
  }
}

const fromToml = (value: TomlPrimitive, file: string): Value => {
  if (typeof value === 'string') return trusted(value, { file, line: 1, column: 1 })
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value
  if (typeof value === 'number') return Float.of(value)
  if (typeof value === 'boolean') return value
  if (value instanceof toml().TomlDate) return parseTimestamp(value.toISOString()) ?? value.toISOString()
  if (Array.isArray(value)) return value.map((item) => fromToml(item, file))
  return new Map(Object.entries(value).map(([key, item]) => [key, fromToml(item, file)]))
}

const readGroup = (inventory: Inventory, name: Value, data: Value): void => {
  if (data !== null && !isDict(data)) {
    inventory.rules.warn(`Skipping '${String(name)}' as this is not a valid group definition`)
    return
  }
  const group = ensureGroup(inventory, name)
  for (const [key, part] of data ?? []) {
    if (key === 'vars') {
      for (const [variable, value] of dictOf(part, group.name, key))
        setVariable(inventory, group, { name: variable, value })
    } else if (key === 'children') {
      for (const child of listOf(part, group.name)) addChildGroup(inventory, group, ensureGroup(inventory, child))
    } else if (key === 'hosts') {
      for (const [pattern, vars] of dictOf(part, group.name, key)) {
        addHosts(inventory, { ...expandHosts(String(pattern)), group, vars: hostVars(vars) })
      }
    } else {
      const valid = 'only "vars", "children" and "hosts" are valid'
      inventory.rules.warn(`Skipping unexpected key "${String(key)}" in group "${group.name}", ${valid}`)
    }
  }
}

const dictOf = (value: Value, group: string, key: string): Dict => {
  if (isDict(value)) return value
  throw wrongType(group, key, 'dict', value)
}

const listOf = (value: Value, group: string): Value[] => {
  if (Array.isArray(value)) return value
  throw wrongType(group, 'children', 'list', value)
}

const wrongType = (group: string, key: string, wanted: string, found: Value): Error =>
  userError(`Invalid "${key}" entry for "${group}" group, requires a ${wanted}, found "${yamlClass(found)}" instead.`)

const hostVars = (vars: Value): Dict => {
  if (isDict(vars)) return vars
  throw userError(`Invalid data from file, expected dictionary and got:\n\n${String(vars)}`)
}
