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
        "  later  set_fact and registered vars  '7'  roles/r/tasks/main.yml:1  (set_fact)",
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
      '  later  play vars_prompt  (no default)  later.yml:3  (asked for)',
      '  later  role params  3  later.yml:5  (parameters of role "r")',
      '  later  block and task vars  4  later.yml:11  (vars of a block)',
    ])
  })

  test('reads what tasks include, and says what only the run can tell', async () => {
    const site = folderWith({
      hosts: 'h',
      'one.yml': 'v: 1\n',
      'dir/a.yml': 'v: 2\n',
      'more.yml': '- set_fact: {v: 3}\n',
      'roles/i/defaults/main/a.yml': 'v: 4\n',
      'roles/i/defaults/main/b.yml': 'w: 4\n',
      'roles/i/tasks/main.yml': '- debug:\n  vars: {v: 5}\n',
      'ev.yml': 'e: 1\nv: 9\n',
      'site.yml': [
        '- hosts: h',
        '  vars_files: ["{{ later }}.yml"]',
        '  tasks:',
        '    - include_vars: one.yml',
        '    - include_vars: {dir: dir}',
        '    - include_vars: "{{ later }}.yml"',
        '    - {include_vars: {file: one.yml, name: v}}',
        '    - {include_tasks: more.yml, vars: {v: 6}}',
        '    - {include_tasks: "{{ later }}.yml"}',
        '    - {include_role: {name: i, apply: {vars: {v: 7}}}}',
        '    - {debug: , loop: [1], loop_control: {index_var: v}}',
        '    - {debug: , register: v}',
        '    - {set_fact: {"{{ later }}": 1}}',
        '    - {add_host: {name: h, v: 8}}',
      ].join('\n'),
    })
    const ended = await run(site, 'explain', '-i', 'hosts', 'h', 'v', 'site.yml', '-e', '@ev.yml')
    const told = ended.stdout.split('\n').map((line) => line.trim().replace(/ {2,}/g, '  ').replaceAll(`${site}/`, ''))
    expect(told.slice(3)).toEqual([
      'wins  extra vars  9  ev.yml:2  (the command line (-e))',
      'maybe  play vars_files  (a file known in the run)  site.yml:2  (vars_files: {{ later }}.yml)',
      'later  include_vars  1  one.yml:1  (include_vars at site.yml:4)',
      'later  include_vars  2  dir/a.yml:1  (include_vars at site.yml:5)',
      'maybe  include_vars  (a file known in the run)  site.yml:6  (include_vars: {{ later }}.yml)',
      'later  include_vars  (all of the file)  site.yml:7  (include_vars at site.yml:7)',
      'later  include params  6  site.yml:8  (for what include_tasks brings)',
      'later  set_fact and registered vars  3  more.yml:1  (set_fact)',
      'later  role defaults  4  roles/i/defaults/main/a.yml:1  (defaults of role "i")',
      'later  block and task vars  7  site.yml:10  (vars of a block)',
      'later  block and task vars  5  roles/i/tasks/main.yml:2  (for debug)',
      'later  loop variables  (each item)  site.yml:11  (debug)',
      'later  set_fact and registered vars  (the result)  site.yml:12  (debug)',
      'maybe  set_fact and registered vars  (names known in the run)  site.yml:13  (set_fact)',
      'later  inventory file host vars  8  site.yml:14  (add_host)',
      '',
      'not looked into, as their files are known only in the run: the includes at site.yml:9',
      '',
    ])
  })

  test('leaves out plays that know nothing of it, and says where facts are gathered', async () => {
    const site = folderWith({
      hosts: 'h',
      'site.yml': '- hosts: h\n  gather_facts: false\n- hosts: h\n  vars: {known: 1}\n',
    })
    const explained = (name: string) => run(site, 'explain', '-i', 'hosts', 'h', name, 'site.yml')
    expect((await explained('known')).stdout.match(/PLAY .*/g)).toEqual([`PLAY ${site}/site.yml:3`])
    expect(lines((await explained('ansible_os_family')).stdout).join()).toContain(
      'maybe  host facts  (if it is a fact)',
    )
    expect((await explained('knwon')).stderr).toContain('did you mean "known"?')
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
