import { afterEach, expect, it, vi } from 'vitest'
import { folderWith, run } from '../commands/rig.ts'

const place = (name: string, mark: string): Readonly<Record<string, string>> => ({
  [`${name}group_vars/all.yml`]: `where: ${mark}\nseen_${mark}: true\n`,
})

const seen = `"{{ where }} of {{ vars | select('match', 'seen_') | map('replace', 'seen_', '') | sort | join(' ') }}"`
const say = `- debug: {msg: ${seen}}\n`

const folder = folderWith({
  'inventory/hosts': 'a ansible_connection=local\n',
  ...place('', 'first'),
  ...place('sub/', 'sub'),
  ...place('files/', 'files'),
  ...place('sub/roles/user/', 'user'),
  ...place('sub/roles/user/tasks/', 'user_tasks'),
  ...place('sub/roles/used/', 'used'),
  'sub/roles/user/meta/main.yml': 'dependencies: [used]\n',
  'sub/roles/user/tasks/main.yml': say,
  'sub/roles/used/tasks/main.yml': say,
  'files/tasks.yml': say,
  'site.yml': `- hosts: a\n  gather_facts: no\n  tasks:\n  ${say}- import_playbook: sub/play.yml\n`,
  'sub/play.yml': [
    '- hosts: a',
    '  gather_facts: no',
    '  roles: [user]',
    '  tasks:',
    `  ${say.trim()}`,
    '  - debug: {msg: "{{ hostvars.a.where }}"}',
    '  - include_tasks: ../files/tasks.yml',
  ].join('\n'),
})

const said = async (root: string, ...playbooks: readonly string[]): Promise<readonly string[]> => {
  vi.stubEnv('ANSIBLE_PLAYBOOK_VARS_ROOT', root)
  const { stdout } = await run(folder, '-i', 'inventory', ...playbooks)
  return [...stdout.matchAll(/"msg": "(.*)"/g)].map(([, text]) => text!)
}

afterEach(() => vi.unstubAllEnvs())

it('takes the variables beside the file of the play for all of its tasks', async () => {
  const sub = 'sub of sub'
  expect(await said('top', 'site.yml')).toEqual(['first of first', sub, sub, sub, 'sub', sub])
})

it('takes those beside each playbook of the command line', async () => {
  expect(await said('top', 'sub/play.yml', 'site.yml')).toHaveLength(11)
  expect((await said('top', 'sub/play.yml', 'site.yml')).slice(4, 6)).toEqual(['sub of sub', 'first of first'])
})

it('takes those of the nearest role, or else those beside the file of the task, for "bottom"', async () => {
  expect(await said('bottom', 'site.yml')).toEqual([
    'first of first',
    'used of used',
    'user of user',
    'sub of sub',
    'sub',
    'files of files',
  ])
})

it('takes those of all roles around, and those beside the file of the task over them, for "all"', async () => {
  expect(await said('all', 'site.yml')).toEqual([
    'first of first',
    'user of used user',
    'user_tasks of user user_tasks',
    'sub of sub',
    'sub',
    'files of files',
  ])
})

it('refuses another word', async () => {
  vi.stubEnv('ANSIBLE_PLAYBOOK_VARS_ROOT', 'middle')
  const { status, stderr } = await run(folder, '-i', 'inventory', 'site.yml')
  expect([status, stderr]).toEqual([5, expect.stringContaining('valid values are: top, bottom, all')])
})
