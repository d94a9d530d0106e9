import { describe, expect, it } from 'vitest'
import { parseJson } from '../../src/util/parse-json.ts'
import { dict, Float, type Value } from '../../src/values.ts'

describe('parseJson', () => {
  it.each<[string, Value]>([
    ['{"10": 1, "2": [null, true, false]}', dict({ '10': 1, '2': [null, true, false] })],
    ['[1, 1.0, 1.5, 1e3, -0, 9007199254740993]', [1, new Float(1), 1.5, new Float(1000), 0, 9007199254740993n]],
    ['"\\u00e9\\ud83d\\ude00\\n\\/"', 'é😀\n/'],
    ['[NaN, Infinity, -Infinity]', [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]],
    [' {} ', dict({})],
    ['{"__proto__": {"x": 1}}', new Map([['__proto__', dict({ x: 1 })]])],
  ])('%s', (text, value) => {
    expect(parseJson(text)).toEqual(value)
  })

  it('keeps the order of keys', () => {
    expect([...(parseJson('{"b": 1, "10": 2, "a": 3}') as Map<Value, Value>).keys()]).toEqual(['b', '10', 'a'])
  })

  it.each([
    ['', 'Expecting value: line 1 column 1 (char 0)'],
    ['[1,\n ,]', 'Expecting value: line 2 column 2 (char 5)'],
    ['{"a" 1}', "Expecting ':' delimiter: line 1 column 6 (char 5)"],
    ["{'a': 1}", 'Expecting property name enclosed in double quotes: line 1 column 2 (char 1)'],
    ['"abc', 'Unterminated string starting at: line 1 column 1 (char 0)'],
    ['[] x', 'Extra data: line 1 column 4 (char 3)'],
    ['"\\q"', 'Invalid \\escape: line 1 column 2 (char 1)'],
  ])('says where %j is wrong', (text, message) => {
    expect(() => parseJson(text)).toThrow(message)
  })

  it('refuses what is nested too deeply to be honest', () => {
    expect(() => parseJson('['.repeat(5000))).toThrow('Nested too deeply')
  })
})
