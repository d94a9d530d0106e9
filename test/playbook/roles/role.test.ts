import { describe, expect, test } from 'vitest'
import { ownName } from '../../../src/playbook/names.ts'
import { type Files, mistake, parse, plain, roleNames } from '../rig.ts'

const site = (roles: string, files: Files) => parse({ 'site.yml': `[{hosts: all, roles: ${roles}}]`, ...files })

describe('a role', () => {
  test('has its parts', () => {
    const { play, directory } = site('[a]', {
      'roles/a/defaults/main.yml': 'x: 1',
      'roles/a/vars/main.yml': 'y: "{{ x }}"',
      'roles/a/tasks/main.yml': '- { name: t, ping: }',
      'roles/a/handlers/main.yml': '- { name: h, ping: }',
      'roles/a/meta/main.yml': 'allow_duplicates: true\ngalaxy_info: { author: x }',
    })
    const [role] = play.roles
    expect(role).toMatchObject({
      name: 'a',
      collection: undefined,
      path: `${directory}/roles/a`,
      allowDuplicates: true,
    })
    expect(plain([role!.defaults, role!.roleVars])).toEqual([{ x: 1 }, { y: '{{ x }}' }])
    expect(
      [...role!.tasks, ...role!.handlers].map((entry) => [
        ownName(entry as never),
        (entry as never as { handler: boolean }).handler,
      ]),
    ).toEqual([
      ['t', false],
      ['h', true],
    ])
    expect(role).toMatchObject({ parent: play, fromInclude: false, public: true, collections: [] })
  })

  test('may have none of them', () => {
    const { play } = site('[a]', { 'roles/a/README': '' })
    expect(play.roles).toMatchObject([{ tasks: [], handlers: [], dependencies: [], allowDuplicates: false }])
  })

  test('searches its own collection and those of its meta', () => {
    const { play } = site('[acme.tools.a, b]', {
      'collections/ansible_collections/acme/tools/roles/a/meta/main.yml': 'collections: [acme.more]',
      'roles/b/meta/main.yml': 'collections: [acme.more]',
    })
    expect(play.roles.map(({ collections }) => collections)).toEqual([
      ['acme.tools', 'acme.more', 'ansible.builtin'],
      ['acme.more', 'ansible.legacy'],
    ])
  })

  test.each<[files: Files, expected: string]>([
    [
      { 'roles/a/tasks/main.yml': 'ping:' },
      "roles/a/tasks/main.yml:1:1: The tasks/main.yml file for role 'a' must contain a list of tasks, and this is a dict",
    ],
    [
      { 'roles/a/handlers/main.yml': 'text' },
      "roles/a/handlers/main.yml:1:1: The handlers/main.yml file for role 'a' must contain a list of tasks, and this is a str",
    ],
    [
      { 'roles/a/vars/main.yml': '[1]' },
      "roles/a/vars/main.yml:1:1: The vars/main.yml file for role 'a' must contain a dictionary of variables, and this is a list",
    ],
    [
      { 'roles/a/meta/main.yml': '[1]' },
      "roles/a/meta/main.yml:1:1: the 'meta/main.yml' for role a is not a dictionary",
    ],
    [
      { 'roles/a/meta/main.yml': 'dependancies: [b]' },
      "roles/a/meta/main.yml:1:1: 'dependancies' is not a valid attribute for a RoleMetadata",
    ],
  ])('with a mistake is refused: %#', (files, expected) => {
    expect(mistake({ 'site.yml': '[{hosts: all, roles: [a]}]', ...files })).toBe(expected)
  })
})

describe('dependencies', () => {
  const empty = { 'roles/b/tasks/main.yml': '', 'roles/c/tasks/main.yml': '' }

  test('come before the role, in order, with their own parameters', () => {
    const { play } = site('[a, b]', {
      ...empty,
      'roles/a/meta/main.yml': 'dependencies: [{ role: c, x: 1, tags: t }, { name: b }]',
    })
    expect(roleNames(play.roles)).toEqual(['c', 'b', 'a', 'b'])
    const [c] = play.roles[0]!.dependencies
    expect(plain([c!.params, c!.tags])).toEqual([{ x: 1 }, ['t']])
    expect(c!.parent).toBe(play.roles[0])
  })

  test('are found beside the role that needs them', () => {
    const { play } = site('[sub/a]', { 'sub/a/meta/main.yml': 'dependencies: [b]', 'sub/b/tasks/main.yml': '' })
    expect(roleNames(play.roles)).toEqual(['b', 'sub/a'])
  })

  test('may not go in circles', () => {
    const files = { 'roles/a/meta/main.yml': 'dependencies: [b]', 'roles/b/meta/main.yml': 'dependencies: [a]' }
    expect(mistake({ 'site.yml': '[{hosts: all, roles: [a]}]', ...files })).toContain(
      'A recursion loop was detected with the roles specified. Make sure child roles do not have dependencies on parent roles',
    )
  })

  test('a role may import other tasks of itself, not the same', () => {
    const files = (name: string) => ({
      'site.yml': '[{hosts: all, roles: [a]}]',
      'roles/a/tasks/main.yml': `- import_role: { name: a, tasks_from: ${name} }`,
      'roles/a/tasks/other.yml': '- { name: other, ping: }',
    })
    expect(parse(files('other')).tasks.map(ownName)).toEqual(['other'])
    expect(mistake(files('main'))).toContain('A recursion loop was detected with the roles specified')
  })
})
