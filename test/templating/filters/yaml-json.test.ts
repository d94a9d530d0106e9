import { describe, expect, it } from 'vitest'
import { failure, render } from '../evaluate.ts'

describe('filters of JSON and YAML', () => {
  it.each([
    [
      "{'b': [1, 2.0, none, true], 'a': {'x': 'é', 'y': 'q\"'}} | to_json",
      '{"b": [1, 2.0, null, true], "a": {"x": "\\u00e9", "y": "q\\""}}',
    ],
    ["{'b': 1, 'a': [{}, []]} | to_nice_json", '{\n    "a": [\n        {},\n        []\n    ],\n    "b": 1\n}'],
    ["{'b': 1, 'a': 'é'} | to_json(sort_keys=true, ensure_ascii=false)", '{"a": "é", "b": 1}'],
    ['[1, [2]] | to_json(indent=2)', '[\n  1,\n  [\n    2\n  ]\n]'],
    ["{1: 'a', none: 'b', 2.5: 'c', true: 'd'} | to_json", '{"1": "d", "null": "b", "2.5": "c"}'],
    ["{'a': 1} | to_json(separators=(',', ':'))", '{"a":1}'],
    ['[1e16, 1e-7, 100000000000000000000, 0.1] | to_json', '[1e+16, 1e-07, 100000000000000000000, 0.1]'],
    ["'NaN' | from_json", 'nan'],
    [
      "{'b': {'d': [1, 'x'], 'c': 'yes'}, 'a': 'multi\\nline'} | to_yaml",
      "a: 'multi\n\n  line'\nb:\n  c: 'yes'\n  d: [1, x]\n",
    ],
    [
      "{'b': {'d': [1, {'k': 'v', 'l': []}], 'c': 'yes'}, 'a': '0x1'} | to_nice_yaml",
      "a: '0x1'\nb:\n    c: 'yes'\n    d:\n    - 1\n    -   k: v\n        l: []\n",
    ],
    ["{'a': [{'n': 1, 'm': 2}]} | to_nice_yaml(indent=2)", 'a:\n- m: 2\n  n: 1\n'],
    ["{'z': 1, 'a': 2} | to_nice_yaml(sort_keys=false)", 'z: 1\na: 2\n'],
    [
      "['word ' * 40, 'x' * 100] | to_yaml",
      "['word word word word word word word word word word word word word word word word\n    word word word word word word word word word word word word word word word word\n    word word word word word word word word ', xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx]\n",
    ],
    [
      "['word ' * 40] | to_nice_yaml(width=200)",
      "- 'word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word '\n",
    ],
    [
      "['a: b', '# c', '- d', 'null', '~', '1_000', '2020-01-01', '12:30', '@x', '%y', 'a #b', ' s', '', '*a', '&b', '!t', '?', ':', 'é', '\\t', '=', '<<'] | to_nice_yaml",
      "- 'a: b'\n- '# c'\n- '- d'\n- 'null'\n- '~'\n- '1_000'\n- '2020-01-01'\n- '12:30'\n- '@x'\n- '%y'\n- 'a #b'\n- ' s'\n- ''\n- '*a'\n- '&b'\n- '!t'\n- '?'\n- ':'\n- é\n- \"\\t\"\n- '='\n- '<<'\n",
    ],
    ["{'k': 'v', 'n': [1, none]} | to_yaml(default_flow_style=false)", 'k: v\nn:\n- 1\n- null\n'],
    ["'text' | to_yaml", 'text\n'],
    ['none | to_yaml', 'null\n'],
    ["[1, 'a'] | to_yaml(explicit_start=true)", '--- [1, a]\n'],
    ["{'a': 'x\\n\\ny\\n', 'b': ' \\n x'} | to_nice_yaml", 'a: \'x\n\n\n    y\n\n    \'\nb: " \\n x"\n'],
    [
      "('word ' * 30 + '\\nmore ' * 5) | to_nice_yaml",
      '"word word word word word word word word word word word word word word word word word\n    word word word word word word word word word word word word word \\nmore \\nmore\n    \\nmore \\nmore \\nmore "\n',
    ],
    [
      "'a: [1, yes, 0o7, 010, 1e3, 1.5e+3, ~, 2020-01-01]' | from_yaml",
      "{'a': [1, True, '0o7', 8, '1e3', 1500.0, None, datetime.date(2020, 1, 1)]}",
    ],
    ["'- 1\\n- {a: b}' | from_yaml", "[1, {'a': 'b'}]"],
    ["'--- 1\\n--- 2' | from_yaml_all", '[1, 2]'],
    ["'x: &a [1]\\ny: *a' | from_yaml", "{'x': [1], 'y': [1]}"],
    ['5 | from_yaml', '5'],
  ])('{{ %s }} gives %j', (expression, text) => {
    expect(render(expression)).toBe(text)
  })

  it.each([
    '\'{"a": [1, 1.0, 1e3, null, true, "\\u00e9\\n"]}\' | from_json',
    "'[1,]' | from_json",
    "'' | from_json",
    '5 | from_json',
    "'a: {' | from_yaml",
  ])('{{ %s }} fails', (expression) => {
    expect(failure(expression)).toMatch(/\S/)
  })
})
