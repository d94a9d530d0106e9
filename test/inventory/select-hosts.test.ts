import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { loadInventory } from '../../src/inventory/load-inventory.ts'
import { selectHosts } from '../../src/inventory/select-hosts.ts'
import { askReference, folderOf, hasReference } from '../rig/reference-inventory.ts'

const hosts = `lone
[web]
web[1:3]
web10.example.org
[db]
db1
db2
web2
[cache]
192.168.0.1
[prod:children]
web
cache
[db-old]
old
`
const folder = folderOf({ hosts })
afterAll(() => rmSync(folder, { recursive: true }))

const patterns = [
  'all',
  '*',
  'web',
  'web:db',
  'web,db',
  'db,web',
  'web:&db',
  'web:!db',
  'all:!web:!lone',
  '!web',
  '&db',
  '!web:all:&prod',
  'web*',
  'w?b1',
  'web[0]',
  'web[-1]',
  'web[0:1]',
  'web[1:]',
  'web[0:0]',
  'web[7:9]',
  'web[!1]',
  '~web\\d+$',
  '~(db|lone)',
  '~^w.*\\.org',
  'ungrouped',
  'lone',
  'localhost',
  '127.0.0.1',
  '192.168.0.1',
  '192.168.*',
  'nothing',
  'web:nothing',
  'web10.example.org',
  '*.example.org',
  'db-old',
  'prod:&db',
  ' web , db ',
  'web1:web2',
]

const inventory = loadInventory([join(folder, 'hosts')])
const namesOf = (pattern: string): string[] => selectHosts(inventory, pattern).map(({ name }) => name)

describe.runIf(hasReference)('a pattern selects what it selects in the reference', () => {
  const results = askReference(
    patterns.map((pattern) => ({
      program: 'ansible',
      args: ['-i', 'hosts', '--list-hosts', '--', pattern],
      cwd: folder,
    })),
  )

  test.each(patterns.map((pattern, index) => [pattern, results[index]!] as const))('%s', (pattern, { stdout }) => {
    const listed = stdout.split('\n').filter((line) => line.startsWith('    '))
    // A fresh inventory, because the implicit localhost keeps the name it was first asked for by.
    const hosts = selectHosts(loadInventory([join(folder, 'hosts')]), pattern)
    expect(hosts.map(({ name }) => name)).toEqual(listed.map((line) => line.trim()))
  })
})

test('a subscript beyond the hosts is an error', () => {
  expect(() => namesOf('web[9]')).toThrow("No hosts matched the subscripted pattern 'web[9]'")
})

test('a regular expression that is none is an error', () => {
  expect(() => namesOf('~web(')).toThrow('Invalid host list pattern: ~web(')
})

test('a pattern without match warns, fails or is silent', () => {
  const warnings: string[] = []
  const own = loadInventory(['a,'], { warn: (message) => warnings.push(message) })
  expect(selectHosts(own, 'b', { mismatch: 'ignore' })).toEqual([])
  expect(warnings).toEqual([])
  selectHosts(own, 'b')
  selectHosts(own, 'b')
  expect(warnings).toEqual(['Could not match supplied host pattern, ignoring: b'])
  expect(() => selectHosts(own, 'b', { mismatch: 'error' })).toThrow('Could not match')
})

test('each pattern of a list is split by itself', () => {
  expect(selectHosts(inventory, ['web1:db1', 'web2 lone']).map(({ name }) => name)).toEqual([
    'web1',
    'db1',
    'web2',
    'lone',
  ])
})

test('a subscript in the old form warns, also where nothing matches', () => {
  const warnings: string[] = []
  const own = loadInventory(['a,'], { warn: (message) => warnings.push(message) })
  expect(selectHosts(own, 'b[0-1]')).toEqual([])
  expect(warnings).toEqual([
    'Use [x:y] inclusive subscripts instead of [x-y] which has been removed',
    'Could not match supplied host pattern, ignoring: b',
  ])
})

test('a limit leaves what it selects itself', () => {
  const limited = selectHosts(inventory, 'web', { limit: ['web1', 'db', '!web3'] })
  expect(limited.map(({ name }) => name)).toEqual(['web1', 'web2'])
})
