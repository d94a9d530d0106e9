import { describe, expect, it } from 'vitest'
import { render } from '../evaluate.ts'

describe('tests of texts and files', () => {
  it.each([
    ["'foobar' is match('foo')", 'True'],
    ["'foobar' is match('bar')", 'False'],
    ["'foobar' is search('bar')", 'True'],
    ["'FOO' is regex('foo', ignorecase=true)", 'True'],
    ["'abc' is regex('b', match_type='match')", 'False'],
    ["'/etc' is directory", 'True'],
    ["'/etc/passwd' is file", 'True'],
    ["'/nonexistent' is exists", 'False'],
    ["'/x' is abs", 'True'],
    ["'/proc' is mount", 'True'],
    ["'http://x.com' is url", 'True'],
    ["'urn:a:b' is urn", 'True'],
    ["'foo' is uri", 'True'],
  ])('{{ %s }} gives %j', (expression, text) => {
    expect(render(expression)).toBe(text)
  })
})
