import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { hostsOf } from '../../../src/inventory/inventory.ts'
import { loadInventory } from '../../../src/inventory/load-inventory.ts'
import { folderOf } from '../../rig/reference-inventory.ts'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

const load = (config: string) => {
  const folder = folderOf({ 'gen.config': `plugin: ansible.builtin.generator\n${config}` })
  folders.push(folder)
  const warnings: string[] = []
  const inventory = loadInventory([join(folder, 'gen.config')], {
    enabled: ['generator'],
    warn: (message) => warnings.push(message),
    evaluate: (template, vars) => template.source.replace(/\{\{ (\w+) \}\}/g, (_, name) => String(vars.get(name))),
  })
  return { inventory, warnings: warnings.join('\n') }
}

test('a host is made for every combination, in its groups with their variables', () => {
  const { inventory } = load(`
hosts:
  name: "{{ op }}_{{ env }}"
  parents:
    - name: "{{ env }}"
      vars: {environment: "{{ env }}", plain: 1}
      parents:
        - name: everything
    - name: runner
layers:
  op: [build, launch]
  env: [dev, prod]
`)
  expect([...inventory.hosts.keys()]).toEqual(['build_dev', 'build_prod', 'launch_dev', 'launch_prod'])
  const members = (name: string) => hostsOf(inventory.groups.get(name)!).map((host) => host.name)
  expect(members('dev')).toEqual(['build_dev', 'launch_dev'])
  expect(members('everything')).toHaveLength(4)
  expect(members('runner')).toHaveLength(4)
  expect(Object.fromEntries(inventory.groups.get('prod')!.vars)).toEqual({ environment: 'prod', plain: 1 })
})

test.each([
  ['hosts: {name: x}\n', '"layers" must be a dictionary of lists'],
  ['layers: {a: [1]}\n', '"hosts" must be a dictionary'],
  ['layers: {a: 1}\nhosts: {name: x}\n', 'the layer "a" must be a list'],
  ['layers: {a: [1]}\nhosts: {name: x, parents: [{vars: {}}]}\n', 'Element x has a parent with no name element'],
])('%j is a mistake', (config, message) => {
  expect(load(config).warnings).toContain(message)
})
