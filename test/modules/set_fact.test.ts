import { expect, test } from 'vitest'
import setFact from '../../src/modules/set_fact.ts'
import { dict } from '../../src/values.ts'
import { runAction } from './rig.ts'

test('values become variables of the host, and words of truth booleans', async () => {
  const extra = dict({ a: 'yes', b: 'No', c: 'text', d: [1] })
  const values = dict({ a: true, b: false, c: 'text', d: [1] })
  const outcome = await runAction(setFact, { extra, options: { cacheable: true } })
  expect(outcome.result).toEqual(dict({ changed: false, ansible_facts: values }))
  expect(outcome.facts).toEqual({ kind: 'set_fact', values, cacheable: true })
})

test.each([
  ['a-b', "The variable name 'a-b' is not valid."],
  ['1a', "The variable name '1a' is not valid."],
  ['class', "The variable name 'class' is not valid."],
])('%s is no name for a variable', async (name, msg) => {
  const { result } = await runAction(setFact, { extra: dict({ [name]: 1 }) })
  expect(result.get('failed')).toBe(true)
  expect(result.get('msg')).toContain(msg)
})

test('nothing to set fails', async () => {
  const msg = 'No key/value pairs provided, at least one is required for this action to succeed'
  expect((await runAction(setFact)).result).toEqual(dict({ failed: true, msg }))
})
