import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import type { LoadedInventory } from '../../src/inventory/inventory-files.ts'
import { hostLayers, inventoryLayers, type Layer, layersOfGroup } from '../../src/inventory/layers.ts'
import { loadInventory } from '../../src/inventory/load-inventory.ts'
import { graphText, inventoryJson, listData, type PrintOptions, tomlData, yamlData } from '../../src/inventory/print.ts'
import { inventoryToml } from '../../src/inventory/print-toml.ts'
import { inventoryYaml } from '../../src/inventory/print-yaml.ts'
import type { Dict, Value } from '../../src/values.ts'
import { loadYaml } from '../../src/yaml/load.ts'
import { askReference, folderOf, hasReference } from '../rig/reference-inventory.ts'
import { cases } from './cases.ts'

const merged = (layers: readonly Layer[]): Dict => new Map(layers.flatMap(({ values }) => [...values]))

const printOptions = (inventory: LoadedInventory, folder: string): PrintOptions => ({
  hostVars: (host) => merged(inventoryLayers(inventory, host, { stage: 'all', playbookDirs: [folder] })),
  groupVars: (group) => merged(layersOfGroup(inventory, group)),
})

const exportOptions = (inventory: LoadedInventory): PrintOptions => ({
  hostVars: (host) => merged(hostLayers(inventory, host, { stage: 'all' }).own),
  groupVars: (group) => merged(layersOfGroup(inventory, group)),
  export: true,
})

const actions = [['--list'], ['--graph'], ['--list', '--yaml'], ['--list', '--toml'], ['--list', '--export']] as const

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true })
})

describe.runIf(hasReference)("an inventory is the reference's", () => {
  const prepared = cases.map((example) => {
    const folder = folderOf(example.files)
    folders.push(folder)
    return {
      ...example,
      folder,
      sources: (example.sources ?? ['hosts']).map((source) => (source.includes(',') ? source : join(folder, source))),
    }
  })
  const inventoryArgs = (sources: readonly string[]) => sources.flatMap((source) => ['-i', source])
  const asked = prepared.flatMap(({ sources, folder, prints }) =>
    actions.slice(0, prints ? undefined : 1).map((action) => ({
      program: 'ansible-inventory' as const,
      args: [...inventoryArgs(sources), ...action],
      cwd: folder,
    })),
  )
  const results = askReference(asked)
  const given = prepared.map((example) => ({
    ...example,
    given: results.filter((_, index) => asked[index]!.cwd === example.folder),
  }))

  test.each(given)('$name, listed as JSON', ({ folder, sources, given: [list] }) => {
    const warnings: string[] = []
    const warn = (message: string) => warnings.push(message)
    const inventory = loadInventory(sources, { warn })
    expect(inventoryJson(listData(inventory, printOptions(inventory, folder)), warn)).toBe(list!.stdout.trimEnd())
    expect(warnings.map(oneLine)).toEqual(warningsIn(list!.stderr))
  })

  test.each(given.filter(({ prints }) => prints))(
    '$name, printed in all other ways',
    ({ folder, sources, given: [, graph, yaml, toml, exported] }) => {
      const inventory = loadInventory(sources)
      const options = printOptions(inventory, folder)
      expect(graphText(inventory.groups.get('all')!, options)).toBe(graph!.stdout.trimEnd())
      const data = loadYaml(yaml!.stdout, { file: 'yaml', templates: false }) as Dict
      expect(inventoryYaml(data).trimEnd()).toBe(yaml!.stdout.trimEnd())
      const expected = withoutEmpty(data)
      const shown = loadYaml(inventoryYaml(yamlData(inventory, options)), { file: 'yaml', templates: false })
      if (expected) expect(shown).toEqual(expected)
      if (hasToml && toml!.status === 0) {
        expect(inventoryToml(tomlData(inventory, options)).trimEnd()).toBe(toml!.stdout.trimEnd())
      }
      expect(inventoryJson(listData(inventory, exportOptions(inventory)))).toBe(exported!.stdout.trimEnd())
    },
  )

  // The reference writes TOML only where Python's library for it is installed.
  const hasToml = asked.some(({ args }, index) => args.includes('--toml') && results[index]!.stdout.startsWith('['))
})

/** Newer versions leave empty groups out; undefined where they differ in more, because a group comes twice. */
const withoutEmpty = (data: Dict): Dict | undefined => {
  const seen = new Set<Value>()
  let repeated = false
  const prune = (groups: Dict): Dict => {
    const result: Dict = new Map()
    for (const [name, group] of groups as ReadonlyMap<Value, Dict>) {
      if (seen.has(name)) repeated = true
      seen.add(name)
      const entry = new Map(group)
      const children = prune((group.get('children') ?? new Map()) as Dict)
      if (children.size > 0) entry.set('children', children)
      else entry.delete('children')
      if (entry.size > 0) result.set(name, entry)
    }
    return result
  }
  const pruned = prune(data)
  return repeated ? undefined : pruned
}

/** A warning on one line, without what is better here: the line of every mistake in an INI file, and YAML's errors. */
const oneLine = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .replace(/(plugin: )\/\S+:\d+: /, '$1')
    .replace(/(with yaml plugin: )(?:We were unable to read|YAML: ).*/, '$1…')
    .replaceAll('"', "'")
    .trim()

const warningsIn = (stderr: string): string[] => stderr.split('[WARNING]: ').slice(1).map(oneLine)
