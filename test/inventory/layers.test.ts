import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { hostLayers, inventoryLayers, type Layer } from '../../src/inventory/layers.ts'
import { loadInventory } from '../../src/inventory/load-inventory.ts'
import type { InventoryOptions } from '../../src/inventory/options.ts'
import { Template } from '../../src/values.ts'
import { positionOfKey } from '../../src/yaml/positions.ts'
import { folderOf } from '../rig/reference-inventory.ts'

const folder = folderOf({
  'inv/hosts': '[web]\nweb1 a=1   b="{{ c }}"\nweb2\n[prod:children]\nweb\n[web:vars]\nv = w\n[all:vars]\nall=1\n',
  'inv/group_vars/all.yml': 'x: 1\n',
  'inv/group_vars/web/one.yml': 'x: 2\n',
  'inv/group_vars/web/two.yml': '\n  y: 2\n',
  'inv/host_vars/web1': 'z: 1\n',
  'group_vars/prod.yml': 'p: 1\n',
  'host_vars/web1.yaml': 'q: 1\n',
})
afterAll(() => rmSync(folder, { recursive: true }))

const load = (options?: InventoryOptions) => loadInventory([join(folder, 'inv/hosts')], options)
const short = ({ rung, of, file }: Layer) => [rung, of, file?.replace(`${folder}/`, '')]

test('layers come in the order of precedence', () => {
  const inventory = load()
  const layers = inventoryLayers(inventory, inventory.hosts.get('web1')!, { playbookDirs: [folder] })
  expect(layers.map(short)).toEqual([
    ['inventory file or script group vars', 'all', undefined],
    ['inventory file or script group vars', 'web', undefined],
    ['inventory group_vars/all', 'all', 'inv/group_vars/all.yml'],
    ['inventory group_vars/*', 'web', 'inv/group_vars/web/one.yml'],
    ['inventory group_vars/*', 'web', 'inv/group_vars/web/two.yml'],
    ['playbook group_vars/*', 'prod', 'group_vars/prod.yml'],
    ['inventory file or script host vars', 'web1', undefined],
    ['inventory host_vars/*', 'web1', 'inv/host_vars/web1'],
    ['playbook host_vars/*', 'web1', 'host_vars/web1.yaml'],
  ])
})

test('every variable knows where it was defined', () => {
  const inventory = load()
  const layers = inventoryLayers(inventory, inventory.hosts.get('web1')!)
  const place = (name: string): string | undefined => {
    const layer = layers.findLast(({ values }) => values.has(name))!
    const position = positionOfKey(layer.values, name)
    return position && `${position.file.replace(`${folder}/`, '')}:${position.line}:${position.column}`
  }
  expect([place('b'), place('v'), place('y'), place('inventory_file')]).toEqual([
    'inv/hosts:2:12',
    'inv/hosts:7:1',
    'inv/group_vars/web/two.yml:2:3',
    undefined,
  ])
  const template = inventory.hosts.get('web1')!.vars.get('b') as Template
  expect(template).toBeInstanceOf(Template)
  expect(template.position).toEqual({ file: join(folder, 'inv/hosts'), line: 2, column: 15 })
})

test('hosts of the same groups share the layers of their groups until something changes', () => {
  const inventory = load()
  const of = (name: string) => hostLayers(inventory, inventory.hosts.get(name)!).groups
  const before = of('web1')
  expect(of('web2')).toBe(before)
  inventory.revision += 1
  expect(of('web1')).not.toBe(before)
})

test('the implicit localhost has the variables of all', () => {
  const inventory = load()
  const localhost = { name: 'localhost', vars: new Map(), groups: new Set<never>(), implicit: true }
  expect(inventoryLayers(inventory, localhost).map(short)).toEqual([
    ['inventory file or script group vars', 'all', undefined],
    ['inventory group_vars/all', 'all', 'inv/group_vars/all.yml'],
    ['inventory file or script host vars', 'localhost', undefined],
  ])
})

test('files are left out when their plugin is, and come with the inventory when they are read at the start', () => {
  const files = (options: InventoryOptions) => {
    const inventory = load(options)
    return inventoryLayers(inventory, inventory.hosts.get('web1')!, { playbookDirs: [folder] })
      .filter(({ file }) => file)
      .map(({ rung }) => rung)
  }
  expect(files({ varsFiles: { enabled: false } })).toEqual([])
  expect(files({ varsFiles: { run: 'start' } })).toEqual([
    'inventory group_vars/all',
    'inventory group_vars/*',
    'inventory group_vars/*',
    'inventory host_vars/*',
  ])
  expect(files({ varsFiles: { stage: 'inventory' } })).toHaveLength(4)
})

test('the order of rungs can be set, and an unknown one is told', () => {
  const warnings: string[] = []
  const inventory = load({
    precedence: ['groups_inventory', 'all_inventory', 'nonsense'],
    warn: (message) => warnings.push(message),
  })
  const layers = hostLayers(inventory, inventory.hosts.get('web2')!).groups
  expect(layers.map(({ of }) => of)).toEqual(['web', 'all'])
  expect(warnings).toEqual(['Ignoring unknown variable precedence entry: nonsense'])
})

test('a file of variables that is no mapping is an error with its place', () => {
  const bad = folderOf({ hosts: 'a\n', 'group_vars/all': '- 1\n' })
  const inventory = loadInventory([join(bad, 'hosts')])
  expect(() => inventoryLayers(inventory, inventory.hosts.get('a')!)).toThrow('must hold a mapping')
  rmSync(bad, { recursive: true })
})
