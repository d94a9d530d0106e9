import { expect, it } from 'vitest'
import { runSite } from '../rig/run-site.ts'

const hosts = `
a ansible_connection=local own=1
b ansible_connection=local own=2 double="{{ own * 2 }}" broken="{{ nowhere }}"
`

it("evaluates a host's variables with that host's own", async () => {
  const { said } = await runSite({
    hosts,
    'site.yml': `
      - hosts: a
        tasks: [debug: {msg: "{{ hostvars['b'].double }} {{ hostvars.b.inventory_hostname }}"}]
    `,
  })
  expect(said).toEqual(['4 b'])
})

it('fails for a variable that can not be evaluated only where it is used', async () => {
  const { said, status, result } = await runSite({
    hosts,
    'site.yml': `
      - hosts: a
        tasks:
          - debug: {msg: "{{ hostvars.b.own }} {{ 'broken' in hostvars['b'] }} {{ hostvars.b.none is defined }}"}
          - {name: use, debug: {msg: "{{ hostvars.b.broken }}"}}
    `,
  })
  expect(said).toEqual(['2 True False'])
  expect(result('use').msg).toContain("'nowhere' is undefined")
  expect(status).toBe(2)
})

it('knows what other hosts registered and set, and what is not there', async () => {
  const { said, result } = await runSite({
    hosts,
    'site.yml': `
      - hosts: a,b
        tasks:
          - {set_fact: {mine: "of {{ inventory_hostname }}"}}
          - {command: "echo {{ inventory_hostname }}", register: out}
      - hosts: a
        tasks:
          - debug: {msg: "{{ hostvars.b.mine }} {{ hostvars.b.out.stdout }} {{ hostvars | length }}"}
          - debug: {msg: "{{ groups.all | map('extract', hostvars, 'own') | list }}"}
          - {name: missing, debug: {msg: "{{ hostvars.zzz.own }}"}, ignore_errors: true}
    `,
  })
  expect(said).toEqual(['of b b 3', [1, 2]])
  expect(result('missing').msg).toContain('zzz')
})

it('makes no variable of another host that nobody asks for', async () => {
  const { said, status } = await runSite({
    hosts: `${hosts}c ansible_connection=local log="{{ lookup('pipe', 'echo x >> ' ~ playbook_dir ~ '/asked') }}"\n`,
    'site.yml': `
      - hosts: a
        tasks:
          - debug: {msg: "{{ hostvars.b.own }} {{ hostvars['c'] is defined }} {{ lookup('fileglob', 'asked') }}"}
    `,
  })
  expect(said).toEqual(['2 True []'])
  expect(status).toBe(0)
})

it("has nothing of the play: its variables, its roles' and its hosts are not those of a host", async () => {
  const { said } = await runSite({
    hosts: `${hosts}c ansible_connection=local needs="{{ of_play }}"\n`,
    'roles/r/vars/main.yml': 'of_vars: 1',
    'roles/r/defaults/main.yml': 'of_defaults: 1',
    'files.yml': 'of_file: 1',
    'site.yml': `
      - hosts: a,b
        vars: {of_play: 1}
        vars_files: [files.yml]
        roles: [r]
        tasks:
          - debug: {msg: "{{ [of_play, of_file, of_vars, of_defaults] }}"}
          - debug: {msg: "{{ item in hostvars[inventory_hostname] }}"}
            loop: [of_play, of_file, of_vars, of_defaults, ansible_play_hosts, own]
            run_once: true
          - debug: {msg: "{{ hostvars.c.needs | default('none') }} {{ hostvars.b.playbook_dir == playbook_dir }}"}
            run_once: true
    `,
  })
  expect(said.slice(2)).toEqual([false, false, false, false, false, true, 'none True'])
})

it('finds out a variable that needs itself', async () => {
  const { result } = await runSite({
    'group_vars/all.yml': 'y: "{{ hostvars[inventory_hostname].y }}"',
    'site.yml': `
      - hosts: a
        vars: {x: "{{ vars.x }}"}
        tasks:
          - {name: vars, debug: {msg: "{{ x }}"}, ignore_errors: true}
          - {name: hostvars, debug: {msg: "{{ y }}"}}
    `,
  })
  expect(result('vars').msg).toContain('recursive loop detected: x')
  expect(result('hostvars').msg).toContain('recursive loop detected: y')
})

it('lists localhost too, as versions before 2.19 do', async () => {
  const site = '- {hosts: a, tasks: [{debug: {msg: "{{ hostvars | list }}"}}]}'
  expect((await runSite(site)).said).toEqual([['a', 'b', 'c', 'localhost']])
  const newest = await runSite(site, { compat: '2.19', differs: 'the reference is older' })
  expect(newest.said).toEqual([['a', 'b', 'c']])
})

it('keeps as written, in a fact, what needs variables of the play; unless a lookup named it', async () => {
  const { said, result } = await runSite({
    hosts: 'a ansible_connection=local url="[\'http://{{ domain }}\']" name=url\n',
    'site.yml': `
      - hosts: a
        vars: {domain: example.test}
        tasks:
          - set_fact: {kept: "{{ hostvars.a.url }}", cacheable: true}
            register: set
          - set_fact: {"{{ item }}": "{{ hostvars.a[item ~ 'l'] }}"}
            loop: [ur]
          - set_fact: {"{{ item }}_text": "{{ hostvars.a[item] }}"}
            with_items: url
          - debug: {msg: "{{ [kept, ur, url_text, set.ansible_facts.kept, ansible_facts.kept] }}"}
          - {name: around, set_fact: {no: "x{{ hostvars.a.url }}"}, ignore_errors: true}
          - {name: after, set_fact: {no: "{{ hostvars.a.url }}x"}, ignore_errors: true}
    `,
  })
  const [evaluated, written] = [['http://example.test'], ['http://{{ domain }}']]
  expect(said).toEqual([[evaluated, evaluated, written, written, written]])
  expect(result('around').msg).toContain("'domain' is undefined")
  expect(result('after').msg).toContain("'domain' is undefined")
})
