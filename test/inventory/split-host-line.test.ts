import { expect, test } from 'vitest'
import { splitHostLine } from '../../src/inventory/split-host-line.ts'

test.each([
  ['a b=1', ['a', 'b=1']],
  ['a b="x y" c=\'1 2\' # d', ['a', 'b=x y', 'c=1 2']],
  ['a x=a#b', ['a', 'x=a']],
  ['a x=\\"q', ['a', 'x="q']],
  ['a x="a\\nb\\"c\\\\"', ['a', 'x=a\\nb"c\\']],
  ["a 'it''s'", ['a', 'its']],
  ["a ''", ['a', '']],
  ['a "x"y=z', ['a', 'xy=z']],
])('%j splits as in a shell', (line, words) => {
  expect(splitHostLine(line).map(({ text }) => text)).toEqual(words)
})

test('a word knows where it begins', () => {
  expect(splitHostLine('a   "b c" d')).toEqual([
    { text: 'a', offset: 0 },
    { text: 'b c', offset: 4 },
    { text: 'd', offset: 10 },
  ])
})

test('an open quote and a lonely backslash are mistakes', () => {
  expect(() => splitHostLine('a "b')).toThrow('No closing quotation')
  expect(() => splitHostLine('a b\\')).toThrow('No escaped character')
})
