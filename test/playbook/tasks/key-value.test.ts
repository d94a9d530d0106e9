import { describe, expect, test } from 'vitest'
import { joinWords, parseKeyValues, splitWords } from '../../../src/playbook/tasks/key-value.ts'
import { Template } from '../../../src/values.ts'
import { plain } from '../rig.ts'

describe('words', () => {
  test.each<[text: string, words: string[]]>([
    ['', []],
    ['a b', ['a', 'b']],
    ['a=b c="d e"', ['a=b', 'c="d e"']],
    ["a='b  c' d", ["a='b  c'", 'd']],
    ['a={{ b }} c', ['a={{ b }}', 'c']],
    ['a={{ b | d("x y") }} c=1', ['a={{ b | d("x y") }}', 'c=1']],
    ['{% if x %}a{% endif %} b', ['{% if x %}a{% endif %}', 'b']],
    ['{# a note #} b', ['{# a note #}', 'b']],
    ['a  b', ['a ', 'b']],
    ['a=1\nb=2', ['a=1\n', 'b=2']],
    ['a="1\n2" b', ['a="1\n2"', 'b']],
    ['a \\\nb', ['a', 'b']],
    ['a\\"b c', ['a\\"b', 'c']],
    ['a\tb', ['a\tb']],
    ['  a', [' ', 'a']],
    ['it\\\'s "x"', ["it\\'s", '"x"']],
  ])('of %j are %j', (text, words) => {
    expect(splitWords(text)).toEqual(words)
  })

  test.each(['a="b', "it's", '{{ a', '{% if %', '{# a'])('%j is unbalanced', (text) => {
    expect(() => splitWords(text)).toThrow('failed at splitting arguments, either an unbalanced jinja2 block or quotes')
  })

  test('are joined as they stood', () => {
    const text = 'a  b\nc "d e"'
    expect(joinWords(splitWords(text))).toBe(text)
  })
})

describe('options', () => {
  test.each<[text: string, options: Record<string, string>, rest?: string]>([
    ['src=a dest=b', { src: 'a', dest: 'b' }],
    ['dest="a b"', { dest: 'a b' }],
    ["msg='it is'", { msg: 'it is' }],
    ['a="b"c', { a: '"b"c' }],
    ['a=b=c', { a: 'b=c' }],
    ['a\\=b=c', { 'a\\=b': 'c' }],
    ['a\\=b', {}, 'a=b'],
    ['=a', {}, '=a'],
    ['a=', { a: '' }],
    ['a=b\\n\\tc\\x41\\u00e9\\\\', { a: 'b\n\tcAé\\' }],
    ['a="\\nb"', { a: '\nb' }],
    ['free a=b form', { a: 'b' }, 'free form'],
    ['a=1 a=2', { a: '2' }],
    ['src=a\ndest=b\n', { src: 'a', dest: 'b' }],
  ])('of %j', (text, options, rest) => {
    const read = parseKeyValues(text, false)
    expect(plain(read.options)).toEqual(options)
    expect(read.rest).toBe(rest)
  })

  test('of a command line are only those of the command modules', () => {
    const read = parseKeyValues('ls -l a=b chdir=/tmp creates="/a b" \\n', true)
    expect(plain(read.options)).toEqual({ chdir: '/tmp', creates: '/a b' })
    expect(read.rest).toBe('ls -l a=b \\n')
  })

  test('of a template are templates where they have markup, and stand where it stands', () => {
    const position = { file: 'site.yml', line: 3, column: 9 }
    const { options } = parseKeyValues(new Template('src={{ a }}/b dest=c', position), false)
    const src = options.get('src')
    expect(src).toMatchObject({ source: '{{ a }}/b', position: { ...position, column: 13 } })
    expect(src instanceof Template ? src.locate?.(3) : undefined).toEqual({ ...position, column: 16 })
    expect(options.get('dest')).toBe('c')
  })

  test('of text that is no template are never templates', () => {
    expect(parseKeyValues('src={{ a }}', false).options.get('src')).toBe('{{ a }}')
  })
})
