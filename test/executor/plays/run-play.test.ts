import { expect, it } from 'vitest'
import type { Event } from '../../../src/events.ts'
import { runSite } from '../../rig/run-site.ts'

const fourHosts = ['h1', 'h2', 'h3', 'h4'].map((name) => `${name} ansible_connection=local\n`).join('')
const four = (playbook: string) => ({ hosts: fourHosts, 'site.yml': playbook })

const batchesOf = (events: readonly Event[]): readonly (readonly string[])[] =>
  events.flatMap((event) => (event.type === 'play-start' ? [event.hosts] : []))

it.each([
  ['1', [['h1'], ['h2'], ['h3'], ['h4']]],
  ['3', [['h1', 'h2', 'h3'], ['h4']]],
  [
    '50%',
    [
      ['h1', 'h2'],
      ['h3', 'h4'],
    ],
  ],
  ['[1, 2]', [['h1'], ['h2', 'h3'], ['h4']]],
  ['[1, "100%"]', [['h1'], ['h2', 'h3', 'h4']]],
  [
    '"{{ 2 }}"',
    [
      ['h1', 'h2'],
      ['h3', 'h4'],
    ],
  ],
  ['0', [['h1', 'h2', 'h3', 'h4']]],
  [
    '2.5',
    [
      ['h1', 'h2'],
      ['h3', 'h4'],
    ],
  ],
  ['"-5%"', [['h1'], ['h2'], ['h3'], ['h4']]],
  ['true', [['h1'], ['h2'], ['h3'], ['h4']]],
])('goes in batches of serial: %s', async (serial, batches) => {
  const { events } = await runSite(four(`[{hosts: all, serial: ${serial}, tasks: [{debug: }]}]`))
  expect(batchesOf(events)).toEqual(batches)
})

it.each([
  ['inventory', 'h1 h2 h3 h4'],
  ['reverse_inventory', 'h4 h3 h2 h1'],
  ['sorted', 'h1 h2 h3 h4'],
  ['reverse_sorted', 'h4 h3 h2 h1'],
])('takes hosts in the order: %s', async (order, hosts) => {
  const { events } = await runSite(four(`[{hosts: all, order: ${order}, tasks: [{debug: }]}]`))
  expect(batchesOf(events)).toEqual([hosts.split(' ')])
})

it('leaves a failed host out of later plays, in the batch it belongs to', async () => {
  const { steps, status } = await runSite(
    four(`
    - hosts: all
      tasks: [{name: one, command: "false", when: inventory_hostname == 'h2'}]
    - hosts: all
      serial: 2
      tasks: [{name: two, command: "false", when: "inventory_hostname in ['h1', 'h3']"}]
    - hosts: all
      tasks: [{name: three, debug: }]
  `),
  )
  expect(steps.filter((step) => !step.startsWith('one'))).toEqual([
    'two: h1 failed',
    'two: h3 failed',
    'two: h4 skipped',
    'three: h4 ok',
  ])
  expect(status).toBe(2)
})

it('begins no further batch or play when a whole batch failed', async () => {
  const { steps } = await runSite(
    four(`
    - hosts: all
      serial: 2
      tasks: [{name: one, command: "false", when: "inventory_hostname in ['h1', 'h2']"}]
    - hosts: all
      tasks: [{name: two, debug: }]
  `),
  )
  expect(steps).toEqual(['one: h1 failed', 'one: h2 failed'])
})

it('stops all hosts where any_errors_fatal, after the task', async () => {
  const { steps, status } = await runSite(
    four(`
    - hosts: all
      any_errors_fatal: true
      tasks:
        - {name: one, command: "false", when: inventory_hostname == 'h2'}
        - {name: two, debug: }
    - hosts: all
      tasks: [{name: three, debug: }]
  `),
  )
  expect(steps).toEqual(['one: h1 skipped', 'one: h2 failed', 'one: h3 skipped', 'one: h4 skipped'])
  expect(status).toBe(2)
})

it('rescues an error that would be fatal to all', async () => {
  const { steps } = await runSite(
    four(`
    - hosts: h1,h2
      any_errors_fatal: true
      tasks:
        - block: [{name: one, command: "false", when: inventory_hostname == 'h2'}]
          rescue: [{name: mend, debug: }]
        - {name: two, debug: }
  `),
  )
  expect(steps.slice(2)).toEqual(['mend: h2 ok', 'two: h1 ok', 'two: h2 ok'])
})

