import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import type { Group, Host } from '../../src/inventory/inventory.ts'
import type { LoadedInventory } from '../../src/inventory/inventory-files.ts'
import { inventoryLayers, type Layer } from '../../src/inventory/layers.ts'
import { loadInventory } from '../../src/inventory/load-inventory.ts'
import { graphText, inventoryJson, listData } from '../../src/inventory/print.ts'
import type { Dict } from '../../src/values.ts'
import { askReference, folderOf, hasReference } from '../rig/reference-inventory.ts'
import { cases } from './cases.ts'

const merged = (layers: readonly Layer[]): Dict => new Map(layers.flatMap(({ values }) => [...values]))

const printOptions = (inventory: LoadedInventory, folder: string) => ({
  hostVars: (host: Host) => merged(inventoryLayers(inventory, host, { stage: 'all', playbookDirs: [folder] })),
  groupVars: (group: Group) => group.vars,
})

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
    prepared.flatMap(({ sources, folder }) => [
      { program: 'ansible-inventory', args: [...inventoryArgs(sources), '--list'], cwd: folder },
      { program: 'ansible-inventory', args: [...inventoryArgs(sources), '--graph'], cwd: folder },
    ]),
  )

  test.each(
    prepared.map((example, index) => ({ ...example, list: results[2 * index]!, graph: results[2 * index + 1]! })),
  )('$name', ({ folder, sources, list, graph }) => {
    const warnings: string[] = []
    const inventory = loadInventory(sources, { warn: (message) => warnings.push(message) })
    const options = printOptions(inventory, folder)
    expect(inventoryJson(listData(inventory, options))).toBe(list.stdout.trimEnd())
    expect(graphText(inventory.groups.get('all')!, options)).toBe(graph.stdout.trimEnd())
    expect(warnings.map(oneLine)).toEqual(warningsIn(list.stderr))
  })
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
