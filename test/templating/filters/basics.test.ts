import { describe, expect, it } from 'vitest'
import { failure, render } from '../evaluate.ts'

describe('filters of presence and choice', () => {
  it.each([
    ["nope | default('x')", 'x'],
    ["'' | default('x')", ''],
    ["'' | default('x', true)", 'x'],
    ["none | default('x', true)", 'x'],
    ["true | ternary('a', 'b')", 'a'],
    ["none | ternary('a', 'b', 'c')", 'c'],
    ["'yes' | bool", 'True'],
    ["'y' | bool", 'False'],
    ['1.0 | bool', 'True'],
    ["[1, 'a', none, 1.5, {}, true] | map('type_debug') | list", "['int', 'str', 'NoneType', 'float', 'dict', 'bool']"],
    ["'b' | extract({'a': 1, 'b': {'c': [5]}}, ['c', 0])", '5'],
    ['5 | mandatory', '5'],
  ])('{{ %s }} gives %j', (expression, text) => {
    expect(render(expression)).toBe(text)
  })

  it.each(['nope | mandatory'])('{{ %s }} fails', (expression) => {
    expect(failure(expression)).toMatch(/\S/)
  })
})
