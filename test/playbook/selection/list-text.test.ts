import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { parsePlaybook } from '../../../src/playbook/plays/playbook.ts'
import { createProject } from '../../../src/playbook/project.ts'
import { type Listing, listPlaybooks } from '../../../src/playbook/selection/list-text.ts'
import { everything } from '../../../src/playbook/selection/tags.ts'
import { evaluate, parse } from '../rig.ts'

const fixture = (name: string) => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url))

const hosts: Readonly<Record<string, string[]>> = {
  all: ['a', 'b', 'c'],
  'web:&all': ['a', 'b'],
  'web,db': ['a', 'b', 'c'],
  'web:!db': ['a', 'b'],
}

const nothing: Listing = {
  hosts: false,
  tasks: false,
  tags: false,
  selection: everything,
  evaluate,
  hostsOf: ({ hosts: pattern }) => hosts[String(pattern)]!,
}

/** The reference lists hosts in any order. */
const withSortedHosts = (text: string): string =>
  text.replaceAll(
    /(hosts \(\d+\):\n)((?: {6}\w+\n)+)/g,
    (_, head, names) =>
      `${head}${names
        .split(/(?<=\n)/)
        .sort()
        .join('')}`,
  )

describe('the listing of a site equals what the reference printed with', () => {
  test.each<[options: string, recorded: string, listing: Partial<Listing>]>([
    ['--list-tasks', 'tasks', { tasks: true }],
    ['--list-tags', 'tags', { tags: true }],
    ['--list-hosts', 'hosts', { hosts: true }],
    ['all three', 'all', { tasks: true, tags: true, hosts: true }],
    ['--tags one,packages', 'only', { tasks: true, selection: { only: ['one', 'packages'], skip: [] } }],
    ['--skip-tags always,web', 'skip', { tasks: true, selection: { only: ['all'], skip: ['always', 'web'] } }],
    ['--tags never', 'never', { tasks: true, selection: { only: ['never'], skip: [] } }],
    ['--tags untagged', 'untagged', { tasks: true, selection: { only: ['untagged'], skip: [] } }],
    [
      '--tags tagged --skip-tags http',
      'tagged',
      { tasks: true, tags: true, selection: { only: ['tagged'], skip: ['http'] } },
    ],
  ])('%s', (_, recorded, listing) => {
    const path = fixture('site/site.yml')
    const playbook = parsePlaybook(createProject(path, { evaluate }), path)
    const text = listPlaybooks([{ path: 'site.yml', playbook }], { ...nothing, ...listing })
    expect(withSortedHosts(text)).toBe(withSortedHosts(readFileSync(fixture(`listings/${recorded}.txt`), 'utf8')))
  })
})

test('names of plays and host patterns are evaluated, those of tasks are not', () => {
  const { playbook } = parse(`
- name: on {{ where }}
  hosts: "{{ where }}"
  vars: { where: "it's here" }
  tasks:
    - { name: "at {{ where }}", ping: }
`)
  const text = listPlaybooks([{ path: 'a/site.yml', playbook }], {
    ...nothing,
    tasks: true,
    hosts: true,
    hostsOf: () => [],
  })
  expect(text).toBe(`
playbook: a/site.yml

  play #1 (it's here): on it's here\tTAGS: []
    pattern: ["it's here"]
    hosts (0):
    tasks:
      at {{ where }}\tTAGS: []
`)
})

test('tags are sorted by code point', () => {
  const { playbook } = parse('[{hosts: all, tasks: [{ping: , tags: [b, B, ab, a, "10", "9", é]}]}]')
  const text = listPlaybooks([{ path: 'site.yml', playbook }], { ...nothing, tags: true })
  expect(text).toContain('TASK TAGS: [10, 9, B, a, ab, b, é]\n')
})
