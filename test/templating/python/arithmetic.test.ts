import { expect, test } from 'vitest'
import { type ArithmeticOperator, arithmetic, negate } from '../../../src/templating/python/arithmetic.ts'
import { compare, contains, equals, order } from '../../../src/templating/python/compare.ts'
import { dictGet, dictSet } from '../../../src/templating/python/dict-key.ts'
import { repr } from '../../../src/templating/python/repr.ts'
import { truth } from '../../../src/templating/python/truth.ts'
import { Float, Tuple, Undefined, type Value } from '../../../src/values.ts'

const results: [Value, ArithmeticOperator, Value, string][] = [
  [4, '/', 2, '2.0'],
  [7, '//', 2, '3'],
  [-7, '//', 2, '-4'],
  [-7, '%', 3, '2'],
  [7, '%', -3, '-2'],
  [-7.5, '//', 2, '-4.0'],
  [-7.5, '%', 2, '0.5'],
  [2, '**', 100, '1267650600228229401496703205376'],
  [2, '**', -1, '0.5'],
  [9007199254740991, '+', 1, '9007199254740992'],
  [true, '+', 1, '2'],
  [1, '+', new Float(1), '2.0'],
  [0, '*', -5, '0'],
  ['ab', '*', 2, "'abab'"],
  [2, '*', [1], '[1, 1]'],
  ['ab', '*', -1, "''"],
  [[1], '+', [2], '[1, 2]'],
  [Tuple.from_([1]), '+', Tuple.from_([2]), '(1, 2)'],
  ['%s-%05.1f|%-4d|%x', '%', Tuple.from_(['a', 2.25, 3, 255]), "'a-002.2|3   |ff'"],
  ['%(a)s%%', '%', new Map([['a', 1]]), "'1%'"],
  ['%g %g %e', '%', Tuple.from_([0.00001, 100000, 12.5]), "'1e-05 100000 1.250000e+01'"],
]

test.each(results)('%o %s %o is %s', (a, operator, b, expected) => {
  expect(repr(arithmetic(a, operator, b))).toBe(expected)
})

const failures: [Value, ArithmeticOperator, Value, string][] = [
  [1, '+', 'a', "unsupported operand type(s) for +: 'int' and 'str'"],
  ['a', '+', 1, 'can only concatenate str (not "int") to str'],
  [[1], '+', Tuple.from_([1]), 'can only concatenate list (not "tuple") to list'],
  [1, '/', 0, 'division by zero'],
  [1, '//', 0, 'integer division or modulo by zero'],
  [10, '**', 10 ** 9, 'the number would be too large'],
  ['a', '*', 10 ** 12, 'the most allowed is'],
  ['%d', '%', 'a', '%d format: a real number is required, not str'],
  ['%s', '%', Tuple.from_([1, 2]), 'not all arguments converted during string formatting'],
  [new Undefined('x'), '+', 1, "'x' is undefined"],
]

test.each(failures)('%o %s %o fails', (a, operator, b, message) => {
  expect(() => arithmetic(a, operator, b)).toThrow(message)
})

test('negation keeps int and float apart', () => {
  expect(repr(negate(0))).toBe('0')
  expect(repr(negate(new Float(0)))).toBe('-0.0')
  expect(() => negate('a')).toThrow("bad operand type for unary -: 'str'")
})

test('equality is by value across numbers and never across other types', () => {
  expect(equals(1, true)).toBe(true)
  expect(equals(1, new Float(1))).toBe(true)
  expect(equals(1, '1')).toBe(false)
  expect(equals([1, [2]], [1, [2]])).toBe(true)
  expect(equals([1], Tuple.from_([1]))).toBe(false)
  expect(equals(new Map([['a', 1]]), new Map([['a', 1]]))).toBe(true)
  expect(equals(Number.NaN, Number.NaN)).toBe(false)
})

test('order is by value, by code point and item by item', () => {
  expect(order(1, '<', 1.5)).toBe(true)
  expect(order('Z', '<', 'a')).toBe(true)
  expect(order('\u{1f600}', '>', '\uffff')).toBe(true)
  expect(order([1, 2], '<', [1, 3])).toBe(true)
  expect(order(Number.NaN, '<=', Number.NaN)).toBe(false)
  expect(order(Number.POSITIVE_INFINITY, '<=', Number.POSITIVE_INFINITY)).toBe(true)
  expect(compare(2, 1)).toBeGreaterThan(0)
  expect(() => order(1, '<', 'a')).toThrow("'<' not supported between instances of 'int' and 'str'")
})

test('containment looks at keys, items and substrings', () => {
  expect(contains(new Map([['a', 1]]), 'a')).toBe(true)
  expect(contains([1, 2], true)).toBe(true)
  expect(contains('abc', 'bc')).toBe(true)
  expect(() => contains('abc', 1)).toThrow("'in <string>' requires string as left operand, not int")
  expect(() => contains(5, 1)).toThrow("argument of type 'int' is not iterable")
})

test('equal keys are one key', () => {
  const map = new Map<Value, Value>()
  dictSet(map, 1, 'a')
  dictSet(map, true, 'b')
  dictSet(map, Tuple.from_([1, 2]), 'c')
  dictSet(map, Tuple.from_([1, 2]), 'd')
  expect(repr(map)).toBe("{1: 'b', (1, 2): 'd'}")
  expect(dictGet(map, new Float(1))).toBe('b')
  expect(() => dictGet(map, [1])).toThrow("unhashable type: 'list'")
})

test('truth is that of Python', () => {
  for (const value of [[], new Map(), '', 0, null, new Float(0)]) expect(truth(value)).toBe(false)
  expect(() => truth(new Undefined('x'))).toThrow("'x' is undefined")
  for (const value of [[0], new Map([['a', 1]]), ' ', -1, Number.NaN]) expect(truth(value)).toBe(true)
})
