import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import type { LoadedInventory } from '../../src/inventory/inventory-files.ts'
import { hostLayers, inventoryLayers, type Layer, layersOfGroup } from '../../src/inventory/layers.ts'
import { loadInventory } from '../../src/inventory/load-inventory.ts'
import { graphText, inventoryJson, listData, type PrintOptions, tomlData, yamlData } from '../../src/inventory/print.ts'
import { inventoryToml } from '../../src/inventory/print-toml.ts'
import { inventoryYaml } from '../../src/inventory/print-yaml.ts'
import type { Dict } from '../../src/values.ts'
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
  const results = askReference(
    prepared.flatMap(({ sources, folder }) =>
      actions.map((action) => ({
        program: 'ansible-inventory' as const,
        args: [...inventoryArgs(sources), ...action],
        cwd: folder,
      })),
    ),
  )

  test.each(prepared.map((example, index) => ({ ...example, given: results.slice(index * actions.length) })))(
    '$name',
    ({ folder, sources, given: [list, graph, yaml, toml, exported] }) => {
      const warnings: string[] = []
      const inventory = loadInventory(sources, { warn: (message) => warnings.push(message) })
      const options = printOptions(inventory, folder)
      expect(inventoryJson(listData(inventory, options))).toBe(list!.stdout.trimEnd())
      expect(graphText(inventory.groups.get('all')!, options)).toBe(graph!.stdout.trimEnd())
      expect(inventoryYaml(yamlData(inventory, options)).trimEnd()).toBe(yaml!.stdout.trimEnd())
      if (hasToml && toml!.status === 0)
        expect(inventoryToml(tomlData(inventory, options)).trimEnd()).toBe(toml!.stdout.trimEnd())
      expect(inventoryJson(listData(inventory, exportOptions(inventory)))).toBe(exported!.stdout.trimEnd())
      expect(warnings.map(oneLine)).toEqual(warningsIn(list!.stderr))
    },
  )

  // The reference writes TOML only where Python's library for it is installed.
  const hasToml = results.some(({ stdout }, index) => index % actions.length === 3 && stdout.startsWith('['))
})

/** A warning on one line, without what is better here: the line of every mistake in an INI file, and YAML's errors. */
const oneLine = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .replace(/(plugin: )\/\S+:\d+: /, '$1')
    .replace(/(with yaml plugin: )(?:We were unable to read|YAML: ).*/, '$1…')
    .replaceAll('"', "'")
    .trim()

const warningsIn = (stderr: string): string[] => stderr.split('[WARNING]: ').slice(1).map(oneLine)
