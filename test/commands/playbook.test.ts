import { describe, expect, test, vi } from 'vitest'
import { folderWith, run } from './rig.ts'

const play = (msg: string): string => `- hosts: localhost\n  gather_facts: no\n  tasks: [debug: {msg: ${msg}}]\n`

describe('a playbook', () => {
  const folder = folderWith({
    'site.yml': play('here').replace('localhost', 'all'),
    'sealed.yml': '$ANSIBLE_VAULT;1.1;AES256\n3030\n',
    'opens.yml': '- hosts: localhost\n  gather_facts: no\n  vars_files: [sealed.yml]\n  tasks: [debug: {var: x}]\n',
  })
  const local = ['-i', 'w1,w2', '-c', 'local']

  test('runs on the hosts of the last limit', async () => {
    const { stdout } = await run(folder, ...local, 'site.yml', '-l', 'w1', '-l', 'w2', '--list-hosts')
    expect(stdout).toContain('hosts (1):\n      w2\n')
  })

  test.each([
    ['--tags=', ''],
    ['--tags=x,', 'x '],
  ])('takes nothing for a tag as well: %s', async (option, tags) => {
    const site = play('"{{ ansible_run_tags | join(\' \') }}."').replace('tasks:', 'tags: always\n  tasks:')
    const folder = folderWith({ 'tags.yml': site })
    expect((await run(folder, 'tags.yml', option)).stdout).toContain(`"msg": "${tags}."`)
  })

  test('is only checked where it is to be listed as well', async () => {
    const { status, stdout } = await run(folder, ...local, 'site.yml', '--syntax-check', '--list-tasks')
    expect([status, stdout]).toEqual([0, '\nplaybook: site.yml\n'])
  })

  test('tells of a task that it never began at', async () => {
    const { status, stderr } = await run(folder, ...local, 'site.yml', '--start-at-task', 'nowhere')
    const told = '[ERROR]: No matching task "nowhere" found. Note: --start-at-task can only\nfollow static includes.\n'
    expect([status, stderr]).toEqual([0, told])
  })

  test('ends with 1 where nothing opens a vault', async () => {
    const { status, stderr } = await run(folder, 'opens.yml')
    expect([status, stderr]).toEqual([1, expect.stringContaining('but no vault secrets found')])
  })
})

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
