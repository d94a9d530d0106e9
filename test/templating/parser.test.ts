import { createRequire } from 'node:module'
import { expect, test } from 'vitest'
import { evaluated, failure, given } from './templar-rig.ts'

const rendered: [string, string][] = [
  ['{{ 1_000 + 0x1F + 0b11 + 0o17 }}', '1049'],
  ['{{ 1e3 }} {{ 1.5e-3 }} {{ 10_0.5 }}', '1000.0 0.0015 100.5'],
  ["{{ '\\x41\\u00e9\\t\\q' }}", 'Aé\t\\q'],
  ['{{ "a" \'b\' }}', 'ab'],
  ['{{ {"a": {"b": 1}}["a"]["b"] }}', '1'],
  ['{{ 2 ** 3 ** 2 }}', '64'],
  ['{{ -1 | abs }} {{ (-1) | abs }}', '1 1'],
  ['{{ 1 - 2 + 3 }} {{ 8 / 2 / 2 }}', '2 2.0'],
  ['{{ 1 ~ 2 * 3 }}', '16'],
  ['{{ not 1 == 2 }}', 'True'],
  ['{{ 1 in [1] and 2 not in [1] }}', 'True'],
  ['{{ 5 is divisibleby 5 and 4 is not odd }}', 'True'],
  ['{{ 1 if false else 2 if false else 3 }}', '3'],
  ['{{ (1,) }}{{ () }}{{ 1, 2 }}', '(1,)()(1, 2)'],
  ['{{ [1, 2, 3][1:] }}{{ "abc"[::-1] }}{{ [1, 2, 3][-2] }}', '[2, 3]cba2'],
  ['{{ {"a": 1,}.a }}{{ [1,][0] }}', '11'],
  ['{% if x is not defined: %}a{% endif %}', 'a'],
  ['{% raw %}{{ a }}{% endraw %}', '{{ a }}'],
  ['a\r\nb\rc', 'a\nb\nc'],
]

test.each(rendered)('%s renders as %j', (text, expected) => {
  expect(given().renderText(text, { file: 'a.j2' })).toBe(expected)
})

const wrong: [string, string, number, number][] = [
  ['{{ a b }}', "expected token 'end of print statement', got 'b'", 1, 6],
  ['x\n  {{ 1 + }}', "unexpected 'end of print statement'", 2, 10],
  ['{% for x in %}{% endfor %}', "Expected an expression, got 'end of statement block'", 1, 13],
  ['{% for loop in x %}{% endfor %}', "Can't assign to special loop variable", 1, 8],
  ['{% macro 1() %}{% endmacro %}', "expected token 'name', got '1'", 1, 10],
  ['{% macro true() %}{% endmacro %}', "can't assign to", 1, 10],
  ['{% import "a" b %}', "expected token 'as', got 'b'", 1, 15],
  ['{{ 1 ** nope.a or not nope }}{% include "a" with b %}', "got 'with'", 1, 45],
  ['{% set true = 1 %}', "can't assign to", 1, 8],
  ['{{ [1, 2 }}', "unexpected '}', expected ']'", 1, 10],
  ['{{ f(a=1, a=2) }}', 'keyword argument repeated: a', 1, 11],
  ['{{ f(a=1, 2) }}', 'invalid syntax for function call expression', 1, 5],
  ['{# open', 'Missing end of comment tag', 1, 1],
  ['{% raw %}a', 'Missing end of raw directive', 1, 1],
  ['{% macro f(a=1, b) %}{% endmacro %}', 'non-default argument follows default argument', 1, 18],
  ['{% block a %}{% endblock %}{% block a %}{% endblock %}', "block 'a' defined twice", 1, 37],
  ['{{ a is b is c }}', 'You cannot chain multiple tests with is', 1, 11],
  ['{{ x | uper }}', '"uper" is not a filter', 1, 8],
  ['{{ x is defind }}', '"defind" is not a test', 1, 9],
]

test.each(wrong)('%s says %s', (text, message, line, column) => {
  const error = failure(() => given().renderText(text, { file: 'a.j2' }))
  expect(error.kind).toBe('syntax')
  expect(error.message).toContain(message)
  expect(error.diagnostic.position).toEqual({ file: 'a.j2', line, column })
})

