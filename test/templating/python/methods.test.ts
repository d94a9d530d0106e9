import { describe, expect, it } from 'vitest'
import { failure, render } from '../evaluate.ts'

describe("methods of Python's types", () => {
  it.each([
    ["'a,b,c'.split(',', 1)", "['a', 'b,c']"],
    ["' a  b '.split()", "['a', 'b']"],
    ["'a b c'.rsplit(' ', 1)", "['a b', 'c']"],
    ["'a-b-c'.partition('-')", "('a', '-', 'b-c')"],
    ["'a-b-c'.rpartition('-')", "('a-b', '-', 'c')"],
    ["'abcabc'.find('c')", '2'],
    ["'abcabc'.rfind('c')", '5'],
    ["'abc'.startswith(('x', 'a'))", 'True'],
    ["'abc'.endswith('bc')", 'True'],
    ["'{0}-{1:>5}|{2:<5}|{3:^5}|'.format(1, 'a', 'b', 'c')", '1-    a|b    |  c  |'],
    ["'{:05.1f} {:,} {:x} {:+d} {:%}'.format(3.14159, 1234567, 255, 5, 0.25)", '003.1 1,234,567 ff +5 25.000000%'],
    ["'{!r}'.format('x')", "'x'"],
    ["'abc'.ljust(5, '.') ~ '|'", 'abc..|'],
    ["'abc'.rjust(5) ~ '|'", '  abc|'],
    ["'7'.zfill(3)", '007'],
    ["'-7'.zfill(4)", '-007'],
    ["'abc'.center(6, '*')", '*abc**'],
    ["'a\\tb'.expandtabs(4)", 'a   b'],
    ["'aXb'.swapcase()", 'AxB'],
    ["'hello world'.title()", 'Hello World'],
    ["'Ab1'.isalnum()", 'True'],
    ["'12'.isdigit()", 'True'],
    ["'a b'.splitlines()", "['a b']"],
    ["'x\\ny\\r\\nz'.splitlines()", "['x', 'y', 'z']"],
    ["'xxabxx'.strip('x')", 'ab'],
    ["'prefix-a'.removeprefix('prefix-')", 'a'],
    ["'-'.join(['a', 'b'])", 'a-b'],
    ["'aaa'.replace('a', 'b', 2)", 'bba'],
    ["'aXa'.count('a')", '2'],
    ["'é'.encode()", 'é'],
    ["{'a': 1}.get('b', 2)", '2'],
    ["{'a': none}.get('a', 2)", ''],
    ["{'a': 1}.items() | list", "[('a', 1)]"],
    ["{'a': 1}.keys() | list", "['a']"],
    ["{'a': 1}.pop('a')", '1'],
    ['[1, 2, 1].count(1)', '2'],
    ['[1, 2].index(2)', '1'],
    ['(1, 2).index(2)', '1'],
    ['(5).bit_length()', '3'],
    ['(2.0).is_integer()', 'True'],
    ["'%5.2f|%-5s|%+d|%x|%r|%%' % (3.14159, 'ab', 3, 255, 'q')", " 3.14|ab   |+3|ff|'q'|%"],
  ])('{{ %s }} gives %j', (expression, text) => {
    expect(render(expression)).toBe(text)
  })

  it.each([
    "'abc'.index('z')",
    "'a{}b{1}c{x}'.format(1, x=3)",
    "'{a[b]} {c.x}'.format(a={'b': 1}, c={'x': 2})",
    "'{'.format()",
    "'-'.join([1])",
    '[1, 2].index(3)',
  ])('{{ %s }} fails', (expression) => {
    expect(failure(expression)).toMatch(/\S/)
  })
})
