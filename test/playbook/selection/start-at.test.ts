import { expect, test } from 'vitest'
import { startsAt } from '../../../src/playbook/selection/start-at.ts'
import { parse } from '../rig.ts'

const { tasks } = parse({
  'site.yml': '[{hosts: all, roles: [a], tasks: [{name: "install {{ x }}", ping: }, {command: ls}]}]',
  'roles/a/tasks/main.yml': '- { name: configure, ping: }\n- ping:',
})

test.each<[pattern: string, found: number]>([
  ['configure', 0],
  ['a : configure', 0],
  ['a : *', 0],
  ['a : ping', 1],
  ['install*', 2],
  ['install {{ x }}', 2],
  ['command', 3],
  ['ls', -1],
])('--start-at-task %j begins at %i', (pattern, found) => {
  expect(tasks.findIndex((task) => startsAt(task, pattern))).toBe(found)
})
