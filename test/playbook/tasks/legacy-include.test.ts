import { expect, test } from 'vitest'
import { allTags } from '../../../src/playbook/inheritance.ts'
import { parseTasks, plain, taskMistake } from '../rig.ts'

test('an include with a known name is an import, its options are variables', () => {
  const { task, notices } = parseTasks('- include: more.yml a=1 tags=x,y\n  tags: z', { 'more.yml': '- ping:' })
  expect(task.parent).toMatchObject({ kind: 'import_tasks', action: 'import_tasks' })
  expect(plain(task.parent.vars)).toEqual({ a: '1' })
  expect(allTags(task)).toEqual(['z', 'x', 'y'])
  expect(notices).toEqual(['3: "include" is deprecated, use include_tasks/import_tasks instead'])
})

test.each(['- include: "{{ a }}.yml"', '- include: more.yml\n  loop: [1]', '- include: more.yml\n  with_items: [1]'])(
  '%j is dynamic',
  (text) => {
    expect(parseTasks(text).task).toMatchObject({ kind: 'include_tasks', action: 'include_tasks' })
  },
)

test('static decides which it is', () => {
  const kind = (text: string) => parseTasks(text, { 'more.yml': '- ping:' }).play.tasks[0]!.kind
  expect(kind('- include: more.yml\n  static: no')).toBe('include_tasks')
  expect(kind('- include: more.yml\n  static: yes\n')).toBe('import_tasks')
  expect(taskMistake('- ping:\n  static: yes')).toBe("2:3: 'static' is not a valid attribute for a Task")
})
