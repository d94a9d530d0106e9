import { describe, expect, test } from 'vitest'
import { mistake, parse, plain } from '../rig.ts'

describe('an imported playbook', () => {
  test('gives its plays the import’s vars, tags and conditions, the outer ones winning', () => {
    const { playbook, directory } = parse({
      'site.yml': '- { import_playbook: sub/a.yml, vars: { x: outer, y: outer }, tags: t, when: w }\n- hosts: last',
      'sub/a.yml': '- { import_playbook: b.yml, vars: { x: inner, z: inner }, tags: u, when: v }\n- hosts: middle',
      'sub/b.yml': '- { hosts: first, vars: { x: own, own: 1 }, tags: own }',
    })
    expect(playbook.plays.map(({ hosts }) => hosts)).toEqual(['first', 'middle', 'last'])
    const [first, middle] = playbook.plays
    expect(plain(first!.vars)).toEqual({ own: 1, x: 'outer', y: 'outer', z: 'inner' })
    expect(first!.when).toMatchObject([{ value: 'w' }, { value: 'v' }])
    expect([first!.tags, middle!.tags]).toEqual([['own', 'u', 't'], ['t']])
    expect(first!.directory).toBe(`${directory}/sub`)
    expect(playbook.entries).toMatchObject([
      { kind: 'import_playbook', file: `${directory}/sub/a.yml` },
      { kind: 'play' },
    ])
  })

  test('may be named by variables of the import', () => {
    const site = '- { import_playbook: "{{ n }}.yml", vars: { n: a } }'
    expect(parse({ 'site.yml': site, 'a.yml': '- hosts: a' }).playbook.plays).toHaveLength(1)
  })

  test('may be included as in old playbooks', () => {
    const { playbook, notices } = parse({ 'site.yml': '- include: a.yml', 'a.yml': '- hosts: a' })
    expect(playbook.plays).toHaveLength(1)
    expect(notices).toEqual(['1: "include" for playbooks is deprecated, use import_playbook instead'])
  })

  test.each([
    ['- import_playbook:', 'site.yml:1:3: playbook import parameter is missing'],
    [
      '- import_playbook: [a]',
      'site.yml:1:3: playbook import parameter must be a string indicating a file path, got list instead',
    ],
    ['- import_playbook: ""', 'site.yml:1:3: import_playbook statements must specify the file name to import'],
    [
      '- import_playbook: a.yml',
      "site.yml:1:3: Unable to retrieve file contents: Could not find or access '/a.yml' on the Ansible Controller.",
    ],
    ['- import_playbook: site.yml', 'site.yml:1:3: A recursion loop was detected: /site.yml imports itself'],
    [
      '- import_playbook: a\n  vars: b',
      'site.yml:2:3: vars for import_playbook statements must be specified as a dictionary',
    ],
    ['- import_playbook: a\n  hosts: b', "site.yml:2:3: 'hosts' is not a valid attribute for a PlaybookInclude"],
  ])('%j is refused', (text, expected) => {
    expect(mistake(text)).toBe(expected)
  })
})
