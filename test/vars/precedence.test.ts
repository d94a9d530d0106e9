import { expect, it } from 'vitest'
import { rungs } from '../../src/vars/precedence.ts'
import { runSite } from '../rig/run-site.ts'

/** `over_4` is defined on rungs 4 and 5, and so on: each rung defines the variable it should win and the one it should lose. */
const defined = (rung: (typeof rungs)[number], form: (name: string, value: string) => string, join = '\n'): string => {
  const at = rungs.indexOf(rung)
  return [`over_${at - 1}`, `over_${at}`].map((name) => form(name, `rung_${at}`)).join(join)
}
const yaml = (rung: (typeof rungs)[number]): string => defined(rung, (name, value) => `${name}: ${value}`)
const inline = (rung: (typeof rungs)[number]): string => defined(rung, (name, value) => `${name}: ${value}`, ', ')
const ini = (rung: (typeof rungs)[number], join = '\n'): string =>
  defined(rung, (name, value) => `${name}=${value}`, join)

const facts = rungs.indexOf('host facts')
const extra = rungs.indexOf('extra vars')

it('lets each rung win over the one below', async () => {
  const shown = rungs.slice(0, extra).map((_, at) => `over_${at}`)
  const names = shown.filter((name) => name !== `over_${facts}` && name !== `over_${facts - 1}`)
  const { said } = await runSite(
    {
      'inv/hosts': `[g]\na ansible_connection=local ${ini('inventory file host vars', ' ')}\n[g:vars]\n${ini('inventory file group vars')}\n`,
      'inv/group_vars/all.yml': yaml('inventory group_vars/all'),
      'group_vars/all.yml': yaml('playbook group_vars/all'),
      'inv/group_vars/g.yml': yaml('inventory group_vars/*'),
      'group_vars/g.yml': yaml('playbook group_vars/*'),
      'inv/host_vars/a.yml': yaml('inventory host_vars/*'),
      'host_vars/a.yml': `${yaml('playbook host_vars/*')}\nansible_system: weaker`,
      'files.yml': yaml('play vars_files'),
      'roles/r/defaults/main.yml': yaml('role defaults'),
      'roles/r/vars/main.yml': yaml('role vars'),
      'roles/r/tasks/main.yml': `
        - include_vars: included.yml
        - set_fact: {${inline('set_fact and registered vars')}}
        - include_tasks: show.yml
          vars: {${inline('include params')}}
      `,
      'roles/r/vars/included.yml': yaml('include_vars'),
      'roles/r/tasks/show.yml': `
        - debug: {msg: "{{ item }}={{ lookup('vars', item) }}"}
          loop: ${JSON.stringify(names)}
          vars: {${inline('block and task vars')}}
        - debug: {msg: "{{ ansible_system }} {{ ansible_kernel }}"}
        - debug: {msg: "{{ inventory_hostname }} {{ playbook_dir != 'stronger' }}"}
          loop: [looped]
          loop_control: {loop_var: inventory_hostname}
      `,
      'site.yml': `
        - hosts: a
          gather_facts: true
          gather_subset: ["!all", min]
          vars: {${inline('play vars')}, ansible_kernel: stronger}
          vars_prompt:
            - {name: over_${rungs.indexOf('play vars_prompt') - 1}, default: rung_${rungs.indexOf('play vars_prompt')}}
            - {name: over_${rungs.indexOf('play vars_prompt')}, default: rung_${rungs.indexOf('play vars_prompt')}}
          vars_files: [files.yml]
          roles: [{role: r, ${inline('role params')}}]
      `,
    },
    { inventories: ['inv/hosts'], extraVars: [ini('extra vars', ' '), 'playbook_dir=stronger'] },
  )
  const wins = names.map((name) => `${name}=rung_${Number(name.slice('over_'.length)) + 1}`)
  expect(said).toEqual([...wins, 'Linux stronger', 'looped True'])
})

it('merges dicts of all rungs where the configuration says so', async () => {
  const site = {
    'group_vars/all.yml': 'd: {low: 1, both: {x: 1}}',
    'site.yml': `
      - hosts: a
        vars: {d: {high: 2, both: {y: 2}}}
        tasks: [debug: {msg: "{{ d }}"}]
    `,
  }
  const merged = await runSite(site, { environment: { ANSIBLE_HASH_BEHAVIOUR: 'merge' } })
  expect(merged.said).toEqual([{ low: 1, both: { x: 1, y: 2 }, high: 2 }])
  expect((await runSite(site)).said).toEqual([{ high: 2, both: { y: 2 } }])
})