it('takes all hosts to the rescue of a fatal error', async () => {
  const { steps, recap } = await runSite(
    four(`
    - hosts: h1,h2
      any_errors_fatal: true
      tasks:
        - block:
            - {name: one, command: "false", when: inventory_hostname == 'h2'}
            - {name: rest, debug: }
          rescue: [{name: mend, debug: }]
        - {name: two, debug: }
  `),
    { compat: '2.18', differs: 'the others go on in 2.14' },
  )
  expect(steps.slice(2)).toEqual(['mend: h1 ok', 'mend: h2 ok', 'two: h1 ok', 'two: h2 ok'])
  expect(recap.h1).toEqual({ ok: 2, skipped: 1 })
})

it('takes omit in a keyword of the play as if it were not there', async () => {
  const { steps } = await runSite(
    four(`
    - hosts: h1,h2
      serial: "{{ size | default(omit) }}"
      max_fail_percentage: "{{ most | default(omit) }}"
      tasks: [{name: one, debug: }, {name: two, debug: }]
  `),
    { differs: '2.14 has no omit in plays' },
  )
  expect(steps).toEqual(['one: h1 ok', 'one: h2 ok', 'two: h1 ok', 'two: h2 ok'])
})

it.each([
  [50, ['two: h3 ok', 'two: h4 ok']],
  [49, []],
])('goes on while no more than %d percent failed', async (most, rest) => {
  const { steps } = await runSite(
    four(`
    - hosts: all
      max_fail_percentage: ${most}
      tasks:
        - {name: one, command: "false", when: "inventory_hostname in ['h1', 'h2']"}
        - {name: two, debug: }
  `),
  )
  expect(steps.slice(4)).toEqual(rest)
})

it('runs once for all hosts, registering for each', async () => {
  const { steps, said } = await runSite(
    four(`
    - hosts: all
      tasks:
        - {name: one, command: echo x, run_once: true, register: r}
        - {name: two, debug: {msg: "{{ r.stdout }}"}}
  `),
  )
  expect(steps[0]).toBe('one: h1 changed')
  expect(said).toEqual(['x', 'x', 'x', 'x'])
})

it('fails all hosts when a task that runs once fails', async () => {
  const { steps, recap } = await runSite(
    four(`
    - hosts: all
      tasks:
        - {name: one, command: "false", run_once: true}
        - {name: two, debug: }
  `),
  )
  expect(steps).toEqual(['one: h1 failed'])
  expect(recap).toEqual({ h1: { failed: 1 } })
})

it('works on no more hosts at a time than forks and throttle say', async () => {
  const most = async (keyword: string, forks: number): Promise<number> => {
    let busy = 0
    let peak = 0
    await runSite(four(`[{hosts: all, tasks: [{command: "true"${keyword}}]}]`), {
      forks,
      onEvent: ({ type }) => {
        if (type === 'host-start') peak = Math.max(peak, ++busy)
        if (type === 'host-result') busy--
      },
    })
    return peak
  }
  expect(await most('', 10)).toBe(4)
  expect(await most('', 2)).toBe(2)
  expect(await most(', throttle: 1', 10)).toBe(1)
})

it.each(['free', 'host_pinned'])('stops no host for another one that failed in the strategy %s', async (strategy) => {
  const { steps, recap, events } = await runSite(
    four(`
    - hosts: h1,h2
      strategy: ${strategy}
      any_errors_fatal: true
      max_fail_percentage: 0
      tasks:
        - {name: one, debug: , failed_when: inventory_hostname == 'h1'}
        - {name: two, debug: , run_once: true}
  `),
  )
  expect(steps.toSorted()).toEqual(['one: h1 failed', 'one: h2 ok', 'two: h2 ok'])
  expect(recap.h2).toEqual({ ok: 2 })
  const notices = events.flatMap((event) =>
    event.type === 'notice' && event.level === 'warning' ? [event.message.replace(/ with .*/, '')] : [],
  )
  expect(notices).toEqual([
    'Using max_fail_percentage',
    ...['Using any_errors_fatal', 'Using run_once', 'Using any_errors_fatal'],
  ])
})

