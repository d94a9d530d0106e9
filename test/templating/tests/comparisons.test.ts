import { describe, expect, it } from 'vitest'
import { failure, render } from '../evaluate.ts'

describe('tests that compare', () => {
  it.each([
    ["'1.10' is version('1.9', '>')", 'True'],
    ["'1.0.0-rc1' is version('1.0.0', 'lt', version_type='semver')", 'True'],
    ["'1.2b1' is version('1.2', 'lt', strict=true)", 'True'],
    ['3 is odd', 'True'],
    ['4 is divisibleby(2)', 'True'],
    ['[1] is subset([1, 2])', 'True'],
    ['[1, 2] is superset([1])', 'True'],
    ['[1, 2] is contains(1)', 'True'],
    ["'a' in ['a']", 'True'],
    ['5 is sameas(5)', 'True'],
    ['1 == true', 'True'],
    ['[true, 1] is all', 'True'],
    ['[0, none] is any', 'False'],
    ["'no' is truthy(convert_bool=true)", 'False'],
    ["'' is falsy", 'True'],
    ['1 is eq(1.0)', 'True'],
    ["'a' is lt('b')", 'True'],
  ])('{{ %s }} gives %j', (expression, text) => {
    expect(render(expression)).toBe(text)
  })

  it.each(["'x' is version('1', '>')", "1 is lt('b')"])('{{ %s }} fails', (expression) => {
    expect(failure(expression)).toMatch(/\S/)
  })
})
