import { describe, expect, it } from 'vitest'
import { repr } from '../../../src/templating/python/repr.ts'
import { playbookWith } from './lookups-rig.ts'

describe('lookups that make lists', () => {
  it.each([
    ["query('items', [1, [2]], 3)", '[1, [2], 3]'],
    ["query('list', [1, [2]])", '[[1, [2]]]'],
    ["query('flattened', [1, [2, [3]]])", '[1, 2, 3]'],
    ["query('indexed_items', ['a', 'b'])", "[(0, 'a'), (1, 'b')]"],
    ["query('dict', {'a': 1})", "[{'key': 'a', 'value': 1}]"],
    ["query('nested', [1, 2], ['a'])", "[[1, 'a'], [2, 'a']]"],
    ["query('together', [1, 2], ['a'])", "[[1, 'a'], [2, None]]"],
    ["query('subelements', [{'n': 'x', 'g': [1]}], 'g')", "[({'n': 'x'}, 1)]"],
    ["query('sequence', 'start=1 end=5 stride=2 format=h%02d')", "['h01', 'h03', 'h05']"],
    ["query('sequence', '4-6')", "['4', '5', '6']"],
    ["query('sequence', start=0, count=2)", '[]'],
    ["query('random_choice', 'only')", "['only']"],
  ])('%s', (expression, expected) => {
    expect(repr(playbookWith({}).evaluate(expression))).toBe(expected)
  })

  it.each([
    ["query('dict', 'x')", 'expects a dict'],
    ["query('sequence', 'end=1 start=5')", 'make stride negative'],
    ["query('sequence', 'stop=5')", "unrecognized arguments to with_sequence: ['stop']"],
    ["query('subelements', [{'n': 1}], 'g')", "could not find 'g' key"],
  ])('%s fails', (expression, message) => {
    expect(() => playbookWith({}).evaluate(expression)).toThrow(message)
  })
})