it('lets hosts go ahead of each other in the strategy free', async () => {
  const { events } = await runSite(
    `
    - hosts: a,b
      strategy: free
      tasks:
        - {name: first, wait_for: {path: "{{ playbook_dir }}/go", timeout: 20, sleep: 1}, when: inventory_hostname == 'a'}
        - {name: second, copy: {content: "", dest: "{{ playbook_dir }}/go"}, when: inventory_hostname == 'b'}
  `,
    { differs: 'it shows headings when results come' },
  )
  const ended = events.flatMap((event) => (event.type === 'host-result' ? [`${event.host} ${event.status}`] : []))
  expect(ended.indexOf('b changed')).toBeLessThan(ended.indexOf('a ok'))
})

it.each(['free', 'host_pinned'])('runs handlers, blocks and includes in the strategy %s', async (strategy) => {
  const { saidBy, status } = await runSite(
    {
      'more.yml': '[{debug: {msg: included}}]',
      'site.yml': `
    - hosts: a,b
      strategy: ${strategy}
      tasks:
        - block: [{command: "false", when: inventory_hostname == 'a'}]
          rescue: [{debug: {msg: rescued}}]
        - {include_tasks: more.yml}
        - {command: "true", notify: h}
      handlers: [{name: h, debug: {msg: handled}}]
    `,
    },
    { differs: 'it shows headings when results come' },
  )
  expect(saidBy('a')).toEqual(['rescued', 'included', 'handled'])
  expect(saidBy('b')).toEqual(['included', 'handled'])
  expect(status).toBe(0)
})

it('refuses a strategy that is not known', async () => {
  const { error } = await runSite('[{hosts: a, strategy: wild, tasks: [{debug: }]}]')
  expect(error?.diagnostic.message).toContain('Invalid play strategy specified: wild')
  expect([error?.diagnostic.position?.line, error?.exitStatus]).toEqual([1, 1])
})

it.each([
  ['hosts: "{{ nobody }}"', "'nobody' is undefined", 4],
  ['{hosts: a, order: wild}', "Invalid 'order' specified for inventory hosts: wild", 5],
])('ends at a keyword of a play that is wrong, without a recap: %s', async (keywords, message, status) => {
  const { error, events } = await runSite(`[${keywords}]`)
  expect([error?.message, error?.exitStatus]).toEqual([message, status])
  expect(events.filter(({ type }) => type === 'stats')).toEqual([])
})

it('leaves a name as it is written where its variables are not defined', async () => {
  const { events } = await runSite('[{name: "the {{ nope }}", hosts: a}]')
  expect(events.find((event) => event.type === 'play-start')).toMatchObject({ name: 'the {{ nope }}' })
})

it('says where a play has no hosts', async () => {
  const { events, status, notices } = await runSite('[{hosts: nobody, tasks: [{debug: }]}]')
  expect(events).toContainEqual(expect.objectContaining({ type: 'no-hosts', reason: 'none-matched' }))
  expect(notices).toContain('Could not match supplied host pattern, ignoring: nobody')
  expect(status).toBe(0)
})

it('limits the hosts', async () => {
  const { steps } = await runSite('[{hosts: all, tasks: [{name: t, debug: }]}]', { limit: ['all:!b'] })
  expect(steps).toEqual(['t: a ok', 't: c ok'])
})

it('gives facts that are set once to every host', async () => {
  const { saidBy } = await runSite(`
    - hosts: a,b
      tasks:
        - {set_fact: {origin: "{{ inventory_hostname }}"}, run_once: true}
        - debug: {msg: "{{ origin }}"}
  `)
  expect([saidBy('a'), saidBy('b')]).toEqual([['a'], ['a']])
})

it('registers what is done once by its nature for the first host only', async () => {
  const { saidBy } = await runSite(`
    - hosts: a,b
      tasks:
        - {add_host: {name: new}, register: added}
        - debug: {msg: "{{ added is defined }}"}
  `)
  expect([saidBy('a'), saidBy('b')]).toEqual([[true], [false]])
})

it('counts max_fail_percentage on the whole batch, with the hosts that earlier plays lost', async () => {
  const { said } = await runSite(`
    - hosts: all
      tasks: [{fail: , when: inventory_hostname == 'a'}]
    - hosts: all
      max_fail_percentage: 40
      tasks:
        - {fail: , when: inventory_hostname == 'b'}
        - debug: {msg: goes on}
  `)
  expect(said).toEqual(['goes on'])
})

