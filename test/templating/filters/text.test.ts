import { describe, expect, it } from 'vitest'
import { render } from '../evaluate.ts'

describe('filters of text', () => {
  it.each([
    ["'hello WORLD' | capitalize", 'Hello world'],
    ['"it\'s a-b (c)" | title', "It's A-B (C)"],
    ["'aXbXc' | replace('X', '-', 1)", 'a-bXc'],
    ["'abc' | replace('', '.')", '.a.b.c.'],
    ["'ab' | center(5)", '  ab '],
    ["'a\\nb\\n\\nc' | indent(2)", 'a\n  b\n\n  c'],
    ["'a\\nb\\n\\nc' | indent(2, first=true, blank=true)", '  a\n  b\n  \n  c'],
    ["'a\\nb' | indent('> ')", 'a\n> b'],
    ["'foo bar baz qux' | truncate(9)", 'foo...'],
    ["'foo bar baz qux' | truncate(9, true)", 'foo ba...'],
    ["'foo bar baz qux' | truncate(11, false, '!')", 'foo bar baz qux'],
    ["'foo bar baz' | truncate(5, leeway=10)", 'foo bar baz'],
    ["'the quick brown fox' | wordwrap(10)", 'the quick\nbrown fox'],
    ["'averylongword x' | wordwrap(5)", 'avery\nlongw\nord x'],
    ["'well-known e-mail' | wordwrap(6)", 'well-\nknown\ne-mail'],
    ["'a  b' | wordcount", '2'],
    ["'%s-%03d' | format('a', 7)", 'a-007'],
    ["'%(a)s' | format(a=1)", '1'],
    ["'  x ' | trim", 'x'],
    ["'xxaxx' | trim('x')", 'a'],
    ['\'<a href="x">T &amp; &eacute;</a>\' | striptags', 'T & é'],
    ["'<b>' | e", '&lt;b&gt;'],
    ["'<b>' | safe | e", '<b>'],
    [
      "'see http://e.com/a?b=1, ok' | urlize",
      'see <a href="http://e.com/a?b=1" rel="noopener">http://e.com/a?b=1</a>, ok',
    ],
    ["{'a': 'x<', 'b': none} | xmlattr", ' a="x&lt;"'],
    ["'a b&c/d' | urlencode", 'a%20b%26c/d'],
    ["{'a b': 'c d', 'e': 1} | urlencode", 'a+b=c+d&e=1'],
    ["'a%20b+c' | urldecode", 'a b c'],
    ["{'b': 1, 'a': '<'} | tojson", '{"a": "\\u003c", "b": 1}'],
    [
      "{'a': 'x' * 50, 'b': ['y' * 40, 1]} | pprint",
      "{'a': 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',\n 'b': ['yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy', 1]}",
    ],
    ["'a,b,,c' | split(',')", "['a', 'b', '', 'c']"],
    ["' a  b ' | split", "['a', 'b']"],
    ["'l1\\nl2' | comment('cblock')", '/*\n *\n * l1\n * l2\n *\n */'],
    ["'x' | comment(decoration='; ', prefix_count=2)", ';\n;\n; x\n;'],
    ['"it\'s" | quote', "'it'\"'\"'s'"],
    ["'' | quote", "''"],
    ["'a b' | quote", "'a b'"],
    ["'safe/path' | quote", 'safe/path'],
  ])('{{ %s }} gives %j', (expression, text) => {
    expect(render(expression)).toBe(text)
  })
})
