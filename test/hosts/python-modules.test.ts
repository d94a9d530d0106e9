/** Modules of a project that are written in Python, on a host that has only Python. */
import { writeFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { inventoryLine } from '../lab/lab.ts'
import { sharedLab } from '../lab/shared-lab.ts'
import { inProject } from '../rig/project.ts'
import type { Ran } from '../rig/runbook.ts'

const lab = sharedLab()
const [bare, python] = [lab.host('h1'), lab.host('h3')]

const files = {
  'library/greet.py': `#!/usr/bin/python
from ansible.module_utils.basic import AnsibleModule
from ansible.module_utils.words import greeting


def main():
    module = AnsibleModule(
        argument_spec=dict(
            name=dict(required=True, aliases=['who']), secret=dict(no_log=True), path=dict(type='path'),
            state=dict(choices=['kind', 'curt'], default='kind')),
        supports_check_mode=True)
    words = greeting(module.params['name'])
    rc, out, err = module.run_command(['echo', words], check_rc=True)
    if module.params['path'] and not module.check_mode:
        with open(module.params['path'], 'w') as file:
            file.write(words)
    module.exit_json(changed=True, out=out.strip(), told=module.params['secret'], ansible_facts={'greeted': words})


if __name__ == '__main__':
    main()
`,
  'module_utils/words.py': 'def greeting(name):\n    return "hello " + name\n',
  'library/whole.py': `#!/usr/bin/python
def main():
    module = AnsibleModule(argument_spec=dict(n=dict(type='int')))
    module.exit_json(twice=module.params['n'] * 2)

from ansible.module_utils.basic import *
main()
`,
  'library/odd.py': `#!/usr/bin/python
from ansible.module_utils.basic import AnsibleModule
from ansible.module_utils.nothing.like_it import what
`,
}

const play = (tasks: string, options: readonly string[] = []): Promise<Ran> =>
  inProject(
    { ...files, 'site.yml': `- hosts: all\n  gather_facts: false\n  tasks:\n${tasks}` },
    ({ run, directory }) => {
      writeFileSync(
        `${directory}/hosts`,
        inventoryLine({ ...python, name: 'python' }) + inventoryLine({ ...bare, name: 'bare' }),
      )
      return run('site.yml', ...options)
    },
  )

describe('a module with code of the project', () => {
  let ran: Ran
  beforeAll(async () => {
    ran = await play(`
    - {greet: {who: you, secret: hush, path: /tmp/greeting}, register: r}
    - debug: {msg: "{{ r.out }}, {{ greeted }}, {{ r.told }}"}
    - {command: cat /tmp/greeting, register: file, changed_when: false}
    - {whole: n=21, register: w, become: true, become_user: worker}
    - debug: {msg: "{{ file.stdout }} {{ w.twice }}"}
`)
  })

  it('runs where there is Python, and its secrets are hidden', () => {
    expect(ran.stdout).toContain('hello you, hello you, VALUE_SPECIFIED_IN_NO_LOG_PARAMETER')
    expect(ran.stdout).toContain('hello you 42')
    expect(ran.recap.python).toMatchObject({ ok: 5, changed: 1, failed: 0 })
  })

  it('says where there is none that an interpreter is missing', () => {
    expect(ran.stdout).toMatch(/fatal: \[bare\]: FAILED!.*you probably need to set the interpreter/)
  })
})

it('changes nothing in a dry run; a module that does not know of dry runs is skipped', async () => {
  const ran = await play(
    `
    - {greet: {name: you, path: /tmp/never}}
    - whole: n=1
    - {stat: {path: /tmp/never}, register: s}
    - assert: {that: not s.stat.exists}
`,
    ['--check', '--limit', 'python'],
  )
  expect(ran.recap.python, ran.stdout).toMatchObject({ ok: 3, changed: 1, skipped: 1, failed: 0 })
})

it('says which import neither side has, and where it stands', async () => {
  const ran = await play('    - odd:\n', ['--limit', 'python'])
  expect(ran.stdout).toMatch(
    /library\/odd\.py:3: the module ansible\.modules\.odd imports ansible\.module_utils\.nothing\.like_it/,
  )
})
