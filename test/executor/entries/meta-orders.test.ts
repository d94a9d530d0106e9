import { expect, it } from 'vitest'
import { runSite } from '../../rig/run-site.ts'

const after = (order: string, more = '') => `
    - hosts: a,b
      ${more}
      tasks:
        - {name: one, debug: }
        - {meta: ${order}, when: inventory_hostname == 'a'}
        - {name: two, debug: }
    - hosts: a,b
      tasks: [{name: three, debug: }]
`

it('ends a host without blame', async () => {
  const { steps, status } = await runSite(after('end_host'))
  expect(steps.filter((step) => !step.startsWith('meta'))).toEqual([
    'one: a ok',
    'one: b ok',
    'two: b ok',
    'three: a ok',
    'three: b ok',
  ])
  expect(status).toBe(0)
})

it('ends the play for all hosts, decided by the first', async () => {
  const { steps, status } = await runSite(after('end_play'))
  expect(steps).toEqual(['one: a ok', 'one: b ok', 'three: a ok', 'three: b ok'])
  expect(status).toBe(0)
})

it('ends the batch, or all batches', async () => {
  const batch = await runSite(after('end_batch', 'serial: 1'))
  expect(batch.steps.filter((step) => /one|two/.test(step))).toEqual(['one: a ok', 'one: b ok', 'two: b ok'])
  const play = await runSite(after('end_play', 'serial: 1'))
  expect(play.steps.filter((step) => /one|two/.test(step))).toEqual(['one: a ok'])
})

it('ends a role', async () => {
  const { steps } = await runSite(
    {
      'roles/r/tasks/main.yml':
        '- {name: one, debug: }\n- {meta: end_role, when: inventory_hostname == "a"}\n- {name: two, debug: }',
      'site.yml': '[{hosts: "a,b", roles: [r], tasks: [{name: three, debug: }]}]',
    },
    { differs: 'end_role came with ansible-core 2.18' },
  )
  expect(steps.filter((step) => !step.startsWith('r : meta'))).toEqual([
    'r : one: a ok',
    'r : one: b ok',
    'r : two: b ok',
    'three: a ok',
    'three: b ok',
  ])
})

it('clears facts', async () => {
  const { said } = await runSite(`
    - hosts: a
      tasks:
        - set_fact: {x: 1, cacheable: true}
        - debug: {msg: "{{ ansible_facts.x is defined }}"}
        - meta: clear_facts
        - debug: {msg: "{{ [ansible_facts.x is defined, x] }}"}
  `)
  expect(said).toEqual([true, [false, 1]])
})

it('clears errors of hosts, which take part in the next play again', async () => {
  const { steps, status } = await runSite(`
    - hosts: a,b
      tasks:
        - {name: one, command: "false", when: inventory_hostname == 'a'}
        - {name: clear, meta: clear_host_errors}
        - {name: two, debug: }
    - hosts: a,b
      tasks: [{name: three, debug: }]
  `)
  expect(steps.slice(2)).toEqual(['two: b ok', 'three: a ok', 'three: b ok'])
  expect(status).toBe(0)
})

it('clears errors of a block in always, after which the host goes on', async () => {
  const { steps } = await runSite(`
    - hosts: a
      tasks:
        - block: [{name: one, command: "false"}]
          always: [{meta: clear_host_errors}]
        - {name: two, debug: }
  `)
  expect(steps).toEqual(['one: a failed', 'two: a ok'])
})

it('reads the inventory again', async () => {
  const { said } = await runSite(
    `
    - hosts: a
      tasks:
        - {copy: {content: "a ansible_connection=local\\nnew", dest: "{{ inventory_file }}"}}
        - {meta: refresh_inventory}
        - {debug: {msg: "{{ groups.all }}"}}
  `,
    { differs: 'the inventory has changed when it runs' },
  )
  expect(said).toEqual([['a', 'new']])
})

it('adds hosts and groups for later plays', async () => {
  const { said, steps } = await runSite(`
    - hosts: a,b
      tasks:
        - {name: add, add_host: {name: new, groups: [g], x: 1, ansible_connection: local}}
        - {name: group, group_by: {key: "is_{{ inventory_hostname }}"}}
    - hosts: g,is_b
      tasks: [{debug: {msg: "{{ [inventory_hostname, x | default(0)] }}"}}]
  `)
  expect(said).toEqual([
    ['b', 0],
    ['new', 1],
  ])
  expect(steps[0]).toBe('add: a changed')
})

it('refuses an order that is not known', async () => {
  const { error } = await runSite('[{hosts: a, tasks: [{meta: dance}]}]')
  expect(error?.message).toContain('invalid meta action requested: dance')
})

it('clear_host_errors keeps an always that is still to come, after which the host goes on', async () => {
  const { saidBy } = await runSite(`
    - hosts: a,b
      tasks:
        - block:
            - {fail: , when: inventory_hostname == 'a'}
            - meta: clear_host_errors
          always:
            - debug: {msg: always}
        - debug: {msg: after}
  `)
  expect([saidBy('a'), saidBy('b')]).toEqual([
    ['always', 'after'],
    ['always', 'after'],
  ])
})

it('adds a host whose name and variables come from one dict', async () => {
  const { said } = await runSite(`
    - hosts: a
      vars: {new: {name: fresh, colour: red}}
      tasks:
        - add_host: "{{ new }}"
        - debug: {msg: "{{ hostvars.fresh.colour }}"}
  `)
  expect(said).toEqual(['red'])
})

it('ends the run where its condition is a mistake, whatever would rescue', async () => {
  const { error, steps } = await runSite(
    '[{hosts: a, tasks: [{block: [{meta: flush_handlers, when: nowhere}], rescue: [{name: two, debug: }]}]}]',
  )
  expect(error?.message).toContain("'nowhere' is undefined")
  expect(error?.exitStatus).toBe(1)
  expect(steps).toEqual([])
})

it.each(['noop', 'refresh_inventory', 'reset_connection'])(
  'carries %s out whatever its condition says',
  async (order) => {
    const { steps, notices } = await runSite(`[{hosts: a, tasks: [{meta: ${order}, when: false}]}]`)
    expect(steps).toEqual([])
    expect(notices).toContain(`${order} task does not support when conditional`)
  },
)

it('does not notify handlers of new hosts and groups', async () => {
  const { steps } = await runSite(`
    - hosts: a
      tasks:
        - {name: one, add_host: {name: x}, notify: tell}
        - {name: two, group_by: {key: y}, notify: tell}
      handlers: [{name: tell, debug: }]
  `)
  expect(steps).toEqual(['one: a changed', 'two: a changed'])
})

it('is shown under its name as it is written', async () => {
  const { tasks } = await runSite('[{hosts: a, tasks: [{name: "on {{ inventory_hostname }}", meta: noop}]}]')
  expect(tasks).toEqual(['on {{ inventory_hostname }}'])
})
