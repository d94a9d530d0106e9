import { expect, test } from 'vitest'
import fail from '../../src/modules/fail.ts'
import { dict } from '../../src/values.ts'
import { runAction } from './rig.ts'

test.each([
  [{}, 'Failed as requested from task'],
  [{ msg: 'no' }, 'no'],
])('%o fails with %s', async (options, msg) => {
  expect((await runAction(fail, { options })).result).toEqual(dict({ failed: true, msg }))
})
