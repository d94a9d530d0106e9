import { describe, expect, test } from 'vitest'
import { mistake, parse, parseTask, plain, taskMistake } from '../rig.ts'

describe('tags', () => {
  test.each<[text: string, tags: unknown[]]>([
    ['a', ['a']],
    ['a, b ,c', ['a', 'b', 'c']],
    ['[a, "b,c", 5]', ['a', 'b,c', 5]],
    ['"{{ a }}"', ['{{ a }}']],
    ['"a,{{ b | join(\',\') }}"', ['a', "{{ b | join(',') }}"]],
    ['[]', []],
  ])('%s', (text, tags) => {
    expect(plain(parseTask(`- ping:\n  tags: ${text}`).tags)).toEqual(tags)
  })

  test('are a list or a text', () => {
    expect(taskMistake('- ping:\n  tags: { a: b }')).toBe('2:9: tags must be specified as a list, not a dict')
    expect(taskMistake('- ping:\n  tags:')).toContain('tags must be specified as a list, not nothing')
  })
})

describe('conditions', () => {
  test('are one or a list, each with its place', () => {
    expect(parseTask('- ping:\n  when: a').when).toMatchObject([{ value: 'a', position: { line: 4, column: 13 } }])
    const { when } = parseTask('- ping:\n  when:\n    - a\n    - "{{ b }}"\n    - true\n    -\n')
    expect(when.map(({ value, position }) => [plain(value), position?.line])).toEqual([
      ['a', 5],
      ['{{ b }}', 6],
      [true, 7],
    ])
  })

  test('that are not written differ from none', () => {
    expect(parseTask('- ping:').changed_when).toBeUndefined()
    expect(parseTask('- { ping: , changed_when: false }').changed_when).toMatchObject([{ value: false }])
    expect(parseTask('- { ping: , until: }').until).toEqual([])
  })
})

test('one value stands for a list of one', () => {
  const task = parseTask('- ping:\n  notify: a\n  environment: { A: b }\n  module_defaults: { ping: { data: c } }')
  expect(plain([task.notify, task.environment, task.module_defaults])).toEqual([
    ['a'],
    [{ A: 'b' }],
    [{ ping: { data: 'c' } }],
  ])
})

test('module_defaults are mappings', () => {
  expect(mistake('[{hosts: all, module_defaults: [a]}]')).toContain(
    "The field 'module_defaults' is supposed to be a dictionary or list of dictionaries",
  )
})

test('named collections are searched before the built-in modules', () => {
  const collections = (text: string) => parse(`[{hosts: all, collections: ${text}}]`).play.collections
  expect(collections('[acme.tools]')).toEqual(['acme.tools', 'ansible.legacy'])
  expect(collections('[ansible.builtin, acme.tools]')).toEqual(['ansible.builtin', 'acme.tools'])
  expect(collections('acme.tools')).toEqual(['acme.tools', 'ansible.legacy'])
  expect(mistake('[{hosts: all, collections: [5]}]')).toContain("the field 'collections' should be a list of strings")
})
