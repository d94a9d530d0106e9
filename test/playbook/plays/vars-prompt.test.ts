import { expect, test } from 'vitest'
import { diagnostic, mistake, parse, plain } from '../rig.ts'

test('a question has a name and its options', () => {
  const { play } = parse(
    '- hosts: all\n  vars_prompt:\n    - name: a\n      prompt: "A{{ b }}?"\n      private: no\n    - { name: c }',
  )
  expect(play.vars_prompt.map(({ name, prompt, private: hidden }) => plain([name, prompt, hidden]))).toEqual([
    ['a', 'A{{ b }}?', false],
    ['c', undefined, undefined],
  ])
  expect(parse('[{hosts: all, vars_prompt: {name: a}}]').play.vars_prompt).toMatchObject([{ name: 'a' }])
})

test.each([
  ['[{ prompt: a }]', "1:29: Invalid vars_prompt data structure, missing 'name' key"],
  ['[{ name: a, when: b }]', "1:40: Invalid vars_prompt data structure, found unsupported key 'when'"],
  ['[a]', '1:29: Invalid vars_prompt data structure, found a str instead of a dictionary'],
])('%s is refused', (text, expected) => {
  expect(mistake(`[{hosts: all, vars_prompt: ${text}}]`)).toBe(`site.yml:${expected}`)
  expect(diagnostic('[{hosts: all, vars_prompt: [{name: a, privat: b}]}]').hint).toBe('did you mean "private"?')
})
