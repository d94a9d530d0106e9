import { describe, expect, test } from 'vitest'
import {
  allEnvironment,
  allTags,
  allWhen,
  inherited,
  parentsOf,
  playOf,
  roleOf,
  rolesOf,
  taskVars,
} from '../../src/playbook/inheritance.ts'
import { loadIncludedTasks } from '../../src/playbook/tasks/load-included.ts'
import type { IncludeTasks } from '../../src/playbook/types.ts'
import { parse, parseTasks, plain } from './rig.ts'

const nested = () =>
  parse({
    'site.yml': `
- hosts: all
  become: true
  tags: play
  environment: { A: play }
  vars: { a: play }
  collections: [acme.tools]
  tasks:
    - block:
        - ping:
          when: own
          tags: own
          environment: { A: own }
          vars: { a: own, c: own }
        - import_tasks: more.yml
          when: imported
          tags: imported
          become_user: import
          vars: { a: import }
      when: block
      tags: block
      become_user: block
      delegate_to: block
      environment: { A: block }
      vars: { a: block, b: block }
`,
    'more.yml': '- ping:\n  become: false',
  })

const values = (conditions: readonly { value: unknown }[]) => conditions.map(({ value }) => value)

describe('a task', () => {
  test('has the keyword of the nearest object that has it', () => {
    const [first, second] = nested().tasks
    expect([inherited(first!, 'become'), inherited(first!, 'become_user'), inherited(first!, 'delegate_to')]).toEqual([
      ...[true, 'block', 'block'],
    ])
    expect([inherited(second!, 'become'), inherited(second!, 'become_user'), inherited(second!, 'port')]).toEqual([
      ...[false, 'import', undefined],
    ])
    expect(inherited(second!, 'collections')).toEqual(['acme.tools', 'ansible.legacy'])
  })

  test('has the conditions of all, the outermost first', () => {
    const [first, second] = nested().tasks
    expect(values(allWhen(first!))).toEqual(['block', 'own'])
    expect(values(allWhen(second!))).toEqual(['block', 'imported'])
  })

  test('has the tags and environments of all', () => {
    const [first, second] = nested().tasks
    expect(allTags(first!)).toEqual(['own', 'block', 'play'])
    expect(allTags(second!)).toEqual(['imported', 'block', 'play'])
    expect(plain([...allEnvironment(first!)])).toEqual([{ A: 'play' }, { A: 'block' }, { A: 'own' }])
  })

  test('has the vars of blocks and imports, not those of the play', () => {
    const [first, second] = nested().tasks.map((task) => plain(taskVars(task)))
    expect(first).toEqual({ a: 'own', b: 'block', c: 'own' })
    expect(second).toEqual({ a: 'import', b: 'block' })
  })

  test('knows its parents', () => {
    const { tasks, play } = nested()
    expect([...parentsOf(tasks[1]!)].map(({ kind }) => kind)).toEqual(['import_tasks', 'block', 'play'])
    expect(playOf(tasks[1]!)).toBe(play)
    expect(roleOf(tasks[1]!)).toBeUndefined()
  })

  test('keeps an explicit null, which ends the inheritance', () => {
    const { task } = parse('[{hosts: all, become: true, tasks: [{ping: , become: null}]}]')
    expect(inherited(task, 'become')).toBeNull()
  })
})

describe('a role’s tasks inherit', () => {
  const { tasks } = parse({
    'site.yml': '- hosts: all\n  become: true\n  roles:\n    - { role: a, tags: ra, when: wa, become_user: ua }\n',
    'roles/a/meta/main.yml': 'dependencies: [{ role: b, tags: rb, when: wb }]',
    'roles/a/tasks/main.yml': '- ping:\n  tags: ta\n- import_role: { name: c }\n  tags: ic',
    'roles/b/tasks/main.yml': '- ping:',
    'roles/c/tasks/main.yml': '- ping:\n  vars: { tags: x, a: 1 }',
  })

  test('from the role and those that depend on it', () => {
    const [b, a] = tasks
    expect([allTags(b!), values(allWhen(b!)), inherited(b!, 'become_user')]).toEqual([['rb', 'ra'], ['wa', 'wb'], 'ua'])
    expect([allTags(a!), values(allWhen(a!))]).toEqual([['ta', 'ra'], ['wa']])
    expect(rolesOf(b!).map(({ name }) => name)).toEqual(['b', 'a'])
  })

  test('from an import and what stands around it', () => {
    const c = tasks[2]!
    expect(allTags(c)).toEqual(['ic', 'ra'])
    expect(rolesOf(c).map(({ name }) => name)).toEqual(['c', 'a'])
    expect(plain(taskVars(c))).toEqual({ a: 1 })
  })
})

describe('what was included', () => {
  const included = (include: string) => {
    const { project, task } = parseTasks(`- block:\n    - ${include}\n  tags: block\n  become: true`, {
      'more.yml': '- ping:\n  tags: own',
    })
    const { entries } = loadIncludedTasks(project, task as IncludeTasks, { target: 'more.yml' })
    const [first] = entries
    return first!.kind === 'block' ? first!.block[0]! : first!
  }

  test('inherits nothing from the include but its vars, and all that is around it', () => {
    const task = included('{ include_tasks: more.yml, tags: inc, when: x, vars: { a: 1 } }')
    expect([allTags(task), values(allWhen(task)), inherited(task, 'become')]).toEqual([['own', 'block'], [], true])
    expect(plain(taskVars(task as never))).toEqual({ a: 1 })
  })

  test('inherits from apply', () => {
    const task = included(
      '{ include_tasks: { file: more.yml, apply: { tags: app, when: y, become: false } }, tags: inc }',
    )
    expect([allTags(task), values(allWhen(task)), inherited(task, 'become')]).toEqual([
      ['own', 'app', 'block'],
      ['y'],
      false,
    ])
  })
})