test('a close name is suggested for an unknown filter or test', () => {
  expect(failure(() => evaluated('{{ x | uper }}')).diagnostic.hint).toBe('did you mean "upper"?')
  expect(failure(() => evaluated('{{ x is defind }}')).diagnostic.hint).toBe('did you mean "defined"?')
})

test('a backslash stands for itself within {{ }} of a variable, and escapes elsewhere', () => {
  expect(evaluated("{{ 'a\\nb' }}")).toBe('a\\nb')
  expect(evaluated("{% if 'a\\nb' | length == 3 %}y{% endif %}")).toBe('y')
  expect(failure(() => evaluated("{{ 'a\\'b' }}")).kind).toBe('syntax')
})

test('extensions are off unless they are turned on', () => {
  const on = given({ l: [1, 2, 3] }, { extensions: ['do', 'loopcontrols'] })
  const text =
    '{% for i in l %}{% if i == 2 %}{% continue %}{% endif %}{{ i }}{% if i == 3 %}{% break %}{% endif %}{% endfor %}'
  expect(on.renderText(text, { file: 'a' })).toBe('13')
  expect(on.renderText('{% set x = [] %}{% do x.append(1) %}{{ x }}', { file: 'a' })).toBe('[1]')
  expect(failure(() => given().renderText(text, { file: 'a' })).kind).toBe('syntax')
  expect(failure(() => on.renderText('{% break %}', { file: 'a' })).kind).toBe('syntax')
})

test('deep nesting is an error, not a crash', () => {
  expect(failure(() => evaluated(`{{ ${'('.repeat(5000)}1${')'.repeat(5000)} }}`)).message).toContain('nested')
  expect(failure(() => evaluated(`{{ ${'not '.repeat(50_000)}1 }}`)).message).toContain('nested')
})

test('other delimiters, block trimming and newlines as the options say', () => {
  const options = {
    file: 'a',
    variableStart: '[[',
    variableEnd: ']]',
    blockStart: '<%',
    blockEnd: '%>',
    commentStart: '<#',
    commentEnd: '#>',
  }
  expect(given({ x: 1 }).renderText('[[ x ]]{{ x }}<% if x %>y<% endif %><# no #>', options)).toBe('1{{ x }}y')
  expect(given().renderText('  {% if true %}\n a\n  {% endif %}\nb\n', { file: 'a', lstripBlocks: true })).toBe(
    ' a\nb\n',
  )
  expect(given().renderText('{% if true %}\na\n{% endif %}\nb\n', { file: 'a', trimBlocks: false })).toBe('\na\n\nb\n')
  expect(given().renderText('a\nb\n', { file: 'a', newlineSequence: '\r\n' })).toBe('a\r\nb\r\n')
})

test('what nunjucks reads and Jinja2 does not is a syntax error', () => {
  const extras = [
    '{% if true %}{% elseif true %}{% endif %}',
    '{% ifAsync true %}{% endif %}',
    '{% asyncEach x in [1] %}{% endeach %}',
    '{% switch 1 %}{% case 1 %}a{% endswitch %}',
    '{% verbatim %}a{% endverbatim %}',
    '{{ 1 === 1 }}',
    '{% extends "a" : %}',
    '{% macro "f"() %}{% endmacro %}',
  ]
  for (const text of extras) expect(failure(() => given().renderText(text, { file: 'a' })).kind, text).toBe('syntax')
  for (const names of ['{{ null }}', '{{ r/a/g }}'])
    expect(failure(() => given().renderText(names, { file: 'a' })).kind, names).toBe('undefined')
})

test('only the front end of nunjucks is loaded', () => {
  expect(evaluated('{{ [1] }}')).toEqual([1])
  const loaded = Object.keys(createRequire(import.meta.url).cache).filter((file) => file.includes('/nunjucks/'))
  const names = loaded.map((file) => file.slice(file.lastIndexOf('/nunjucks/') + 10)).sort()
  expect(names).toEqual(['src/lexer.js', 'src/lib.js', 'src/nodes.js', 'src/object.js', 'src/parser.js'])
})

test('hundreds of elif branches are no nesting', () => {
  const branches = Array.from({ length: 1000 }, (_, i) => `{% elif x == ${i} %}${i}`).join('')
  expect(given({ x: 999 }).renderText(`{% if false %}${branches}{% endif %}`, { file: 'a' })).toBe('999')
})
