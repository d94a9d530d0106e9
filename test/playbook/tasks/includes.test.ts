import { describe, expect, test } from 'vitest'
import { taskName } from '../../../src/playbook/names.ts'
import { mistake, parse, parseTask, parseTasks, plain, taskMistake } from '../rig.ts'

describe('include_tasks', () => {
  test.each<[text: string, file: unknown, apply?: unknown]>([
    ['- include_tasks: a.yml', 'a.yml'],
    ['- include_tasks: "{{ a }}.yml"', '{{ a }}.yml'],
    ['- include_tasks: { file: a b.yml }', 'a b.yml'],
    ['- include_tasks: file=a.yml', 'a.yml'],
    ['- ansible.builtin.include_tasks: { file: a, apply: { tags: b } }', 'a', { tags: 'b' }],
  ])('%s', (text, file, apply) => {
    const task = parseTask(text)
    if (task.kind !== 'include_tasks') throw new Error(task.kind)
    expect(plain([task.file, task.apply])).toEqual([file, apply])
  })

  test.each([
    ['- include_tasks:', '1:3: No file specified for include_tasks'],
    ['- ansible.builtin.include_tasks: ""', '1:3: No file specified for ansible.builtin.include_tasks'],
    ['- include_tasks: { file: a, tags: b }', '1:29: Invalid options for include_tasks: tags'],
    ['- include_tasks: { file: a, apply: b }', '1:29: Expected a dict for apply but got str instead'],
    ['- import_tasks: { file: a, apply: { tags: b } }', '1:28: Invalid options for import_tasks: apply'],
    [
      '- import_tasks: a\n  loop: [1]',
      "2:3: You cannot use loops on 'import_tasks' statements. You should use 'include_tasks' instead.",
    ],
    [
      '- import_role: { name: a }\n  with_items: [1]',
      "2:3: You cannot use loops on 'import_role' statements. You should use 'include_role' instead.",
    ],
    ['- include_role: { tasks_from: a }', "1:3: 'name' is a required field for include_role."],
    ['- include_role: { name: a, task_from: b }', '1:28: Invalid options for include_role: task_from'],
    ['- include_role: { name: a, tasks_from: [b] }', '1:28: Expected a string for tasks_from but got a list instead'],
    ['- import_role: { name: a, apply: { tags: b } }', '1:27: Invalid options for import_role: apply'],
  ])('%j is refused', (text, expected) => {
    expect(taskMistake(text)).toBe(expected)
  })
})

describe('import_tasks', () => {
  test('takes its tasks from the file, whose name may come from vars', () => {
    const { tasks, directory } = parse({
      'site.yml': '[{hosts: all, vars: {a: more}, tasks: [{import_tasks: "{{ a }}.yml"}, {name: last, ping: }]}]',
      'more.yml': '[{name: first, ping: }]',
    })
    expect(tasks.map(taskName)).toEqual(['first', 'last'])
    expect(tasks[0]!.parent).toMatchObject({ kind: 'import_tasks', target: 'more.yml', file: `${directory}/more.yml` })
    expect(tasks[0]!.position.file).toBe(`${directory}/more.yml`)
  })

  test('of an empty file gives a warning', () => {
    const { tasks, notices, directory } = parseTasks('- import_tasks: more.yml', { 'more.yml': '# nothing' })
    expect(tasks).toEqual([])
    expect(notices).toEqual([`-: file ${directory}/more.yml is empty and had no tasks to include`])
  })

  const site = '- hosts: all\n  tasks:\n    - import_tasks: more.yml\n'
  test.each<[files: Record<string, string>, expected: string]>([
    [{ 'site.yml': site }, "site.yml:3:7: Could not find or access '/more.yml' on the Ansible Controller."],
    [
      { 'site.yml': site, 'more.yml': 'a: b' },
      'more.yml:1:1: included task files must contain a list of tasks, and this is a dict',
    ],
    [
      { 'site.yml': site, 'more.yml': '- ping:\n- a' },
      'more.yml:2:3: A malformed block was encountered while loading tasks of /more.yml: an item must be a task or a block, not a str',
    ],
    [
      { 'site.yml': site, 'more.yml': '- import_tasks: more.yml' },
      'more.yml:1:3: A recursion loop was detected: /more.yml imports itself',
    ],
    [
      { 'site.yml': site.replace('more.yml', '"{{ a }}.yml"') },
      "site.yml:3:22: Error when evaluating import path: 'a' is undefined",
    ],
  ])('tells mistakes: %#', (files, expected) => {
    expect(mistake(files)).toBe(expected)
  })
})

describe('import_role', () => {
  test('takes its tasks from the role', () => {
    const { tasks, play } = parse({
      'site.yml':
        '[{hosts: all, vars: {r: a}, tasks: [{import_role: {name: "{{ r }}", tasks_from: x}, vars: {v: 1}}]}]',
      'roles/a/tasks/main.yml': '[{name: main, ping: }]',
      'roles/a/tasks/x.yml': '[{name: other, ping: }]',
      'roles/a/handlers/main.yml': '[{name: h, ping: }]',
    })
    expect(tasks.map(taskName)).toEqual(['a : other'])
    const [role] = play.importedRoles
    expect(role).toMatchObject({ fromInclude: true, public: true, allowDuplicates: true })
    expect(plain(role!.vars)).toEqual({ v: 1 })
    expect(role!.handlers).toHaveLength(1)
  })

  test('and include_role are no handlers', () => {
    const handler = (action: string) => mistake(`[{hosts: all, handlers: [{name: a, ${action}: {name: b}}]}]`)
    expect(handler('include_role')).toContain("Using 'include_role' as a handler is not supported.")
    expect(handler('import_role')).toContain("Using 'import_role' as a handler is not supported.")
  })
})
