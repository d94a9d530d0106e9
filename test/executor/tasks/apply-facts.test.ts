import { expect, it } from 'vitest'
import { runSite } from '../../rig/run-site.ts'

it('keeps set_fact for later plays, and cacheable ones as facts too', async () => {
  const { said } = await runSite(`
    - hosts: a
      tasks:
        - set_fact: {x: 1, l: [1, "{{ 1 + 1 }}"]}
        - set_fact: {y: 2, cacheable: true}
    - hosts: a
      vars: {x: play}
      tasks: [debug: {msg: "{{ [x, l, ansible_facts.y, ansible_facts.x is defined] }}"}]
  `)
  expect(said).toEqual([[1, [1, '2'], 2, false]])
})

it('includes variables from files, by name and into one', async () => {
  const { said } = await runSite({
    'v.yml': 'x: 1',
    'w.yml': 'y: 2',
    'site.yml': `
    - hosts: a
      tasks:
        - include_vars: v.yml
        - include_vars: {file: w.yml, name: under}
        - debug: {msg: "{{ [x, under.y, y is defined] }}"}
    `,
  })
  expect(said).toEqual([[1, 2, false]])
})

it('sums statistics up, for all hosts or for each', async () => {
  const { events } = await runSite(`
    - hosts: a,b
      tasks:
        - set_stats: {data: {n: 1, l: [x], text: t}}
        - set_stats: {data: {own: 1}, per_host: true}
        - {set_stats: {data: {last: "{{ inventory_hostname }}"}, aggregate: false}, when: inventory_hostname == 'b'}
  `)
  const stats = events.find((event) => event.type === 'stats')
  expect([...stats!.custom.keys()].toSorted()).toEqual(['_run', 'a', 'b'])
  expect(stats?.custom.get('_run')?.get('n')).toBe(2)
  expect(stats?.custom.get('_run')?.get('l')).toEqual(['x', 'x'])
  expect(stats?.custom.get('_run')?.get('last')).toBe('b')
})

it('gathers facts where a play wants them, as variables unless that is switched off', async () => {
  const facts = `
    - hosts: a
      gather_facts: true
      gather_subset: ["!all", min]
      tasks: [debug: {msg: "{{ [ansible_facts.system, ansible_system is defined] }}"}]
  `
  const { tasks, said } = await runSite(facts)
  expect(tasks).toEqual(['Gathering Facts', 'debug'])
  expect(said).toEqual([['Linux', true]])
  expect((await runSite(facts, { environment: { ANSIBLE_INJECT_FACT_VARS: 'false' } })).said).toEqual([
    ['Linux', false],
  ])
})

it('gathers implicitly, and once where that is smart', async () => {
  const site =
    '[{hosts: a, gather_subset: ["!all", min], tasks: [{debug: }]}, {hosts: a, gather_subset: ["!all", min], tasks: [{debug: }]}]'
  const count = async (gathering: string): Promise<number> => {
    const { tasks } = await runSite(site, { environment: { ANSIBLE_GATHERING: gathering } })
    return tasks.filter((name) => name === 'Gathering Facts').length
  }
  expect(await count('implicit')).toBe(2)
  expect(await count('smart')).toBe(1)
  expect(await count('explicit')).toBe(0)
})

it('keeps text that a filter made as text in facts and in the items of a loop', async () => {
  const { said } = await runSite(`
    - hosts: a
      vars: {written: x}
      tasks:
        - debug: {msg: "{{ written | type_debug }}"}
        - set_fact: {json: "{{ [1] | to_json }}", plain: "{{ [1] | to_json | trim }}", deep: {k: "{{ [1] | to_json }}"}}
        - debug: {msg: "{{ json }}"}
        - debug: {msg: "{{ plain }}"}
        - debug: {msg: "{{ deep.k }}"}
        - debug: {msg: "{{ deep['k'] | type_debug }} {{ plain | type_debug }} {{ 'x' | type_debug }}"}
        - debug: {msg: "{{ item }}"}
          loop: ["{{ [2] | to_json }}"]
  `)
  expect(said).toEqual(['AnsibleUnicode', '[1]', [1], '[1]', 'NativeJinjaText list str', '[2]'])
})

it('shows hostvars whole, and names what is not in it', async () => {
  const { said, result } = await runSite(`
    - hosts: a
      vars: {all: "{{ hostvars['a'] }}", broken: "{{ nowhere }}"}
      tasks:
        - set_fact: {mine: "{{ nowhere | default('none') }}"}
        - add_host: {name: z, broken: 1}
        - debug: {msg: "{{ all.mine }} {{ all is mapping }}"}
        - {name: missing, debug: {msg: "{{ hostvars['nobody'].x }}"}, ignore_errors: true}
        - {name: claimed, assert: {that: nobody.x == 1}, ignore_errors: true}
  `)
  expect(said[0]).toBe('none True')
  expect(result('missing').msg).toContain(`"hostvars['nobody']" is undefined`)
  expect(result('claimed').msg).toBe(
    "The conditional check 'nobody.x == 1' failed. The error was: 'nobody' is undefined",
  )
})

it('gathers facts of each host, also where tasks run once', async () => {
  const { events } = await runSite(
    '[{hosts: "a,b", run_once: true, gather_facts: true, gather_subset: ["!all"], tasks: []}]',
  )
  const gathered = events.flatMap((event) => (event.type === 'host-result' ? [event.host] : []))
  expect(gathered.toSorted()).toEqual(['a', 'b'])
})

it('keeps facts that would change how a host is reached from being variables, and says so', async () => {
  const facts = '{"ansible_host": "x", "ansible_become_user": "u", "discovered_interpreter_python": "/p", "mine": 1}'
  const { said, notices } = await runSite(
    {
      'library/tell': `#!/bin/sh\necho '{"ansible_facts": ${facts}}'\n`,
      'site.yml': `
      - hosts: a
        tasks:
          - tell:
          - tell:
          - debug: {msg: "{{ [ansible_host, ansible_become_user | default(0), mine, ansible_facts.host] }}"}
          - debug: {msg: "{{ 'discovered_interpreter_python' in ansible_facts }}"}
      `,
    },
    { differs: 'its interpreters are looked for' },
  )
  expect(said).toEqual([['a', 0, 1, 'x'], false])
  const removed = ['ansible_host', 'ansible_become_user']
  expect(notices).toEqual(removed.map((name) => `Removed restricted key from module data: ${name}`))
})
