import { expect, test } from 'vitest'
import assert from '../../src/modules/assert.ts'
import { dict, Template, Unknown } from '../../src/values.ts'
import { runSite } from '../rig/run-site.ts'
import { runAction } from './rig.ts'

const variables = dict({ '1 == 1': true, '1 == 2': false, later: new Unknown('x'), list: ['1 == 1', '1 == 2'] })
const failed = { failed: true, evaluated_to: false, assertion: '1 == 2' }

test.each([
  [{ that: '1 == 1' }, { changed: false, msg: 'All assertions passed' }],
  [{ that: ['1 == 1', '1 == 2'] }, { ...failed, msg: 'Assertion failed' }],
  [{ that: new Template('{{ list }}') }, { ...failed, msg: 'Assertion failed' }],
  [
    { that: '1 == 2', fail_msg: ['a', 'b'] },
    { ...failed, msg: ['a', 'b'] },
  ],
  [
    { that: '1 == 1', success_msg: 'fine' },
    { changed: false, msg: 'fine' },
  ],
  [{ that: ['later', '1 == 1'] }, { changed: false, msg: 'known after apply: x' }],
])('%o gives %o', async (options, expected) => {
  expect((await runAction(assert, { options, variables })).result).toEqual(dict(expected))
})

test('quiet shows the result only with -v', async () => {
  const verbose = async (quiet: boolean) => (await runAction(assert, { options: { that: true, quiet } })).verbose
  expect([await verbose(false), await verbose(true)]).toEqual([true, false])
})

test('takes a word that is neither yes nor no for not quiet', async () => {
  const { steps, status } = await runSite('[{hosts: a, tasks: [{name: t, assert: {that: true, quiet: loudly}}]}]')
  expect({ steps, status }).toEqual({ steps: ['t: a ok'], status: 0 })
})

test.each([
  ['fail_msg: 3', 'Incorrect type for fail_msg or msg, expected a string or list and got int'],
  ['success_msg: [1]', 'Type of one of the elements in success_msg list is not string type'],
])('takes no %s', async (option, message) => {
  const { result } = await runSite(
    `[{hosts: a, tasks: [{name: t, assert: {that: true, ${option}}, ignore_errors: true}]}]`,
  )
  expect(result('t')).toEqual({ failed: true, msg: message })
})
