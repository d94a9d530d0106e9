import { expect, test } from 'vitest'
import { splitWords } from '../../src/util/split-words.ts'

test.each([
  ['', []],
  ['  a  b\tc\n', ['a', 'b', 'c']],
  ["a'b c'd", ['ab cd']],
  ['"a\\"b" \\"c\\ d', ['a"b', '"c d']],
  ['"a\\nb" \'a\\nb\'', ['a\\nb', 'a\\nb']],
  ["'' x", ['', 'x']],
  ['# no comment', ['#', 'no', 'comment']],
])('%j has the words %j', (text, words) => {
  expect(splitWords(text)).toEqual(words)
})

test.each([
  ["'a", 'No closing quotation'],
  ['a\\', 'No escaped character'],
])('%s is refused: %s', (text, message) => {
  expect(() => splitWords(text)).toThrow(message)
})
