import { describe, expect, it } from 'vitest'
import { failure, render } from '../../evaluate.ts'

describe('filters of ansible.utils', () => {
  it.each([
    ["{'a': {'b': [1, {'c d': 2}]}} | ansible.utils.to_paths", "{'a.b[0]': 1, \"a.b[1]['c d']\": 2}"],
    ["{'a': {'b': [1, 2]}} | ansible.utils.get_path('a.b[1]')", '2'],
    ["[1, 5, 3] | ansible.utils.index_of('gt', 2)", '[1, 2]'],
    ["[{'n': 'a'}, {'n': 'b'}] | ansible.utils.index_of('eq', 'b', 'n')", '1'],
    ["[1, 2] | ansible.utils.index_of('!=', 1, wantlist=true)", '[1]'],
    ["{'a': 1, 'b': {'a': 2, 'c': 3}} | ansible.utils.keep_keys(target=['a'])", "{'a': 1, 'b': {'a': 2}}"],
    ["{'a': 1, 'b': {'a': 2, 'c': 3}} | ansible.utils.remove_keys(target=['a'])", "{'b': {'c': 3}}"],
    [
      "{'a': 1, 'b': {'a': 2}} | ansible.utils.replace_keys(target=[{'before': 'a', 'after': 'z'}])",
      "{'b': {'z': 2}, 'z': 1}",
    ],
    ["{'key_a': 1, 'b': 2} | ansible.utils.remove_keys(target=['key'], matching_parameter='starts_with')", "{'b': 2}"],
    [
      '\'<r a="1"><x>1</x><x>2</x><y/><z>t &amp; u</z></r>\' | ansible.utils.from_xml',
      "{'r': {'@a': '1', 'x': ['1', '2'], 'y': None, 'z': 't & u'}}",
    ],
    [
      "{'r': {'@a': '1', 'x': ['1', '2'], 'y': none}} | ansible.utils.to_xml",
      '<?xml version="1.0" encoding="utf-8"?>\n<r a="1">\n\t<x>1</x>\n\t<x>2</x>\n\t<y></y>\n</r>',
    ],
  ])('{{ %s }} gives %j', (expression, text) => {
    expect(render(expression)).toBe(text)
  })

  it.each(["'<r>' | ansible.utils.from_xml"])('{{ %s }} fails', (expression) => {
    expect(failure(expression)).toMatch(/\S/)
  })
})
