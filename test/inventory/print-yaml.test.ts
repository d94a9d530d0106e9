import { expect, test } from 'vitest'
import { inventoryYaml } from '../../src/inventory/print-yaml.ts'
import { dict, Float, Template } from '../../src/values.ts'
import { parseTimestamp } from '../../src/yaml/timestamp.ts'
import { VaultSecret } from '../../src/yaml/vault-secret.ts'

test('values are written as Ansible writes them', () => {
  const value = dict({
    text: 'a: b',
    word: 'yes',
    template: new Template('{{ x }}'),
    big: new Float(1e20),
    small: 0.00001,
    inf: -Infinity,
    date: parseTimestamp('2020-01-01')!,
    none: null,
    vault: new VaultSecret('$ANSIBLE_VAULT;1.1;AES256\n6162\n', () => 'never shown'),
  })
  expect(inventoryYaml(value)).toBe(`big: 1.0e+20
date: 2020-01-01
inf: -.inf
none: null
small: 1.0e-05
template: '{{ x }}'
text: 'a: b'
vault: !vault |
  $ANSIBLE_VAULT;1.1;AES256
  6162
word: 'yes'
`)
})

test('what stands in several places is written once', () => {
  const list = [1]
  const inner = dict({ list })
  expect(inventoryYaml(dict({ a: dict({ x: inner, y: list }), b: inner, c: list }))).toBe(`a:
  x: &id002
    list: &id001
    - 1
  y: *id001
b: *id002
c: *id001
`)
})
