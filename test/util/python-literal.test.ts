import { expect, test } from 'vitest'
import { notALiteral, parsePythonLiteral } from '../../src/util/python-literal.ts'
import { Float, Tuple, type Value } from '../../src/values.ts'

const values: [text: string, value: Value][] = [
  ['1', 1],
  ['-1', -1],
  ['- 3', -3],
  ['1_000', 1000],
  ['0x1f', 31],
  ['0o17', 15],
  ['0b11', 3],
  ['00', 0],
  ['9007199254740993', 9007199254740993n],
  ['1.5', 1.5],
  ['1.', new Float(1)],
  ['1e3', new Float(1000)],
  ['True', true],
  ['None', null],
  ["'a'", 'a'],
  ['"a" \'b\'', 'ab'],
  ["'\\x41\\u00e9\\n\\q\\101'", 'Aé\n\\qA'],
  ["r'\\n'", '\\n'],
  ["'''a'b'''", "a'b"],
  ["b'x'", 'x'],
  [' 5 # comment', 5],
  ['[1, [2], None,]', [1, [2], null]],
  ['(1)', 1],
  ['(1,)', Tuple.from_([1])],
  ['1, 2', Tuple.from_([1, 2])],
  [
    '{"a": 1, 2: [True]}',
    new Map<Value, Value>([
      ['a', 1],
      [2, [true]],
    ]),
  ],
  ['{}', new Map()],
  ['{1, 2}', [1, 2]],
]

test.each(values)('%j is a literal', (text, value) => {
  expect(parsePythonLiteral(text)).toEqual(value)
})

test.each([
  '',
  'abc',
  'true',
  'Truex',
  '007',
  '0644',
  '1a',
  '1__0',
  '1.2.3',
  '1+2',
  '--1',
  '-True',
  '"open',
  "'a\nb'",
  '[1',
  '[1 2]',
  '{1: 2, 3}',
  '{[]: 1}',
  '{{ x }}',
  '{{1}}',
  'f"x"',
  "'\\x4'",
  'set()',
  '*',
])('%j is none', (text) => {
  expect(parsePythonLiteral(text)).toBe(notALiteral)
})
