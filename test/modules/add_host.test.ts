import { expect, test } from 'vitest'
import addHost from '../../src/modules/add_host.ts'
import { dict, type Value } from '../../src/values.ts'
import { runAction } from './rig.ts'

test.each<[Record<string, Value>, Record<string, Value>, object]>([
  [
    { name: 'h1:2222', groups: 'a, b' },
    { foo: 1 },
    { name: 'h1', groups: ['a', 'b'], variables: dict({ foo: 1, ansible_ssh_port: 2222 }) },
  ],
  [{ name: 'h2', groups: ['a', 'a'] }, {}, { name: 'h2', groups: ['a'], variables: new Map() }],
  [{ name: '::1' }, {}, { name: '::1', groups: [], variables: new Map() }],
  [{ name: '[::1]:22' }, {}, { name: '::1', groups: [], variables: dict({ ansible_ssh_port: 22 }) }],
])('%o with %o adds %o', async (options, extra, expected) => {
  expect((await runAction(addHost, { options, extra: dict(extra) })).addHost).toEqual(expected)
})

test('the result tells what was added', async () => {
  const { result } = await runAction(addHost, { options: { name: 'h1' } })
  const added = dict({ host_name: 'h1', groups: [], host_vars: new Map() })
  expect(result).toEqual(dict({ changed: false, add_host: added }))
})

test.each([
  [{}, 'name, host or hostname needs to be provided'],
  [{ name: 'a', groups: 3 }, 'Groups must be specified as a list.'],
])('%o fails', async (options, msg) => {
  expect((await runAction(addHost, { options })).result).toEqual(dict({ failed: true, msg }))
})
