import { describe, expect, test } from 'vitest'
import { folderWith, run } from './rig.ts'

const site = `- hosts: all
  connection: winrm
  tasks:
    - thing: a=1
    - debug: msg="{{ a | nosuch }} {{ lookup('nope', 1) }}"
      when: b is strange
    - own: a=1
    - block:
        - win_copy: {}
          with_nope: [1]
    - action: foo bar=1
    - community.docker.docker_container: {name: a}
    - include_tasks: x.yml
`

describe('runbook compat', () => {
  test('knows what stands in a playbook beside plays, by both its names', async () => {
    const folder = folderWith({
      'all.yml': '- import_playbook: one.yml\n- ansible.builtin.import_playbook: one.yml\n',
      'one.yml': '- hosts: all\n',
    })
    expect((await run(folder, 'compat')).status).toBe(0)
  })

  test('lists what can not be run, with its place', async () => {
    const folder = folderWith({
      'site.yml': site,
      'library/gauge.py':
        'from ansible.module_utils.basic import AnsibleModule\nfrom ansible.module_utils.acme import x\nfrom ansible.module_utils.odd import y\n',
      'module_utils/acme.py': 'import json\n',
      'library/copy.py': 'from ansible.module_utils.basic import AnsibleModule\n',
      'library/own': '#!/bin/sh\n',
      'filter_plugins/mine.py': '',
      'inventory/cloud.yml': 'plugin: amazon.aws.aws_ec2\n',
      'broken.yml': 'a: b: c\n',
    })
    const { status, stdout } = await run(folder, 'compat')
    expect(status).toBe(1)
    expect(stdout.split('\n').filter((line) => !line.startsWith('broken.yml:1:'))).toEqual([
      'filter_plugins/mine.py:1:1: python: the filter plugin "mine" is written in Python',
      'inventory/cloud.yml:1:1: inventory plugin: there is no inventory plugin "amazon.aws.aws_ec2"',
      'library/gauge.py:3:1: python: "ansible.module_utils.odd" is not part of what modules can import: the module runs only on hosts that have ansible-core',
      'site.yml:2:3: connection: there is no connection "winrm"',
      'site.yml:4:7: module: there is no module "thing"',
      'site.yml:5:14: lookup: there is no lookup "nope"',
      'site.yml:5:26: filter or test: "nosuch" is not a filter',
      'site.yml:6:12: filter or test: "strange" is not a test',
      'site.yml:9:11: module: there is no module "win_copy"',
      'site.yml:10:11: lookup: there is no lookup "nope"',
      'site.yml:11:7: module: there is no module "foo"',
      '',
      expect.stringMatching(
        /^8 files: 1 syntax, 2 python, 1 inventory plugin, 1 connection, 3 module, 2 lookup, 2 filter/,
      ),
      '',
    ])
    expect(stdout).toContain('broken.yml:1:')
  })

  test('says when there is nothing', async () => {
    const folder = folderWith({ 'site.yml': '- hosts: all\n  tasks:\n    - ping:\n', 'vars/a.yml': 'thing: 1\n' })
    const { status, stdout } = await run(folder, 'compat', '.')
    expect(status).toBe(0)
    expect(stdout).toBe('2 files: nothing found that runbook can not run\n')
  })

  test('gives the same as JSON', async () => {
    const folder = folderWith({ 'tasks/main.yml': '- nosuch:\n' })
    const { stdout } = await run(folder, 'compat', '--json')
    expect(JSON.parse(stdout)).toEqual([
      { file: `${folder}/tasks/main.yml`, line: 1, column: 3, kind: 'module', message: 'there is no module "nosuch"' },
    ])
  })
})
