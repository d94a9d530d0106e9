import { expect, test } from 'vitest'
import debconf from '../../src/modules/debconf.ts'
import { debconf as debconfAnswers } from '../../src/remote/queries/debconf.ts'
import { changes, plan } from './plan-rig.ts'

const present = {
  answers: new Map([
    ['tz/Areas', 'Etc'],
    ['tz/flag', 'true'],
    ['tz/list', 'b, a'],
  ]),
}

const count = (options: Record<string, unknown>) =>
  changes(plan(debconf, { options: { name: 'tz', ...options }, answers: present })).length

test.each([
  [{ question: 'tz/Areas', vtype: 'select', value: 'Etc' }, 0],
  [{ question: 'tz/Areas', vtype: 'select', value: 'Europe' }, 1],
  [{ question: 'tz/flag', vtype: 'boolean', value: 'True' }, 0],
  [{ question: 'tz/list', vtype: 'multiselect', value: ['a', 'b'] }, 0],
  [{ question: 'tz/list', vtype: 'multiselect', value: 'a, b' }, 1],
  [{ question: 'tz/flag', vtype: 'boolean', value: true }, 0],
  [{ question: 'tz/new', vtype: 'string', value: 'x' }, 1],
  [{ question: 'tz/flag', vtype: 'password', value: 'true' }, 0],
  [{ question: 'tz/secret', vtype: 'password', value: 'true' }, 1],
  [{}, 0],
])('%o needs %i changes', (options, expected) => {
  expect(count(options)).toBe(expected)
})

test('the answer goes through standard input', () => {
  const options = { name: 'tz', question: 'tz/Areas', vtype: 'select', value: 'Europe' }
  const [change] = plan(debconf, { options, answers: present })
  expect(change).toMatchObject({
    commands: [{ script: { text: 'debconf-set-selections' }, stdin: Buffer.from('tz tz/Areas select Europe\n') }],
  })
})

test('what debconf shows is read, and what is planned counts', () => {
  const query = debconfAnswers('tz')
  const answer = query.parse({
    stdout: Buffer.from('* tz/Areas: Etc\n  tz/list: b, a\n'),
    stderr: Buffer.alloc(0),
    status: 0,
  })
  expect([...answer]).toEqual([
    ['tz/Areas', 'Etc'],
    ['tz/list', 'b, a'],
  ])
  const effects = [{ kind: 'named', type: 'debconf tz', name: 'tz/Areas', value: 'Europe' } as const]
  expect(query.overlay(answer, effects).get('tz/Areas')).toBe('Europe')
})

test('a password is what debconf-get-selections has', () => {
  const read = (output: string) => {
    const answer = { stdout: Buffer.from(output), stderr: Buffer.alloc(0), status: 0 }
    return [...debconfAnswers('tz', { password: 'tz/secret' }).parse(answer)]
  }
  expect(read('* tz/a: b\n* tz/secret: (password omitted)\n\tword\n')).toEqual([
    ['tz/a', 'b'],
    ['tz/secret', 'word'],
  ])
  expect(read('* tz/secret: (password omitted)\n')).toEqual([])
})

test('a list of several answers holds texts', () => {
  const options = { name: 'tz', question: 'tz/list', vtype: 'multiselect', value: ['a', 1] }
  expect(() => [...plan(debconf, { options, answers: present })]).toThrow("Invalid value provided for 'multiselect'")
})
