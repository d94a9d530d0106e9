import { expect, test } from 'vitest'
import { literalEval } from '../../../src/templating/python/literal-eval.ts'
import { repr } from '../../../src/templating/python/repr.ts'

const literals = [
  '1',
  '-1',
  '1.5',
  '1e+100',
  "'a'",
  '"it\'s"',
  'None',
  'True',
  '[]',
  "[1, 'a', [2.0]]",
  '{}',
  "{'a': 1, 2: None}",
  '(1,)',
  '()',
  '(1, 2)',
  '{1}',
  'set()',
  '(3-4j)',
]

test.each(literals)('%s is read as its own repr', (text) => {
  expect(repr(literalEval(text, { json: false })!)).toBe(text)
})

test('spaces, comments, trailing commas and adjacent strings are read as in Python', () => {
  expect(repr(literalEval(' [1,\n 2, # two\n ]\n', { json: false })!)).toBe('[1, 2]')
  expect(repr(literalEval("'a' \"b\" r'\\n'", { json: false })!)).toBe("'ab\\\\n'")
  expect(repr(literalEval("'''a\nb'''", { json: false })!)).toBe("'a\\nb'")
})

test('true, false and null count only where JSON does', () => {
  expect(literalEval('[true, null]', { json: true })).toEqual([true, null])
  expect(literalEval('[true]', { json: false })).toBeUndefined()
})

const others = [
  '',
  '[1',
  'foo',
  '[foo]',
  '1 + 1',
  'f()',
  "{'a'}x",
  '[1] [2]',
  '01',
  '{[1]: 2}',
  '__import__("os")',
  `${'['.repeat(500)}`,
  "'a",
  '[1,,2]',
]

test.each(others)('%s is no literal', (text) => {
  expect(literalEval(text, { json: true })).toBeUndefined()
})
