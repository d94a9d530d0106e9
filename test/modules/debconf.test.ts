import { expect, test } from 'vitest'
import debconf from '../../src/modules/debconf.ts'
import { changes, plan } from './plan-rig.ts'

const shown = (text: string) => ({ shown: { stdout: Buffer.from(text), stderr: Buffer.alloc(0), status: 0 } })
const present = shown('* tz/Areas: Etc\n  tz/flag: true\n  tz/list: b, a\n')

const count = (options: Record<string, unknown>) =>
  changes(plan(debconf, { options: { name: 'tz', ...options }, answers: present })).length

test.each([
  [{ question: 'tz/Areas', vtype: 'select', value: 'Etc' }, 0],
  [{ question: 'tz/Areas', vtype: 'select', value: 'Europe' }, 1],
  [{ question: 'tz/flag', vtype: 'boolean', value: 'True' }, 0],
  [{ question: 'tz/list', vtype: 'multiselect', value: 'a, b' }, 0],
  [{ question: 'tz/new', vtype: 'string', value: 'x' }, 1],
  [{ question: 'tz/flag', vtype: 'password', value: 'true' }, 1],
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
