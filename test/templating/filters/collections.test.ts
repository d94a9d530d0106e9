import { describe, expect, it } from 'vitest'
import { failure, render } from '../evaluate.ts'

describe('filters of lists and dicts', () => {
  it.each([
    ["{'a': 1, 'b': [2]} | dict2items", "[{'key': 'a', 'value': 1}, {'key': 'b', 'value': [2]}]"],
    ["{'a': 1} | dict2items('k', 'v')", "[{'k': 'a', 'v': 1}]"],
    ["[{'key': 'a', 'value': 1}] | items2dict", "{'a': 1}"],
    ["[{'n': 'a', 'v': none}] | items2dict('n', 'v')", "{'a': None}"],
    ['[1, [2, [3, [none, 4]]]] | flatten', '[1, 2, 3, 4]'],
    ['[1, [2, [3, [4]]]] | flatten(levels=1)', '[1, 2, [3, [4]]]'],
    ['[1, none, [none]] | flatten(skip_nulls=false)', '[1, None, None]'],
    ['[1, 2] | zip([3, 4, 5])', '[(1, 3), (2, 4)]'],
    ["[1, none] | zip_longest([3], fillvalue='x')", "[(1, 3), (None, 'x')]"],
    ["[1, 2] | product('ab')", "[(1, 'a'), (1, 'b'), (2, 'a'), (2, 'b')]"],
    ["'ab' | product([1], repeat=2) | first", "('a', 1, 'a', 1)"],
    ["'ab' | product(repeat=2) | map('join')", "['aa', 'ab', 'ba', 'bb']"],
    ['[1] | product(repeat=0)', '[()]'],
    ['[] | product([1])', '[]'],
    ['[1] | permutations(1000000000)', '[]'],
    ['[[(1, "a"), 1], [(1, "a"), 2]] | map("first") | unique', "[(1, 'a')]"],
    ['[1, 2, 3] | permutations(2)', '[(1, 2), (1, 3), (2, 1), (2, 3), (3, 1), (3, 2)]'],
    ['[1, 2, 3] | combinations(2)', '[(1, 2), (1, 3), (2, 3)]'],
    [
      "[{'n': 'a', 'g': ['x', 'y']}, {'n': 'b', 'g': []}] | subelements('g')",
      "[({'n': 'a', 'g': ['x', 'y']}, 'x'), ({'n': 'a', 'g': ['x', 'y']}, 'y')]",
    ],
    ["[{'n': 'a'}] | subelements('g', skip_missing=true)", '[]'],
    ["{'u': {'k': {'l': [1]}}} | subelements('k.l')", "[({'k': {'l': [1]}}, 1)]"],
    [
      "{'a': {'x': [1], 'y': 2}} | combine({'a': {'x': [2]}}, recursive=true, list_merge='append')",
      "{'a': {'x': [1, 2], 'y': 2}}",
    ],
    ["{'a': 1} | combine({'a': 2}, {'b': 3})", "{'a': 2, 'b': 3}"],
    [
      "[{'id': 1, 'v': 'a'}, {'id': 2, 'v': 'b'}] | rekey_on_member('id')",
      "{1: {'id': 1, 'v': 'a'}, 2: {'id': 2, 'v': 'b'}}",
    ],
    ['[3, 1, 2, 1] | unique', '[3, 1, 2]'],
    ["['b', 'A', 'a'] | unique", "['b', 'A']"],
    ["['b', 'A', 'a'] | unique(case_sensitive=true)", "['b', 'A', 'a']"],
    ['[[1], [1], [2]] | unique', '[[1], [2]]'],
    ['[1, 2, 3] | difference([2])', '[1, 3]'],
    ['[1, 2] | union([2, 3])', '[1, 2, 3]'],
    ['[1, 2, 2] | intersect([2])', '[2]'],
    ['[1, 2] | symmetric_difference([2, 3])', '[1, 3]'],
  ])('{{ %s }} gives %j', (expression, text) => {
    expect(render(expression)).toBe(text)
  })

  it.each([
    "[{'n': 1}] | items2dict",
    "[{'n': 'a'}] | subelements('g')",
    "{'a': 1} | combine(5)",
    "[{'id': 1}, {'id': 1}] | rekey_on_member('id')",
  ])('{{ %s }} fails', (expression) => {
    expect(failure(expression)).toMatch(/\S/)
  })
})
