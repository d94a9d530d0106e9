import { expect, test } from 'vitest'
import { ownName } from '../../src/playbook/names.ts'
import { addedHandlers, isInclude, playHandlers } from '../../src/playbook/walk.ts'
import { parse } from './rig.ts'

const role = (name: string) => ({
  [`roles/${name}/tasks/main.yml`]: `- { name: ${name}, ping: }`,
  [`roles/${name}/handlers/main.yml`]: `- { name: h${name}, ping: }`,
})

const { play, tasks } = parse({
  'site.yml': `
- hosts: all
  roles: [a]
  handlers:
    - { name: own, ping: }
    - { name: x, import_tasks: more.yml }
  tasks:
    - import_role: { name: c }
    - block: [{ name: in, ping: }]
      rescue: [{ name: rescue, ping: }]
      always: [{ name: always, ping: }]
    - include_tasks: more.yml
`,
  'more.yml': '- { name: more, ping: }',
  'roles/a/meta/main.yml': 'dependencies: [b]',
  ...role('a'),
  ...role('b'),
  ...role('c'),
})

test('tasks come in the order they run in, imports opened', () => {
  expect(tasks.map(ownName)).toEqual(['b', 'a', 'c', 'in', 'rescue', 'always', 'include_tasks'])
  expect(tasks.filter(isInclude)).toHaveLength(1)
})

test('handlers come by place: roles with what they need first, the play, imported roles', () => {
  expect(playHandlers(play).map((list) => list.map(ownName))).toEqual([['hb'], ['ha'], ['own', 'more'], ['hc']])
  expect(addedHandlers(play.roles[0]!).map((list) => list.map(ownName))).toEqual([['hb', 'ha']])
})