it('tells wrong vars_files of a play without tasks', async () => {
  const { error } = await runSite('- {hosts: a, vars_files: [missing.yml]}')
  expect(error?.message).toMatch('vars file missing.yml was not found')
})

it('recapitulates after each playbook, and ends after one in which a host failed', async () => {
  const site = {
    'one.yml': '- hosts: a\n  tasks: [{name: one, debug: }]\n',
    'two.yml': '- hosts: a,b\n  tasks: [{name: two, command: "false", when: inventory_hostname == "a"}]\n',
    'three.yml': '- hosts: b\n  tasks: [{name: three, debug: }]\n',
  }
  const { events, steps, status } = await runSite(site, { playbooks: ['one.yml', 'two.yml', 'three.yml'] })
  const counts = events.flatMap((event) => (event.type === 'stats' ? [event.hosts.get('a')?.ok] : []))
  expect(counts).toEqual([1, 1])
  expect(steps.toSorted()).toEqual(['one: a ok', 'two: a failed', 'two: b skipped'])
  expect(status).toBe(2)
})

it('tells of a task to start at that is not there', async () => {
  const { events } = await runSite('- hosts: a\n  tasks: [{name: one, debug: }]\n', { startAtTask: 'none' })
  const told = events.flatMap((event) => (event.type === 'notice' ? [event.message] : []))
  expect(told).toContain('No matching task "none" found. Note: --start-at-task can only follow static includes.')
})

it('waits for the other hosts before it breaks off', async () => {
  const { events, error } = await runSite(
    `
    - hosts: a,b
      tasks: [{name: go, command: "sleep {{ 0 if inventory_hostname == 'a' else 0.3 }}", notify: none}]
  `,
    { differs: 'it leaves what the other host does' },
  )
  expect(error?.message).toContain("The requested handler 'none' was not found")
  const types = events.flatMap(({ type }) => (type === 'host-result' || type === 'stats' ? [type] : []))
  expect(types).toEqual(['host-result', 'host-result', 'stats'])
})

it.each(['any_errors_fatal', 'ignore_errors'])('fails where %s needs what is undefined', async (name) => {
  const { steps, result } = await runSite(`
    - hosts: a,b
      tasks:
        - {name: wrong, debug: , ${name}: "{{ nope }}"}
        - {name: never, debug: }
  `)
  expect(steps).toEqual(['wrong: a failed', 'wrong: b failed'])
  expect(result('wrong').msg).toMatch(`The field '${name}' has an invalid value, which includes an undefined variable.`)
})

it('counts hosts that a batch added among the hosts of the play from the next batch on, in the order of the inventory', async () => {
  const { said } = await runSite({
    hosts: 'a\nc\n[all:vars]\nansible_connection=local\n',
    'site.yml': `
- hosts: all
  gather_facts: false
  serial: 1
  order: reverse_sorted
  tasks:
    - debug: {msg: '{{ ansible_play_hosts_all | join(" ") }}'}
    - add_host: {name: zz}
`,
  })
  expect(said).toEqual(['a c', 'zz a c'])
})

it.each(['free', 'host_pinned'])('refuses what is done once for all hosts in the strategy %s', async (strategy) => {
  const { error, steps } = await runSite(`
    - hosts: a
      strategy: ${strategy}
      tasks:
        - {name: before, debug: }
        - {name: t, pause: {seconds: 0}, when: false}
        - {name: after, debug: }
  `)
  expect(error?.message).toContain("'pause' module bypasses the host loop")
  expect(error?.diagnostic.position).toMatchObject({ line: 6 })
  expect(error?.exitStatus).toBe(1)
  expect(steps).toEqual(['before: a ok'])
})

it.each(['any_errors_fatal: true', 'run_once: true'])(
  'ends with 2 where a host that is not reached stops all: %s',
  async (keyword) => {
    const { status } = await runSite({
      'site.yml': `[{hosts: "away,a", tasks: [{name: t, ping: , ${keyword}}]}]`,
      hosts: 'away ansible_connection=ssh ansible_host=127.0.0.1 ansible_port=1\na ansible_connection=local\n',
    })
    expect(status).toBe(2)
  },
)
