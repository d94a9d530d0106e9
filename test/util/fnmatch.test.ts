import { expect, test } from 'vitest'
import { fnmatch } from '../../src/util/fnmatch.ts'

test.each([
  ['install nginx', 'install*', true],
  ['install nginx', '*nginx', true],
  ['install nginx', 'install', false],
  ['Install', 'install', false],
  ['a.b', 'a.b', true],
  ['axb', 'a.b', false],
  ['web1', 'web[0-9]', true],
  ['webx', 'web[!0-9]', true],
  ['web1', 'web[!0-9]', false],
  ['a]b', 'a[]]b', true],
  ['a[b', 'a[b', true],
  ['two\nlines', 'two*', true],
  ['ab', 'a?', true],
  ['a', 'a?', false],
])('%j matches %j: %s', (text, pattern, expected) => {
  expect(fnmatch(text, pattern)).toBe(expected)
})
