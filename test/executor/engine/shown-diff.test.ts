import { expect, it } from 'vitest'
import { shownDiff } from '../../../src/executor/engine/shown-diff.ts'
import { dict } from '../../../src/values.ts'

const of = (before: string, after: string) => ({
  before_header: 'a',
  contents: {
    before: Buffer.from(before),
    after: Buffer.from(after),
    beforeSize: before.length,
    afterSize: after.length,
  },
})

it('shows texts up to the limit, of any size without one', () => {
  expect(shownDiff(of('x', 'yy'), 2)).toEqual(dict({ before_header: 'a', before: 'x', after: 'yy' }))
  expect(shownDiff(of('x', 'yyy'), 2)).toEqual(dict({ before_header: 'a', src_larger: 2 }))
  expect(shownDiff(of('xxx', 'yyy'), 2)).toEqual(dict({ before_header: 'a', dst_larger: 2, src_larger: 2 }))
  expect(shownDiff(of('xxx', 'yyy'), 0).get('after')).toBe('yyy')
})

it('shows nothing that is binary', () => {
  expect(shownDiff(of('x\0', 'y'), 0)).toEqual(dict({ before_header: 'a', dst_binary: 1 }))
})

it('leaves other differences as they are', () => {
  expect(shownDiff({ prepared: 'text' }, 1)).toEqual(dict({ prepared: 'text' }))
})
