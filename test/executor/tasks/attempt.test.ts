import { expect, it } from 'vitest'
import { inSite, runSite } from '../../rig/run-site.ts'

const counting = 'shell: "echo x >> {{ playbook_dir }}/log; wc -l < {{ playbook_dir }}/log"'

it('repeats until the condition holds', async () => {
  const { events, result, steps } = await runSite(
    `
    - hosts: a
      tasks:
        - name: t
          ${counting}
          register: r
          until: r.stdout | int == 3
          retries: 5
          delay: 0
  `,
    { differs: 'the log of the first run is there' },
  )
  const retries = events.filter((event) => event.type === 'retry')
  expect(retries.map(({ attempt, retries: most }) => [attempt, most])).toEqual([
    [1, 5],
    [2, 5],
  ])
  expect(result('t').attempts).toBe(3)
  expect(steps).toEqual(['t: a changed'])
})

it('fails after as many retries as are allowed, and each attempt acts', async () => {
  await inSite(
    {
      'site.yml': `
    - hosts: a
      tasks:
        - name: t
          ${counting}
          until: false
          retries: 2
          delay: 0
    `,
    },
    async ({ run, read }) => {
      const { result, status } = await run({ differs: 'the log of the first run is there' })
      expect(read('log')).toBe('x\nx\nx\n')
      expect(result('t').attempts).toBe(2)
      expect(status).toBe(2)
    },
  )
})

it('repeats a failing task where only retries are given', async () => {
  const { events, steps } = await runSite(
    '[{hosts: a, tasks: [{name: t, command: "false", retries: 1, delay: 0, register: r, ignore_errors: true}]}]',
    { differs: 'retries without until repeat since ansible-core 2.16' },
  )
  expect(events.filter(({ type }) => type === 'retry')).toHaveLength(1)
  expect(steps).toEqual(['t: a failed (ignored)'])
})

it('does not repeat what a condition skips', async () => {
  const { steps } = await runSite(
    '[{hosts: a, tasks: [{name: t, command: "false", until: false, retries: 3, delay: 0, when: false}]}]',
  )
  expect(steps).toEqual(['t: a skipped'])
})

it('goes on after attempts that never were enough where failed_when sees no failure', async () => {
  const { steps, said } = await runSite(`
    - hosts: a
      tasks:
        - {name: one, command: "true", until: false, retries: 1, delay: 0, failed_when: false, register: one}
        - {name: two, command: "true", until: false, retries: 1, delay: 0, failed_when: item > 1, register: two, loop: [0, 1]}
        - debug: {msg: "{{ [one is failed, one.attempts, two is failed, two.msg] }}"}
  `)
  expect(steps.filter((step) => /^(one|two): a \w+$/.test(step))).toEqual(['one: a changed', 'two: a changed'])
  expect(said).toEqual([[true, 1, true, 'One or more items failed']])
})

it('is not tried again once the run is interrupted', async () => {
  const controller = new AbortController()
  const { result } = await runSite(
    '[{hosts: a, tasks: [{name: t, shell: exit 3, until: "false", retries: 4, delay: 90}]}]',
    {
      signal: controller.signal,
      onEvent: ({ type }) => type === 'retry' && controller.abort(),
      differs: 'nobody interrupts it',
    },
  )
  expect(result('t')).toMatchObject({ attempts: 1, rc: 3, failed: true })
})

it('takes a condition of assert that asks for nothing known as the end of the task, loop and retries included', async () => {
  const { events, steps, said } = await runSite(`
    - hosts: a
      tasks:
        - {name: once, assert: {that: nowhere}, until: false, retries: 1, delay: 0, ignore_errors: true}
        - {name: failed, assert: {that: nowhere}, failed_when: false, ignore_errors: true}
        - {name: looped, assert: {that: item == 1 or nowhere}, loop: [1, 2], ignore_errors: true, register: r}
        - {debug: {msg: "{{ r.keys() | sort }}"}}
  `)
  expect(events.filter(({ type }) => type === 'retry')).toEqual([])
  expect(steps.slice(0, 4)).toEqual([
    'once: a failed (ignored)',
    'failed: a failed (ignored)',
    'looped: a [1] ok',
    'looped: a failed (ignored)',
  ])
  expect(said).toEqual([['failed', 'msg']])
})

it('takes such a condition for a failure like others where that is the rule', async () => {
  const { steps } = await runSite('[{hosts: a, tasks: [{name: t, assert: {that: nowhere}, failed_when: false}]}]', {
    compat: '2.19',
    differs: 'the rule of 2.19',
  })
  expect(steps).toEqual(['t: a ok'])
})
