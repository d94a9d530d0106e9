import { describe, expect, it } from 'vitest'
import { failure, render } from '../../evaluate.ts'

describe('filters of lists of community.general', () => {
  it.each([
    ['[1, 2, 2] | community.general.lists_union([3], [1])', '[1, 2, 3]'],
    ['[1, 2] | community.general.lists_intersect([2, 3])', '[2]'],
    ['[1, 2, 3] | community.general.lists_difference([2])', '[1, 3]'],
    ['[1, 2] | community.general.lists_symmetric_difference([2, 3])', '[1, 3]'],
    ['[[1, 2], [2, 3]] | community.general.lists_union(flatten=true)', '[1, 2, 3]'],
    [
      "[{'n': 'a', 'x': 1}, {'n': 'b'}] | community.general.lists_mergeby([{'n': 'a', 'y': 2}], 'n')",
      "[{'n': 'a', 'x': 1, 'y': 2}, {'n': 'b'}]",
    ],
    [
      "[{'n': 'a', 'l': [1]}] | community.general.lists_mergeby([{'n': 'a', 'l': [2]}], 'n', list_merge='append')",
      "[{'n': 'a', 'l': [1, 2]}]",
    ],
    ["['a', 'b', 'a'] | community.general.counter", "{'a': 2, 'b': 1}"],
    ["[{'n': 'a', 'x': 1}] | community.general.groupby_as_dict('n')", "{'a': {'n': 'a', 'x': 1}}"],
    ['[1, 2, 3] | community.general.accumulate', '[1, 3, 6]'],
    ["['1.10', '1.9'] | community.general.version_sort", "['1.9', '1.10']"],
    ["[['a', 1], ['b', 2]] | community.general.dict", "{'a': 1, 'b': 2}"],
    ["5 | community.general.dict_kv('a')", "{'a': 5}"],
    ["[{'a': 1, 'b': 2}] | community.general.keep_keys(target=['a'])", "[{'a': 1}]"],
    ["[{'a': 1, 'b': 2}] | community.general.remove_keys(target='^a', matching_parameter='regex')", "[{'b': 2}]"],
    [
      "[{'a': 1, 'b': 2}] | community.general.replace_keys(target=[{'before': 'a', 'after': 'z'}])",
      "[{'z': 1, 'b': 2}]",
    ],
  ])('{{ %s }} gives %j', (expression, text) => {
    expect(render(expression)).toBe(text)
  })

  it.each(["[{'n': 'a'}, {'n': 'a'}] | community.general.groupby_as_dict('n')"])('{{ %s }} fails', (expression) => {
    expect(failure(expression)).toMatch(/\S/)
  })
})
