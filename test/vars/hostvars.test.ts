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
  expect(said).toEqual(['of b b 2', [1, 2]])
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

it('finds out a variable that needs itself', async () => {
  const { result } = await runSite(`
    - hosts: a
      vars: {x: "{{ vars.x }}", y: "{{ hostvars[inventory_hostname].y }}"}
      tasks:
        - {name: vars, debug: {msg: "{{ x }}"}, ignore_errors: true}
        - {name: hostvars, debug: {msg: "{{ y }}"}}
  `)
  expect(result('vars').msg).toContain('recursive loop detected: x')
  expect(result('hostvars').msg).toContain('recursive loop detected: y')
})
