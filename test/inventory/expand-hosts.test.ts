import { expect, test } from 'vitest'
import { expandHosts, expandRanges } from '../../src/inventory/expand-hosts.ts'

test.each([
  ['web', ['web']],
  ['web[1:3]', ['web1', 'web2', 'web3']],
  ['web[08:10]', ['web08', 'web09', 'web10']],
  ['web[1:6:2]', ['web1', 'web3', 'web5']],
  ['db-[a:c].x', ['db-a.x', 'db-b.x', 'db-c.x']],
  ['[x:z]', ['x', 'y', 'z']],
  ['e[:1]', ['e0', 'e1']],
  ['n[3:1]', []],
  ['n[3:1:-1]', ['n3']],
  ['n[1:3:-1]', []],
  ['r[1:2]-[a:b]', ['r1-a', 'r1-b', 'r2-a', 'r2-b']],
])('%s stands for %j', (pattern, names) => {
  expect(expandRanges(pattern)).toEqual(names)
})

test('a port applies to all hosts', () => {
  expect(expandHosts('web[1:2]:22')).toEqual({ names: ['web1', 'web2'], port: 22 })
})

test.each([
  ['a[1:2', 'has no closing bracket'],
  ['a[1]', 'must be begin:end or begin:end:step'],
  ['a[1:]', 'must specify end value'],
  ['a[01:100]', 'equal-length begin and end formats'],
  ['a[c:a]', 'must have begin <= end'],
  ['a[1:x]', 'neither a number nor a letter'],
  ['a[1:3:0]', 'must not be zero'],
])('%s is a mistake', (pattern, message) => {
  expect(() => expandRanges(pattern)).toThrow(message)
})
