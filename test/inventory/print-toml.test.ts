import { expect, test } from 'vitest'
import { inventoryToml } from '../../src/inventory/print-toml.ts'
import { dict, Float, Template } from '../../src/values.ts'

test('tables come level by level, values in the spelling of Ansible', () => {
  const host = dict({
    text: 'q"u\\o\n\té\x01',
    list: [
      [1, 2],
      ['a', null],
    ],
    none: null,
    float: new Float(2),
    template: new Template('{{ x }}'),
    tables: [dict({ a: 1 }), dict({ b: dict({ c: 2 }) })],
    table: dict({ 'x.y': dict({ z: true }) }),
  })
  expect(inventoryToml(dict({ web: dict({ hosts: dict({ a: host }), children: ['b'] }) }))).toBe(`[web]
children = [ "b",]

[web.hosts.a]
text = "q\\"u\\\\o\\n\\té\\u0001"
list = [ [ 1, 2,], [ "a", "None",],]
float = 2.0
template = "{{ x }}"
[[web.hosts.a.tables]]
a = 1

[[web.hosts.a.tables]]
[web.hosts.a.tables.b]
c = 2

[web.hosts.a.table."x.y"]
z = true
`)
})

test('a list of tables and other values has no form', () => {
  expect(() => inventoryToml(dict({ a: [1, dict({})] }))).toThrow('cannot be represented in TOML')
})

test.each([
  [dict({ h: new Map([[7.5, 'x']]) }), 'a non-string key (7.5) which cannot be represented in TOML'],
  [dict({ h: new Map([[true, 'x']]) }), 'a non-string key (True) which cannot be represented in TOML'],
  [dict({ h: dict({ l: [dict({ a: 1 }), 2] }) }), 'a value that cannot be represented in TOML'],
])('what TOML can not hold is refused', (data, message) => {
  expect(() => inventoryToml(data)).toThrow(message)
})
