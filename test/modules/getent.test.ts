import { expect, test } from 'vitest'
import getent from '../../src/modules/getent.ts'
import { dict, isDict } from '../../src/values.ts'
import { failure, plan, runModule } from './plan-rig.ts'

const answer = (status: number, stdout = '') => ({
  answer: { status, stdout: Buffer.from(stdout), stderr: Buffer.alloc(0) },
})

const facts = (options: Record<string, unknown>, stdout: string, status = 0) => {
  const own = { options: { split: undefined, key: undefined, ...options }, before: answer(status, stdout) }
  return getent.returns?.(own as never).get('ansible_facts')
}

test.each([
  [{ database: 'passwd' }, 'me:x:1:2::/:/bin/sh\n', { getent_passwd: { me: ['x', '1', '2', '', '/', '/bin/sh'] } }],
  [{ database: 'hosts' }, '::1   a b\n', { getent_hosts: { '::1': ['a', 'b'] } }],
  [
    { database: 'services' },
    'x 1/tcp\nx 1/udp\ny 2/tcp\n',
    { getent_services: { x: [['1/tcp'], ['1/udp']], y: ['2/tcp'] } },
  ],
  [{ database: 'hosts', split: '-' }, 'a-b c\n', { getent_hosts: { a: ['b c'] } }],
])('%o', (options, stdout, expected) => {
  const [[name, entries]] = Object.entries(expected) as [[string, Record<string, never>]]
  expect(facts(options, stdout)).toEqual(dict({ [name]: dict(entries) }))
})

test('a key that is not there', () => {
  const options = { database: 'passwd', key: 'no' }
  expect(failure(getent, { options, answers: answer(2) })).toMatch('could not be found in the database')
  expect(plan(getent, { options: { ...options, fail_key: false }, answers: answer(2) })).toEqual([])
  expect(facts(options, '', 2)).toEqual(dict({ getent_passwd: dict({ no: null }) }))
})

test.each([
  [1, 'Missing arguments, or database unknown.'],
  [3, 'Enumeration not supported on this database.'],
  [9, 'Unexpected failure!'],
  [127, 'Failed to find required executable "getent"'],
])('status %i is told', (status, message) => {
  expect(failure(getent, { options: { database: 'x' }, answers: answer(status) })).toBe(message)
})

test('a real database is read', async () => {
  const { result } = await runModule(getent, { options: { database: 'passwd', key: 'root' } })
  const found = result.get('ansible_facts')
  expect(isDict(found) && [...found.keys()]).toEqual(['getent_passwd'])
})
