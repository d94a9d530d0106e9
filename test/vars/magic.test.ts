import { expect, it } from 'vitest'
import { inSite, runSite } from '../rig/run-site.ts'

it('names the host, its groups and the inventory', async () => {
  const { said } = await runSite({
    hosts: '[web]\nx.example.org ansible_connection=local\n[db]\ny ansible_connection=local\n[site:children]\nweb\n',
    'site.yml': `
      - hosts: web
        tasks:
          - debug: {msg: "{{ [inventory_hostname, inventory_hostname_short, group_names, groups] }}"}
          - debug: {msg: "{{ [inventory_file | basename, inventory_dir == playbook_dir] }}"}
    `,
  })
  const groups = {
    all: ['y', 'x.example.org'],
    ungrouped: [],
    web: ['x.example.org'],
    db: ['y'],
    site: ['x.example.org'],
  }
  expect(said).toEqual([
    ['x.example.org', 'x', ['site', 'web'], groups],
    ['hosts', true],
  ])
})

it('names the hosts of the play, of the batch, and those that are left', async () => {
  const { saidBy } = await runSite(`
    - hosts: a,b,c
      serial: 2
      tasks:
        - {command: "false", when: inventory_hostname == 'a'}
        - debug: {msg: "{{ [ansible_play_hosts_all, ansible_play_hosts, ansible_play_batch, play_hosts] }}"}
  `)
  expect(saidBy('b')).toEqual([[['a', 'b', 'c'], ['b', 'c'], ['b'], ['b']]])
  expect(saidBy('c')).toEqual([[['a', 'b', 'c'], ['b', 'c'], ['c'], ['c']]])
})

it('names the role, its folder, and the roles of the play', async () => {
  await inSite(
    {
      'roles/base/tasks/main.yml': '',
      'roles/web/meta/main.yml': 'dependencies: [base]',
      'roles/web/tasks/main.yml': `
        - debug: {msg: "{{ [role_name, ansible_role_name, role_path] }}"}
        - debug: {msg: "{{ [ansible_play_role_names, ansible_dependent_role_names, ansible_role_names | sort] }}"}
      `,
      'site.yml': '[{hosts: a, name: the play, roles: [web], tasks: [{debug: {msg: "{{ ansible_play_name }}"}}]}]',
    },
    async ({ run, directory }) => {
      const { said } = await run()
      expect(said).toEqual([['web', 'web', `${directory}/roles/web`], [['web'], ['base'], ['base', 'web']], 'the play'])
    },
  )
})

it('tells how the run was started', async () => {
  const { said } = await runSite(
    `
    - hosts: a
      tasks:
        - debug: {msg: "{{ [ansible_check_mode, ansible_diff_mode, ansible_run_tags, ansible_skip_tags, ansible_limit, ansible_forks] }}"}
          tags: [t]
  `,
    { check: true, diff: true, tags: ['t'], skipTags: ['s'], limit: ['a'], forks: 3 },
  )
  expect(said).toEqual([[true, true, ['t'], ['s'], 'a', 3]])
})

it('gives all variables in vars, evaluated where they are used', async () => {
  const { said } = await runSite(`
    - hosts: a
      vars: {x: 1, y: "{{ x + 1 }}", broken: "{{ nowhere }}"}
      tasks: [debug: {msg: "{{ [vars.x, vars['y'], 'broken' in vars] }}"}]
  `)
  expect(said).toEqual([[1, '2', true]])
})

it('tells where files are looked for', async () => {
  await inSite(
    {
      'roles/web/tasks/main.yml': '[{debug: {msg: "{{ item }}"}, loop: ["{{ ansible_search_path }}"]}]',
      'site.yml': '[{hosts: a, roles: [web], tasks: [{debug: {msg: "{{ ansible_search_path }}"}}]}]',
    },
    async ({ run, directory }) => {
      const { said } = await run()
      const role = `${directory}/roles/web`
      expect(said).toEqual([[role, `${role}/tasks`, directory], [directory]])
    },
  )
})

it('names roles that were included in private, and the collection of a role in none', async () => {
  const { said } = await runSite(
    {
      'roles/r/tasks/main.yml': '- debug: {msg: "{{ [role_names, ansible_collection_name] }}"}',
      'site.yml': `
    - hosts: a
      tasks:
        - include_role: {name: r}
        - debug: {msg: "{{ role_names }}"}
    `,
    },
    { compat: '2.18', differs: 'until ansible-core 2.16 they were not named' },
  )
  expect(said).toEqual([[['r'], null], ['r']])
})

it('names hosts that were added to the play, which run nothing of it', async () => {
  const { said } = await runSite(`
    - hosts: a
      tasks:
        - add_host: {name: d, groups: [g]}
        - debug: {msg: "{{ [ansible_play_hosts, ansible_play_hosts_all, ansible_play_batch] }}"}
  `)
  expect(said).toEqual([[['a', 'd'], ['a', 'd'], ['a']]])
})
