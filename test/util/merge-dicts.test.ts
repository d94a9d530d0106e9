import { expect, it } from 'vitest'
import { mergeDicts } from '../../src/util/merge-dicts.ts'
import { dict } from '../../src/values.ts'

it('merges dicts within dicts, the second winning', () => {
  const low = dict({ d: dict({ a: 1, b: 1 }), l: [1] })
  const high = dict({ d: dict({ b: 2 }), l: [2] })
  expect(mergeDicts(low, high)).toEqual(dict({ d: dict({ a: 1, b: 2 }), l: [2] }))
  expect(low.get('d')).toEqual(dict({ a: 1, b: 1 }))
})
