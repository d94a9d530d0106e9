import { describe, expect, test, vi } from 'vitest'
import { folderWith, run } from './rig.ts'

const play = (msg: string): string => `- hosts: localhost\n  gather_facts: no\n  tasks: [debug: {msg: ${msg}}]\n`

describe('a playbook of a collection', () => {
  const folder = folderWith({
    'lib/ansible_collections/acme/tools/playbooks/site.yml': play('"{{ playbook_dir | basename }}"'),
    'lib/ansible_collections/acme/tools/playbooks/deep/er.yaml': play('deep'),
    'import.yml': '- import_playbook: acme.tools.site.yml\n',
  })

  test.each([
    ['acme.tools.site', 'playbooks'],
    ['acme.tools.site.yml', 'playbooks'],
    ['acme.tools.deep.er', 'deep'],
    ['import.yml', 'playbooks'],
  ])('is run by its name: %s', async (name, said) => {
    vi.stubEnv('ANSIBLE_COLLECTIONS_PATH', `${folder}/lib`)
    const { status, stdout } = await run(folder, name)
    vi.unstubAllEnvs()
    expect(stdout).toContain(`"msg": "${said}"`)
    expect(status).toBe(0)
  })

  test('is an error where there is none of that name', async () => {
    const { status, stderr } = await run(folder, 'acme.tools.nope')
    expect([status, stderr]).toEqual([1, expect.stringContaining('the playbook: acme.tools.nope could not be found')])
  })
})
