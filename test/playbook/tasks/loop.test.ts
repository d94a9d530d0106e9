import { expect, test } from 'vitest'
import { parseTask, plain, taskMistake } from '../rig.ts'

test('a loop is a list, a template, or a lookup with terms', () => {
  expect(plain(parseTask('- { ping: , loop: [1, 2] }').loop)).toEqual([1, 2])
  expect(plain(parseTask('- { ping: , loop: "{{ a }}" }').loop)).toBe('{{ a }}')
  const task = parseTask('- ping:\n  with_dict: "{{ a }}"')
  expect(task.loop).toBeUndefined()
  expect(task.with).toMatchObject({ lookup: 'dict', terms: { source: '{{ a }}' }, position: { line: 4, column: 7 } })
})

test('loop_control has its keywords', () => {
  const { loop_control: control } = parseTask(
    '- ping:\n  loop: [1]\n  loop_control: { loop_var: x, label: "{{ x }}", pause: 1.5, break_when: a }',
  )
  expect(plain([control?.loop_var, control?.label, control?.pause])).toEqual(['x', '{{ x }}', 1.5])
  expect(control?.break_when).toMatchObject([{ value: 'a' }])
})

test.each([
  ['- ping:\n  loop: [1]\n  with_items: [1]', '3:3: duplicate loop in task: items'],
  ['- ping:\n  with_items:', '2:3: you must specify a value when using with_items'],
  ['- ping:\n  loop_control: "{{ a }}"', '2:17: the `loop_control` value must be specified as a dictionary'],
])('%j is refused', (text, expected) => {
  expect(taskMistake(text)).toContain(expected)
})
