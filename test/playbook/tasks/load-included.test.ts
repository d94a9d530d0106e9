import { describe, expect, test } from 'vitest'
import { UserError } from '../../../src/errors.ts'
import { allTags, ancestorsOf } from '../../../src/playbook/inheritance.ts'
import { taskName } from '../../../src/playbook/names.ts'
import { loadIncludedRole, loadIncludedTasks } from '../../../src/playbook/tasks/load-included.ts'
import type { AnyTask, IncludeRole, IncludeTasks } from '../../../src/playbook/types.ts'
import { type Files, parse, parseTasks, plain } from '../rig.ts'

const includeTasks = (text: string, files: Files) => {
  const { project, task } = parseTasks(text, files)
  return { project, include: task as IncludeTasks }
}

describe('included tasks', () => {
  test('stand below a copy of the include, with the variables of this use', () => {
    const { project, include } = includeTasks('- include_tasks: "{{ a }}"\n  vars: { x: 1 }', { 'b.yml': '- ping:' })
    const first = loadIncludedTasks(project, include, { target: 'b.yml', vars: new Map([['item', 'one']]) })
    const second = loadIncludedTasks(project, include, { target: 'b.yml' })
    expect(plain([first.include.vars, second.include.vars])).toEqual([{ x: 1, item: 'one' }, { x: 1 }])
    expect(first.include.file).toBe('b.yml')
    expect((first.entries[0] as AnyTask).parent).toBe(first.include)
    expect(first.entries[0]).not.toBe(second.entries[0])
  })

  test('may include themselves', () => {
    const { project, include } = includeTasks('- include_tasks: b.yml', {
      'b.yml': '- include_tasks: b.yml\n  when: more',
    })
    const once = loadIncludedTasks(project, include, { target: 'b.yml' })
    const twice = loadIncludedTasks(project, once.entries[0] as IncludeTasks, { target: 'b.yml' })
    expect([...ancestorsOf(twice.entries[0] as AnyTask)].map(({ kind }) => kind)).toEqual([
      ...['include_tasks', 'include_tasks', 'play'],
    ])
  })

  test('that are not there are told at the include', () => {
    const { project, include } = includeTasks('- include_tasks: b.yml', {})
    expect(() => loadIncludedTasks(project, include, { target: 'b.yml' })).toThrow(UserError)
    expect(() => loadIncludedTasks(project, include, { target: '' })).toThrow('No file specified for include_tasks')
  })

  test('of a handler are handlers', () => {
    const { project, play } = parse({
      'site.yml': '[{hosts: all, handlers: [{name: a, include_tasks: b.yml}]}]',
      'b.yml': '- { name: h, ping: }',
    })
    const { entries } = loadIncludedTasks(project, play.handlers[0] as IncludeTasks, { target: 'b.yml' })
    expect(entries).toMatchObject([{ handler: true, name: 'h' }])
  })
})

describe('an included role', () => {
  const files = {
    'roles/a/tasks/main.yml': '- { name: main, ping: }',
    'roles/a/tasks/other.yml': '- { name: other, ping: }',
    'roles/a/defaults/more.yml': 'd: 1',
    'roles/a/meta/main.yml': 'dependencies: [b]',
    'roles/b/tasks/main.yml': '- { name: b, ping: }',
  }
  const include = (text: string) => {
    const { project, task } = parseTasks(text, files)
    return (name: string, options = {}) => loadIncludedRole(project, task as IncludeRole, { name, options })
  }

  test('has its tasks, dependencies and the include’s vars', () => {
    const load = include('- include_role: { name: "{{ r }}" }\n  tags: i\n  vars: { v: 1 }')
    const { role } = load('a', { tasks_from: 'other', defaults_from: 'more' })
    expect(role.tasks.map((task) => taskName(task as AnyTask))).toEqual(['a : other'])
    expect(role.dependencies.map(({ name }) => name)).toEqual(['b'])
    expect(plain([role.vars, role.defaults, role.public, role.allowDuplicates])).toEqual([
      { v: 1 },
      { d: 1 },
      false,
      true,
    ])
    expect(allTags(role.tasks[0]!)).toEqual([])
  })

  test('inherits from apply', () => {
    const { role } = include('- include_role: { name: a, apply: { tags: x } }')('a', { public: true })
    expect(role.parent).toMatchObject({ kind: 'block', implicit: true })
    expect(allTags(role.tasks[0]!)).toEqual(['x'])
    expect(role.public).toBe(true)
  })

  test('that is not there is told at the include', () => {
    expect(() => include('- include_role: { name: a }')('c')).toThrow("the role 'c' was not found in ")
    expect(() => include('- include_role: { name: a }')('a', { tasks_from: 'no' })).toThrow(
      'Could not find specified file in role: tasks/no',
    )
  })
})
