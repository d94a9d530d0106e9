import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { type Group, type Host, hostsOf } from '../../../src/inventory/inventory.ts'
import { loadInventory } from '../../../src/inventory/load-inventory.ts'
import type { InventoryOptions } from '../../../src/inventory/options.ts'
import { inventoryJson, listData } from '../../../src/inventory/print.ts'
import { createEnvironment } from '../../../src/templating/environment.ts'
import { mapScope } from '../../../src/templating/scope.ts'
import { Templar } from '../../../src/templating/templar.ts'
import { isDict, Undefined, type Value } from '../../../src/values.ts'
import { askReference, folderOf, hasReference } from '../../rig/reference-inventory.ts'

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true })
})

/** Knows names, attributes of dicts and `{% if NAME %}`: enough to see what the source does with results. */
const evaluate: InventoryOptions['evaluate'] = (template, vars) => {
  const condition = /^\{% if (\w+) %\}True\{% else %\}False\{% endif %\}$/.exec(template.source)
  if (condition) return vars.get(condition[1]!) ? 'True' : 'False'
  const [name, ...attributes] = template.source.replace(/^\{\{\s*|\s*\}\}$/g, '').split('.')
  let value: Value = vars.get(name!) ?? new Undefined(name!)
  for (const attribute of attributes) {
    value = isDict(value) ? (value.get(attribute) ?? new Undefined(attribute)) : new Undefined(attribute)
  }
  return value
}

const hosts = `all:
  hosts:
    h1: {tags: {name: h1, env: test, status: ''}, nested: [1, [2], {a: x}], os: '', roles: [db, web, ''], yes_: true, num: 5, empty: [], n: {m: deep}}
    h2: {os: Debian}
`

const load = (config: string, files: Readonly<Record<string, string>> = {}) => {
  const folder = folderOf({ 'hosts.yml': hosts, 'more.config': `plugin: constructed\n${config}`, ...files })
  folders.push(folder)
  const warnings: string[] = []
  const warn = (message: string) => warnings.push(message)
  const inventory = loadInventory([join(folder, 'hosts.yml'), join(folder, 'more.config')], {
    evaluate,
    warn,
    enabled: ['yaml', 'constructed'],
  })
  const groups = [...inventory.groups.values()]
    .filter(({ name }) => name !== 'all' && name !== 'ungrouped')
    .map((group) => `${group.name}: ${hostsOf(group).map(({ name }) => name)}`)
  return { inventory, groups, warnings: warnings.join('\n') }
}

test('variables are composed, and what fails is left out', () => {
  const { inventory } = load('compose:\n  a: os\n  b: n.m\n  c: missing\n')
  const { vars } = inventory.hosts.get('h1')!
  expect([vars.get('a'), vars.get('b'), vars.has('c')]).toEqual(['', 'deep', false])
  expect(inventory.hosts.get('h2')!.vars.get('a')).toBe('Debian')
})

test('a group takes the hosts for which its condition holds, also one that was composed', () => {
  expect(load('compose: {again: yes_}\ngroups:\n  a-b: yes_\n  second: again\n').groups).toEqual([
    'a_b: h1',
    'second: h1',
  ])
})

test.each([
  ['a text', 'key: os', ['_Debian: h2']],
  ['a text with a default', 'key: os\n    default_value: none\n    prefix: os', ['os_none: h1', 'os_Debian: h2']],
  ['a list', 'key: roles\n    prefix: r', ['r_db: h1', 'r_web: h1', 'r_: h1']],
  ['a list with a default', 'key: roles\n    default_value: x\n    prefix: r', ['r_db: h1', 'r_web: h1', 'r_x: h1']],
  ['a dict', 'key: tags\n    prefix: t\n    separator: "-"', ['t_name_h1: h1', 't_env_test: h1', 't_status_: h1']],
  [
    'a dict without trailing separators',
    'key: tags\n    prefix: t\n    trailing_separator: no',
    ['t_name_h1: h1', 't_env_test: h1', 't_status: h1'],
  ],
  ['lists and dicts in a list', 'key: nested', ['_1: h1', '__2_: h1', '___a____x__: h1']],
  ['a parent', 'key: os\n    prefix: os\n    parent_group: all-os', ['os_Debian: h2', 'all_os: h2']],
  ['a parent from a template', 'key: os\n    parent_group: "{{ os }}"', ['_Debian: h2', 'Debian: h2']],
])('groups are keyed by %s', (_, entry, groups) => {
  expect(load(`keyed_groups:\n  - ${entry}\n`).groups).toEqual(groups)
})

