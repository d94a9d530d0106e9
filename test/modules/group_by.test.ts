import { expect, test } from 'vitest'
import groupBy from '../../src/modules/group_by.ts'
import { dict } from '../../src/values.ts'
import { runAction } from './rig.ts'

test('blanks in names of groups become dashes', async () => {
  const { result, addGroup } = await runAction(groupBy, { options: { key: 'os my os', parents: ['a b'] } })
  expect(addGroup).toEqual({ name: 'os-my-os', parents: ['a-b'] })
  expect(result).toEqual(dict({ changed: false, add_group: 'os-my-os', parent_groups: ['a-b'] }))
})
