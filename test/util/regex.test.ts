import { describe, expect, it } from 'vitest'
import { compileRegex, escapeRegex } from '../../src/util/regex.ts'

describe('a Python pattern', () => {
  it.each<[string, string, (string | string[])[]]>([
    ['a*?', 'aa', ['', 'a', '', 'a', '']],
    ['(?P<x>a)(?P=x)', 'aaa', ['a']],
    ['\\Aab\\Z', 'ab', ['ab']],
    ['b$', 'ab\n', ['b']],
    ['(?m)^\\w', 'ab\rc\nd', ['a', 'd']],
    ['(?i:A)b', 'ab AB', ['ab']],
    ['(?x) a  b # both', 'ab', ['ab']],
    ['a{,2}', 'aaa', ['aa', 'a', '']],
    ['x{', 'x{', ['x{']],
    ['[]a]+', 'a]b', ['a]']],
    ['[\\w-]+', 'a-b c', ['a-b', 'c']],
    ['(?>a|ab)c', 'abc ac', ['ac']],
    ['a++b', 'aab', ['aab']],
    [
      '(a)|(b)',
      'ab',
      [
        ['a', ''],
        ['', 'b'],
      ],
    ],
    ['\\d', '5٣²', ['5', '٣']],
    ['(?a)\\d', '5٣', ['5']],
    ['\\s', 'a\x1cb\ufeff', ['\x1c']],
    ['.', '😀', ['😀']],
    ['\\B', '', []],
    ['\\/\\-\\_', '/-_', ['/-_']],
  ])('%s finds in %j what Python finds', (pattern, text, found) => {
    expect(compileRegex(pattern).findAll(text)).toEqual(found)
  })

  it.each([
    ['(a', 'missing )'],
    ['a)', 'unbalanced parenthesis'],
    ['*a', 'nothing to repeat'],
    ['a**', 'multiple repeat'],
    ['[z-a]', 'bad character range'],
    ['\\q', 'bad escape \\q'],
    ['(?P<1>a)', 'bad character in group name'],
    ['\\2(a)', 'invalid group reference 2'],
    ['(?<=a+)b', 'look-behind requires fixed-width pattern'],
    ['a(?i)b', 'global flags not at the start'],
    ['(a)?(?(1)b|c)', 'conditional groups'],
    ['a{3,2}', 'min repeat greater than max repeat'],
  ])('%s is refused with the reason', (pattern, reason) => {
    expect(() => compileRegex(pattern)).toThrow(reason)
  })

  it.each<[string, string, string, string]>([
    ['x*', '-', 'abxd', '-a-b--d-'],
    ['|a', '-', 'a', '---'],
    ['(\\w+) (\\w+)', '\\2 \\1', 'hello world', 'world hello'],
    ['(?P<n>b)', '<\\g<n>\\g<0>\\g<1>>', 'abc', 'a<bbb>c'],
    ['(a)|b', '[\\1]', 'ab', '[a][]'],
    ['b', '\\n\\t\\\\', 'abc', 'a\n\t\\c'],
    ['\\.', '$&', 'a.b', 'a$&b'],
  ])('replacing %s by %s', (pattern, replacement, text, result) => {
    expect(compileRegex(pattern).replace(text, replacement).text).toBe(result)
  })

  it('replaces as often as asked', () => {
    expect(compileRegex('a').replace('aaaa', 'b', 2)).toEqual({ text: 'bbaa', count: 2 })
    expect(compileRegex('a').replace('aaaa', 'b', -1)).toEqual({ text: 'aaaa', count: 0 })
  })

  it('refuses groups and escapes of a replacement that are not there', () => {
    expect(() => compileRegex('a').replace('a', '\\1')).toThrow('invalid group reference 1')
    expect(() => compileRegex('a').replace('a', '\\g<x>')).toThrow("unknown group name 'x'")
    expect(() => compileRegex('a').replace('a', '\\q')).toThrow('bad escape \\q')
  })

  it('splits with what groups matched', () => {
    expect(compileRegex('(,)|;').split('a,b;c')).toEqual(['a', ',', 'b', null, 'c'])
    expect(compileRegex(',').split('a,b,c', 1)).toEqual(['a', 'b,c'])
  })

  it('matches only at the start when asked to', () => {
    expect(compileRegex('b').match('ab')).toBeUndefined()
    expect(compileRegex('a').match('ab')).toMatchObject({ start: 0, end: 1 })
  })
})

describe('escapeRegex', () => {
  it('escapes what has a meaning, and spaces', () => {
    expect(escapeRegex('a.b c-d_e/f')).toBe('a\\.b\\ c\\-d_e/f')
  })
})