test('the leading separator can be left out', () => {
  expect(load('leading_separator: false\nkeyed_groups:\n  - key: os\n').groups).toEqual(['Debian: h2'])
})

test.each([
  ['compose: {a: missing}', "Could not set a for host h1: 'missing' is undefined"],
  ['keyed_groups: [{key: missing}]', "Could not generate group for host h1 from missing entry: 'missing' is undefined"],
  ['keyed_groups: [{key: os}]', 'No key or key resulted empty for os in host h1, invalid entry'],
  ['keyed_groups: [text]', 'Invalid keyed group entry, it must be a dictionary: text'],
  ['keyed_groups: [{key: num}]', "expected a string or a list of them or dictionary, got: <class 'int'>"],
  ['keyed_groups: [{key: os, default_value: x, trailing_separator: true}]', 'parameters are mutually exclusive'],
])('strict: %s fails', (config, message) => {
  expect(load(`strict: true\n${config}\n`).warnings).toContain(message)
})

test('files of variables count when they are asked for', () => {
  const files = { 'group_vars/all.yml': 'filed: yes\n', 'host_vars/h2.yml': 'own: yes\n' }
  expect(load('groups: {f: filed, o: own}\n', files).groups).toEqual([])
  expect(load('use_vars_plugins: true\ngroups: {f: filed, o: own}\n', files).groups).toEqual(['f: h1,h2', 'o: h2'])
})

describe.runIf(hasReference)("with the real engine, groups and variables are the reference's", () => {
  const configs = [
    'compose: {sum: a + 1, text: "\'x\' ~ b", list: "[a, b]", missing: nothing, low: b | lower}\n',
    'groups: {big: a > 1, named: "inventory_hostname.startswith(\'h\')", both: "\'g\' in group_names", no: nothing}\n',
    'keyed_groups:\n  - {key: b, prefix: is}\n  - {key: tags, prefix: tag}\n  - {key: a, prefix: n, strict: no}\n',
    'strict: false\nkeyed_groups:\n  - {key: "b | upper", separator: "-", parent_group: "all_{{ b }}"}\n',
  ]
  const static_ = 'g:\n  hosts:\n    h1: {a: 1, b: X, tags: {k: v, e: ""}}\n    h2: {a: 2, b: y}\n'
  const prepared = configs.map((config) => {
    const folder = folderOf({ 'a.yml': static_, 'b.yml': `plugin: ansible.builtin.constructed\n${config}` })
    return { config, folder, sources: [join(folder, 'a.yml'), join(folder, 'b.yml')] }
  })
  const results = askReference(
    prepared.map(({ folder }) => ({
      program: 'ansible-inventory',
      args: ['-i', 'a.yml', '-i', 'b.yml', '--list', '--export'],
      cwd: folder,
    })),
  )
  folders.push(...prepared.map(({ folder }) => folder))
  const environment = createEnvironment()

  test.each(prepared.map((example, index) => ({ ...example, result: results[index]! })))(
    '$config',
    ({ sources, result }) => {
      const real = loadInventory(sources, {
        evaluate: (template, vars) => new Templar(environment, mapScope(vars as Map<string, Value>)).evaluate(template),
      })
      const options = { hostVars: ({ vars }: Host) => vars, groupVars: ({ vars }: Group) => vars, export: true }
      expect(inventoryJson(listData(real, options))).toBe(result.stdout.trimEnd())
    },
  )
})
