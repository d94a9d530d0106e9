import { expect, test } from 'vitest'
import { MissingItem } from '../../../src/templating/python/missing-item.ts'
import { repr, str } from '../../../src/templating/python/repr.ts'
import { dict, Float, Tuple, Undefined, type Value } from '../../../src/values.ts'

const cases: [Value, string][] = [
  [null, 'None'],
  [true, 'True'],
  [5, '5'],
  [-7, '-7'],
  [123456789012345678901234567890n, '123456789012345678901234567890'],
  [new Float(2), '2.0'],
  [new Float(-0), '-0.0'],
  [new Float(1e16), '1e+16'],
  [new Float(123456789012345), '123456789012345.0'],
  [1.5, '1.5'],
  [0.0001, '0.0001'],
  [0.00001, '1e-05'],
  [1.5e-7, '1.5e-07'],
  [new Float(1e100), '1e+100'],
  [Number.POSITIVE_INFINITY, 'inf'],
  [Number.NaN, 'nan'],
  ['a', "'a'"],
  ["it's", '"it\'s"'],
  ['"', "'\"'"],
  [`'"`, `'\\'"'`],
  ['a\n\t\r\\', "'a\\n\\t\\r\\\\'"],
  ['\u0000\u007f\u00a0\u2028\u{e0001}', "'\\x00\\x7f\\xa0\\u2028\\U000e0001'"],
  ['é😀 x', "'é😀 x'"],
  [[], '[]'],
  [[1, 'a', null], "[1, 'a', None]"],
  [Tuple.from_([1]), '(1,)'],
  [Tuple.from_([]), '()'],
  [Tuple.from_([1, [2]]), '(1, [2])'],
  [dict({ a: [true, { b: 1 } as never].slice(0, 1) }), "{'a': [True]}"],
  [new Map<Value, Value>([[1, new Map([['x', null]])]]), "{1: {'x': None}}"],
]

test.each(cases)('the repr of %o is %s', (value, expected) => {
  expect(repr(value)).toBe(expected)
})

test('a container inside itself is shortened', () => {
  const list: Value[] = [1]
  list.push(list)
  expect(repr(list)).toBe('[1, [...]]')
})

test('str prints text as it is and everything else as repr', () => {
  expect(str('a\n')).toBe('a\n')
  expect(str(['a'])).toBe("['a']")
  expect(str(null)).toBe('None')
})

test('an undefined value has no text, only a repr', () => {
  expect(() => str(new Undefined('x'))).toThrow("'x' is undefined")
  expect(repr(new Undefined('x'))).toBe("AnsibleUndefined(hint=None, obj=missing, name='x')")
  expect(str([new Undefined('x', 'gone')])).toBe("[AnsibleUndefined(hint='gone', obj=missing, name='x')]")
  const missing = new MissingItem('b', { hint: '', target: new Map([['a', 1]]) })
  expect(repr(missing)).toBe("AnsibleUndefined(hint=None, obj={'a': 1}, name='b')")
})
