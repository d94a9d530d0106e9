import { expect, test } from 'vitest'
import { textWidth } from '../../src/util/text-width.ts'

test.each([
  ['plain', 5],
  ['', 0],
  ['é', 1],
  ['e\u0301', 1],
  ['日本', 4],
  ['🚀!', 3],
  ['“x”', 3],
])('%s takes %i columns', (text, width) => {
  expect(textWidth(text)).toBe(width)
})
