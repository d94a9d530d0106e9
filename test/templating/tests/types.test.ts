import { describe, expect, it } from 'vitest'
import { render } from '../evaluate.ts'

describe('tests of types', () => {
  it.each([
    ["'x' is string", 'True'],
    ['1 is number', 'True'],
    ['true is number', 'True'],
    ['true is integer', 'False'],
    ['1.0 is float', 'True'],
    ['{} is mapping', 'True'],
    ["'x' is sequence", 'True'],
    ['5 is iterable', 'False'],
    ['none is none', 'True'],
    ['nope is defined', 'False'],
    ['nope is undefined', 'True'],
    ["'abc' is lower", 'True'],
    ["'ABC1' is upper", 'True'],
    ["'upper' is filter", 'True'],
    ['[1, 2] is sequence', 'True'],
    ['true is boolean', 'True'],
    ["'x' is escaped", 'False'],
    ['range is callable', 'True'],
  ])('{{ %s }} gives %j', (expression, text) => {
    expect(render(expression)).toBe(text)
  })
})
