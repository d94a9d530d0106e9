import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { folderWith, run } from './rig.ts'

const folder = folderWith({
  hosts: '[web]\na port=1\nb\n[web:vars]\nport=2\n',
  'group_vars/all.yml': 'base: 3\nport: "{{ base + 1 }}"\n',
  'roles/r/defaults/main.yml': 'port: 9\n',
  'roles/r/tasks/main.yml': '- set_fact: port=7\n',
  'site.yml': '- hosts: web\n  vars:\n    port: "{{ base }}"\n  roles: [r]\n- hosts: b\n  tasks: []\n',
})
const explain = (...args: readonly string[]) => run(folder, 'explain', '-i', 'hosts', ...args)
const lines = (text: string) =>
  text.split('\n').map((line) => line.replace(/ {2,}/g, '  ').replaceAll(`${folder}/`, ''))

describe('runbook explain', () => {
  test('tells the value, the definition that wins and all that it hides, with their places', async () => {
    const { status, stdout } = await explain('a', 'port')
    expect(status).toBe(0)
    expect(lines(stdout)).toEqual([
      'port = 1',
      '',
      '  wins  inventory file host vars  1  hosts:2  (the inventory, for a)',
      "  hidden  playbook group_vars/all  '{{ base + 1 }}'  group_vars/all.yml:2",
      "  hidden  inventory group_vars/all  '{{ base + 1 }}'  group_vars/all.yml:2",
      '  hidden  inventory file group vars  2  hosts:5  (the inventory, for web)',
      '',
    ])
  })

  test('counts in what a playbook defines, for each play of the host', async () => {
    const { stdout } = await explain('b', 'port', 'site.yml', '-e', 'base=8')
    const [first, second] = stdout.split('PLAY ').slice(1).map(lines)
    expect(first).toEqual(
      expect.arrayContaining([
        'site.yml:1',
        "port = '8'",
        "  wins  play vars  '{{ base }}'  site.yml:3  (vars of the play)",
        '  hidden  role defaults  9  roles/r/defaults/main.yml:1  (defaults of role "r")',
        '  later  set_fact  roles/r/tasks/main.yml:1',
      ]),
    )
    expect(second?.[0]).toBe('site.yml:5')
    expect(second?.join()).not.toContain('play vars')
  })

  test('tells of prompts, blocks and parameters of roles, each once', async () => {
    writeFileSync(
      join(folder, 'later.yml'),
      `- hosts: b
  vars_prompt:
    - name: base
  roles:
    - {role: r, base: 3}
  tasks:
    - block:
        - debug:
        - debug:
      vars:
        base: 4
`,
    )
    const { stdout } = await explain('b', 'base', 'later.yml')
    expect(lines(stdout).filter((line) => line.includes('later '))).toEqual([
      '  later  asked for by vars_prompt  later.yml:3',
      '  later  a parameter of the role, for its tasks  later.yml:5',
      '  later  vars of a block, for its tasks  later.yml:11',
    ])
  })

  test('says why a value can not be told', async () => {
    const { stdout } = await run(folder, 'explain', '-i', 'a,', 'a', 'v', '-e', '{"v": "{{ nothing }}"}')
    expect(stdout).toMatch(/^v = \(.*'nothing' is undefined/)
  })

  test.each([
    [['a', 'prot'], 1, 'did you mean "port"?'],
    [['c', 'port'], 1, 'the inventory has no host "c"'],
    [['a'], 2, "missing required argument 'variable'"],
  ])('of %j says what is wrong', async (args, status, message) => {
    const ended = await explain(...args)
    expect(ended.status).toBe(status)
    expect(ended.stderr).toContain(message)
  })
})
