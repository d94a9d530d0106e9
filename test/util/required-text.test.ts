import { expect, it } from 'vitest'
import { requiredText } from '../../src/util/required-text.ts'

it.each([
  ['', ''],
  ['abc', 'abc'],
  ['^PermitRootLogin\\s+yes$', 'PermitRootLogin'],
  ['ab(cd)ef', 'abcdef'],
  ['ab(?:cd)?efg', 'efg'],
  ['a(bc|bd)e', 'a'],
  ['abc*', 'ab'],
  ['(abc){2,}d', 'abc'],
  ['a+bc', 'bc'],
  ['ab|cd', ''],
  ['(?=abc)d', 'd'],
  ['(?i)abc', ''],
  ['one\\ntwo4', 'two4'],
  ['a\\.b', 'a.b'],
  ['café', 'café'],
])('of %s it is %j', (pattern, text) => {
  expect(requiredText(pattern)).toBe(text)
})
