import { describe, expect, it } from 'vitest'
import { failure, render } from '../evaluate.ts'

describe("Jinja's filters of lists", () => {
  it.each([
    ['[3, 1, 2] | sort', '[1, 2, 3]'],
    ["['b', 'A', 'c'] | sort", "['A', 'b', 'c']"],
    ["['b', 'A', 'c'] | sort(case_sensitive=true)", "['A', 'b', 'c']"],
    ["[{'n': 2, 'm': 1}, {'n': 1, 'm': 2}] | sort(attribute='n')", "[{'n': 1, 'm': 2}, {'n': 2, 'm': 1}]"],
    ["[{'n': 1, 'm': 2}, {'n': 1, 'm': 1}] | sort(attribute='n,m')", "[{'n': 1, 'm': 1}, {'n': 1, 'm': 2}]"],
    ['[none] | first is none', 'True'],
    ['[] | first is defined', 'False'],
    ["'abc' | last", 'c'],
    ["[1, 2, 3, 4, 5] | batch(2, 'x')", "[[1, 2], [3, 4], [5, 'x']]"],
    ["[1, 2, 3, 4, 5] | slice(3, 'x')", "[[1, 2], [3, 4], [5, 'x']]"],
    ['[1, 2, 3] | sum', '6'],
    ["[{'n': 1}, {'n': 2}] | sum(attribute='n', start=10)", '13'],
    ['[[1], [2]] | sum(start=[])', '[1, 2]'],
    ['[3, 1] | min', '1'],
    ["['b', 'A'] | max", 'b'],
    ["[{'n': 3}, {'n': 1}] | max(attribute='n')", "{'n': 3}"],
    ["'abc' | reverse", 'cba'],
    ['[1, 2] | reverse', '[2, 1]'],
    ["{'b': 1, 'A': 2} | dictsort", "[('A', 2), ('b', 1)]"],
    ["{'b': 1, 'a': 2} | dictsort(by='value')", "[('b', 1), ('a', 2)]"],
    ["[1, none, 'x'] | join('-')", '1-None-x'],
    ["[{'n': 1}, {'n': 2}] | join(', ', attribute='n')", '1, 2'],
    [
      "[{'t': 'b', 'n': 1}, {'t': 'a', 'n': 2}, {'t': 'B', 'n': 3}] | groupby('t')",
      "[('a', [{'t': 'a', 'n': 2}]), ('b', [{'t': 'b', 'n': 1}, {'t': 'B', 'n': 3}])]",
    ],
    ["[1, 2, 3, 4] | select('odd')", '[1, 3]'],
    ["['a', '', none] | select", "['a']"],
    ["[{'a': 1}, {'a': 0}] | selectattr('a')", "[{'a': 1}]"],
    ["[{'a': 1}, {'b': 0}] | selectattr('b', 'defined')", "[{'b': 0}]"],
    ["[{'a': 1}, {'a': 2}] | rejectattr('a', 'eq', 1)", "[{'a': 2}]"],
    ["['a', 'b'] | map('upper')", "['A', 'B']"],
    ["[{'a': {'b': 1}}, {'a': {}}] | map(attribute='a.b', default='-')", "[1, '-']"],
    ["none | map('upper')", '[]'],
    ["'abc' | list", "['a', 'b', 'c']"],
    ["{'a': 1} | list", "['a']"],
    ["{'a': 1} | items | list", "[('a', 1)]"],
    ["{'a': 1} | length", '1'],
  ])('{{ %s }} gives %j', (expression, text) => {
    expect(render(expression)).toBe(text)
  })

  it.each(["[1, 'a'] | sort", "['x'] | map"])('{{ %s }} fails', (expression) => {
    expect(failure(expression)).toMatch(/\S/)
  })
})
