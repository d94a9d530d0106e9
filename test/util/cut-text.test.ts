import { expect, test } from 'vitest'
import { cutText } from '../../src/util/cut-text.ts'

test.each([
  ['short', 5, 'short'],
  ['longer', 5, 'long…'],
  ['日本語', 5, '日本…'],
  ['日本語', 4, '日…'],
])('%s in %i columns is %s', (text, columns, cut) => {
  expect(cutText(text, columns)).toBe(cut)
})
