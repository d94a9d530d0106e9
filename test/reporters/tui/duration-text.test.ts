import { expect, test } from 'vitest'
import { durationText } from '../../../src/reporters/tui/duration-text.ts'

test.each([
  [-5, '0.0s'],
  [440, '0.4s'],
  [9990, '9.9s'],
  [12_900, '12s'],
  [187_000, '3:07'],
  [3_729_000, '1:02:09'],
])('%i milliseconds are %s', (milliseconds, text) => {
  expect(durationText(milliseconds)).toBe(text)
})
