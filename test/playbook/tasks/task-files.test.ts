import { expect, test } from 'vitest'
import { ownName } from '../../../src/playbook/names.ts'
import { loadIncludedTasks } from '../../../src/playbook/tasks/load-included.ts'
import type { IncludeTasks } from '../../../src/playbook/types.ts'
import { type Files, mistake, parse, parseTasks } from '../rig.ts'

const named = (name: string) => `- { name: ${name}, ping: }`

test.each<[what: string, files: Files, found: string]>([
  ['beside the playbook', { 'b.yml': named('beside') }, 'beside'],
  ['beside the importing file', { 'sub/b.yml': named('sub'), 'b.yml': named('beside') }, 'sub'],
])('an imported file imports one %s', (_, files, found) => {
  const { tasks } = parseTasks('- import_tasks: sub/a.yml', { 'sub/a.yml': '- import_tasks: b.yml', ...files })
  expect(tasks.map(ownName)).toEqual([found])
})

test('directories of nested imports add up', () => {
  const { tasks } = parseTasks('- import_tasks: one/a.yml', {
    'one/a.yml': '- import_tasks: two/b.yml',
    'one/two/b.yml': '- import_tasks: c.yml',
    'one/two/c.yml': named('deep'),
  })
  expect(tasks.map(ownName)).toEqual(['deep'])
})

const role = { 'site.yml': '[{hosts: all, roles: [a]}]', 'roles/a/tasks/main.yml': '- import_tasks: x/b.yml' }

test.each<[what: string, files: Files, found: string]>([
  [
    'beside the importing file',
    { 'roles/a/tasks/x/c.yml': named('near'), 'roles/a/tasks/c.yml': named('far') },
    'near',
  ],
  ['in its tasks', { 'roles/a/tasks/c.yml': named('tasks'), 'roles/a/c.yml': named('root') }, 'tasks'],
  ['in its directory', { 'roles/a/c.yml': named('root'), 'c.yml': named('playbook') }, 'root'],
  ['beside the playbook', { 'c.yml': named('playbook') }, 'playbook'],
])('a role finds a file %s', (_, files, found) => {
  const { tasks } = parse({ ...role, 'roles/a/tasks/x/b.yml': '- import_tasks: c.yml', ...files })
  expect(tasks.map(ownName)).toEqual([found])
})

test('an include in a role looks in its tasks first', () => {
  const { project, task } = parse({
    ...role,
    'roles/a/tasks/x/b.yml': '- include_tasks: c.yml',
    'roles/a/tasks/x/c.yml': named('near'),
    'roles/a/tasks/c.yml': named('far'),
  })
  const { entries } = loadIncludedTasks(project, task as IncludeTasks, { target: 'c.yml' })
  expect(entries.map((entry) => ownName(entry as never))).toEqual(['far'])
})

test('handlers find their files among the tasks, too', () => {
  const { play } = parse({
    ...role,
    'roles/a/tasks/x/b.yml': '[]',
    'roles/a/handlers/main.yml': '- import_tasks: b.yml',
    'roles/a/tasks/b.yml': named('from tasks'),
  })
  expect(play.roles[0]!.handlers.map((one) => one.kind === 'import_tasks' && one.entries.length)).toEqual([1])
})

test('handlers find their files in handlers', () => {
  const { play } = parse({
    'site.yml': '[{hosts: all, roles: [a]}]',
    'roles/a/handlers/main.yml': '- import_tasks: b.yml',
    'roles/a/handlers/b.yml': named('handler'),
    'roles/a/tasks/b.yml': named('task'),
  })
  expect(play.roles[0]!.handlers).toMatchObject([{ entries: [{ name: 'handler', handler: true }] }])
})

test('a path may be absolute', () => {
  expect(mistake('[{hosts: all, tasks: [{import_tasks: /no/such.yml}]}]')).toContain(
    "Could not find or access '/no/such.yml'",
  )
})
