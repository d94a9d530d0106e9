import { describe, expect, it } from 'vitest'
import { failure, render } from '../evaluate.ts'

describe('filters of regular expressions', () => {
  it.each([
    ["'foo=1 bar=2' | regex_replace('(\\\\w+)=(\\\\d)', '\\\\2:\\\\1')", '1:foo 2:bar'],
    ["'aBc' | regex_replace('b', 'x', ignorecase=true)", 'axc'],
    ["'a\\nb' | regex_replace('^', '> ', multiline=true)", '> a\n> b'],
    ["'abc' | regex_search('b.')", 'bc'],
    ["'abc' | regex_search('x')", ''],
    ["'k=v' | regex_search('(\\\\w)=(\\\\w)', '\\\\1', '\\\\2')", "['k', 'v']"],
    ["'k=v' | regex_search('(?P<n>\\\\w)=', '\\\\g<n>')", "['k']"],
    ["'a1b22' | regex_findall('[a-z](\\\\d+)')", "['1', '22']"],
    ["'a1b2' | regex_findall('([a-z])(\\\\d)')", "[('a', '1'), ('b', '2')]"],
    ["'a.b*c' | regex_escape", 'a\\.b\\*c'],
    ["'^a.b$' | regex_escape('posix_basic')", '\\^a\\.b\\$'],
    ["5 | regex_replace('5', 'x')", 'x'],
  ])('{{ %s }} gives %j', (expression, text) => {
    expect(render(expression)).toBe(text)
  })

  it.each(["'x' | regex_replace('(', '')"])('{{ %s }} fails', (expression) => {
    expect(failure(expression)).toMatch(/\S/)
  })
})
