import { describe, expect, test } from 'vitest'
import { ownName } from '../../../src/playbook/names.ts'
import { playEntries } from '../../../src/playbook/walk.ts'
import { mistake, parse, plain } from '../rig.ts'

test('a play has its keywords as they were written', () => {
  const { play, directory } = parse(`
- name: "{{ n }}"
  hosts: [a, "{{ b }}"]
  gather_facts: no
  gather_subset: [min]
  serial: [1, "30%"]
  strategy: free
  order: sorted
  max_fail_percentage: 30
  force_handlers: "{{ f }}"
  vars_files: one.yml
  port: 22
`)
  expect(play).toMatchObject({
    gather_facts: false,
    strategy: 'free',
    order: 'sorted',
    max_fail_percentage: 30,
    port: 22,
  })
  expect(plain([play.name, play.hosts, play.serial, play.force_handlers, play.vars_files])).toEqual([
    ...['{{ n }}', ['a', '{{ b }}'], [1, '30%'], '{{ f }}', ['one.yml']],
  ])
  expect([play.directory, play.position.line, play.keywords.get('serial')?.line]).toEqual([directory, 2, 6])
  expect([play.fact_path, play.become, play.tags, play.when]).toEqual([undefined, undefined, [], []])
})

test('its tasks run in order: before, roles, tasks, after', () => {
  const { play } = parse({
    'site.yml': `
- hosts: all
  post_tasks: [{ name: after, ping: }]
  tasks: [{ name: task, ping: }]
  roles: [a]
  pre_tasks: [{ name: before, ping: }]
`,
    'roles/a/tasks/main.yml': '- { name: role, ping: }',
  })
  expect(playEntries(play).map((entry) => ownName(entry as never))).toEqual(['before', 'role', 'task', 'after'])
})

describe('hosts', () => {
  test.each([
    ['- name: a', "site.yml:1:3: the field 'hosts' is required but was not set"],
    ['- hosts:', 'site.yml:1:9: Hosts list cannot be empty. Please check your playbook'],
    ['- hosts: []', 'site.yml:1:10: Hosts list cannot be empty. Please check your playbook'],
    ['- hosts: ""', 'site.yml:1:10: Hosts list cannot be empty. Please check your playbook'],
    ['- hosts: [a, null]', "site.yml:1:14: Hosts list cannot contain values of 'None'. Please check your playbook"],
    ['- hosts: [[a]]', 'site.yml:1:11: Hosts list contains an invalid host value: a list'],
    ['- hosts: { a: b }', 'site.yml:1:10: Hosts list must be a sequence or string. Please check your playbook.'],
    ['- hosts: 5', 'site.yml:1:10: Hosts list must be a sequence or string. Please check your playbook.'],
  ])('%j is refused', (text, expected) => {
    expect(mistake(text)).toBe(expected)
  })
})

test('user and remote_user exclude each other', () => {
  expect(mistake('[{hosts: all, user: a, remote_user: b}]')).toBe(
    "site.yml:1:2: both 'user' and 'remote_user' are set for this play.",
  )
})
