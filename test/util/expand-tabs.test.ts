import { expect, test } from 'vitest'
import { expandTabs } from '../../src/util/expand-tabs.ts'

test.each([
  ['\ta', '        a'],
  ['ab\tc', 'ab      c'],
  ['é\t\tb', `é${' '.repeat(15)}b`],
  ['abc\n\tb', 'abc\n        b'],
])('%j is %j', (text, expanded) => {
  expect(expandTabs(text)).toBe(expanded)
})
