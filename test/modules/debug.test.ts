import { expect, test } from 'vitest'
import debug from '../../src/modules/debug.ts'
import { dict, Template, Undefined } from '../../src/values.ts'
import { runAction } from './rig.ts'

const variables = dict({ foo: 'bar', gone: new Undefined('gone') })

test.each([
  [{}, 0, { msg: 'Hello world!' }],
  [{ msg: ['a', 1] }, 0, { msg: ['a', 1] }],
  [{ var: 'foo' }, 0, { foo: 'bar' }],
  [{ var: new Template('{{ foo }}') }, 0, { '{{ foo }}': 'bar' }],
  [{ var: 'gone' }, 0, { gone: 'VARIABLE IS NOT DEFINED!' }],
  [{ var: 'gone' }, 1, { gone: "VARIABLE IS NOT DEFINED!: 'gone' is undefined" }],
  [{ var: ['foo'] }, 0, { "<class 'list'>": ['foo'] }],
  [{ msg: 'a', var: 'foo' }, 0, { failed: true, msg: "'msg' and 'var' are incompatible options" }],
  [{ msg: 'a', verbosity: 2 }, 1, { skipped: true, skipped_reason: 'Verbosity threshold not met.' }],
])('%o at verbosity %i gives %o', async (options, verbosity, expected) => {
  expect((await runAction(debug, { options, verbosity, variables })).result).toEqual(dict(expected))
})

test('what is shown is shown without -v', async () => {
  expect((await runAction(debug, { options: { msg: 'a' } })).verbose).toBe(true)
})
