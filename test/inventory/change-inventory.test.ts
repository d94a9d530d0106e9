import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { addHost, groupBy, refreshInventory } from '../../src/inventory/change-inventory.ts'
import { createInventory, ensureHost, hostsOf, setVariable } from '../../src/inventory/inventory.ts'
import { loadInventory } from '../../src/inventory/load-inventory.ts'
import { dict } from '../../src/values.ts'
import { folderOf } from '../rig/reference-inventory.ts'

const folder = folderOf({ hosts: '[web]\nweb1 a=1\nweb2\n' })
afterAll(() => rmSync(folder, { recursive: true }))
const load = () => loadInventory([join(folder, 'hosts')])
const names = (inventory: ReturnType<typeof load>, group: string) =>
  hostsOf(inventory.groups.get(group)!).map(({ name }) => name)

test('a host is added with groups and variables, and a second time nothing changes', () => {
  const inventory = load()
  const added = { name: 'new', groups: ['web', 'fresh'], vars: dict({ a: 2 }) }
  expect(addHost(inventory, added)).toBe(true)
  expect(names(inventory, 'web')).toEqual(['web1', 'web2', 'new'])
  expect(names(inventory, 'fresh')).toEqual(['new'])
  expect(names(inventory, 'all')).toContain('new')
  expect(inventory.hosts.get('new')!.vars.get('a')).toBe(2)
  expect(addHost(inventory, added)).toBe(false)
})

test('a host without groups is ungrouped', () => {
  const inventory = load()
  addHost(inventory, { name: 'new', groups: [], vars: new Map() })
  expect(names(inventory, 'ungrouped')).toEqual(['new'])
})

test('a variable that is set to what it is changes nothing', () => {
  const inventory = load()
  const equal = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)
  const vars = dict({ list: ['x'] })
  expect(addHost(inventory, { name: 'web1', groups: [], vars, equal })).toBe(true)
  expect(addHost(inventory, { name: 'web1', groups: [], vars: dict({ list: ['x'] }), equal })).toBe(false)
})

test('a host is put into a group below parents', () => {
  const inventory = load()
  const added = { name: 'os_debian', parents: ['os'], host: 'web1' }
  expect(groupBy(inventory, added)).toBe(true)
  expect(names(inventory, 'os')).toEqual(['web1'])
  expect([...inventory.hosts.get('web1')!.groups].map(({ name }) => name).sort()).toEqual([
    'all',
    'os',
    'os_debian',
    'web',
  ])
  expect(groupBy(inventory, added)).toBe(false)
  expect(() => groupBy(inventory, { ...added, host: 'none' })).toThrow('none cannot be matched in inventory')
})

test('a refresh reads the sources again and keeps what tasks added', () => {
  const inventory = load()
  addHost(inventory, { name: 'new', groups: ['fresh'], vars: new Map() })
  groupBy(inventory, { name: 'by', parents: [], host: 'web1' })
  groupBy(inventory, { name: 'by', parents: [], host: 'web2' })
  writeFileSync(join(folder, 'hosts'), '[web]\nweb2 b=2\nweb3\n')
  refreshInventory(inventory)
  expect(names(inventory, 'all').sort()).toEqual(['new', 'web2', 'web3'])
  expect(names(inventory, 'fresh')).toEqual(['new'])
  expect(names(inventory, 'by')).toEqual(['web2'])
  expect(inventory.hosts.get('web2')!.vars.get('b')).toBe(2)
})

test('a later dict is merged into an earlier one of its name where hash_behaviour says so', () => {
  for (const merge of [false, true]) {
    const inventory = createInventory({ merge })
    const host = ensureHost(inventory, 'h')
    setVariable(inventory, host, { name: 'd', value: dict({ a: 1, b: 1 }) })
    setVariable(inventory, host, { name: 'd', value: dict({ b: 2 }) })
    expect(host.vars.get('d')).toEqual(merge ? dict({ a: 1, b: 2 }) : dict({ b: 2 }))
  }
})
