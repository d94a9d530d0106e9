import { expect, it } from 'vitest'
import { runSite } from './rig/run-site.ts'

it('tells the whole run in events', async () => {
  const { events, status } = await runSite('[{hosts: a, name: p, tasks: [{name: t, debug: {msg: hi}}]}]')
  expect(events.filter(({ type }) => type !== 'notice').map(({ type }) => type)).toEqual([
    'playbook-start',
    'play-start',
    'task-start',
    'host-start',
    'host-result',
    'stats',
  ])
  expect(status).toBe(0)
})

it('runs several playbooks after each other', async () => {
  const { tasks, events } = await runSite(
    {
      'one.yml': '[{hosts: a, tasks: [{name: one, debug: }]}]',
      'two.yml': '[{hosts: a, tasks: [{name: two, debug: }]}]',
    },
    { playbooks: ['one.yml', 'two.yml'] },
  )
  expect(tasks).toEqual(['one', 'two'])
  // Each ends with a recap of all that was done so far.
  expect(events.filter(({ type }) => type === 'stats')).toHaveLength(2)
})

it('lists hosts, tasks and tags, and runs nothing', async () => {
  const { printed, events, status } = await runSite('[{hosts: a, tasks: [{name: t, debug: , tags: x}]}]', {
    list: { hosts: true, tasks: true, tags: true },
  })
  expect(printed).toMatch(/hosts \(1\):\n\s+a\n/)
  expect(printed).toContain('t\tTAGS: [x]')
  expect(events.filter(({ type }) => type === 'play-start')).toEqual([])
  expect(status).toBe(0)
})

it.each([{ list: { hosts: false, tasks: true, tags: false } }, { syntaxCheck: true }])(
  'warns of patterns that match nothing without running: %j',
  async (options) => {
    const { notices, recap } = await runSite(
      '[{hosts: none, tasks: [{debug: }]}, {hosts: empty}, {hosts: "{{ other }}", vars: {other: x}, tasks: [{debug: }]}]',
      options,
    )
    expect(notices).toEqual(['Could not match supplied host pattern, ignoring: none'])
    expect(recap).toEqual({})
  },
)

it('refuses a limit that leaves no host', async () => {
  const { error, events } = await runSite('[{hosts: a, tasks: [{debug: }]}]', { limit: ['typo'] })
  expect(error?.message).toContain('leaves us with no hosts to target')
  expect(events.filter(({ type }) => type !== 'notice')).toEqual([])
})

it('tells that there are no hosts but this one', async () => {
  const { events } = await runSite({ hosts: '', 'site.yml': '[{hosts: localhost, tasks: []}]' })
  expect(events).toContainEqual(
    expect.objectContaining({ message: expect.stringContaining('provided hosts list is empty') }),
  )
})

it('checks the syntax, and runs nothing', async () => {
  const right = await runSite('[{hosts: a, tasks: [{debug: }]}]', { syntaxCheck: true })
  expect(right.printed).toMatch(/playbook: .*site\.yml/)
  expect(right.events.filter(({ type }) => type === 'play-start')).toEqual([])
  const wrong = await runSite('[{hosts: a, taks: []}]', { syntaxCheck: true })
  expect(wrong.error?.message).toContain('taks')
})

it('ends early when it is interrupted, with the counts so far', async () => {
  const controller = new AbortController()
  const { steps, recap, events } = await runSite('[{hosts: a, tasks: [{name: one, debug: }, {name: two, debug: }]}]', {
    signal: controller.signal,
    onEvent: ({ type }) => type === 'host-result' && controller.abort(),
  })
  expect(steps).toEqual(['one: a ok'])
  expect(recap.a).toEqual({ ok: 1 })
  expect(events.at(-1)?.type).toBe('stats')
})

it('refuses a playbook that is not there', async () => {
  const { error } = await runSite({}, { playbooks: ['none.yml'] })
  expect(error?.message).toContain('none.yml')
})
