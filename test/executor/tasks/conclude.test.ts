import { expect, it } from 'vitest'
import { runSite } from '../../rig/run-site.ts'

it('lets changed_when and failed_when say what a result counts as', async () => {
  const { steps, recap, status } = await runSite(`
    - hosts: a
      tasks:
        - {name: never changed, command: "true", changed_when: false}
        - {name: changed by output, command: echo x, register: r, changed_when: "'x' in r.stdout"}
        - {name: not failed, command: "false", failed_when: false}
        - {name: all must hold, command: "true", register: r, failed_when: [r.rc == 0, false]}
        - {name: failed, command: "true", register: r, failed_when: r.rc == 0}
  `)
  expect(steps).toEqual([
    'never changed: a ok',
    'changed by output: a changed',
    'not failed: a changed',
    'all must hold: a changed',
    'failed: a failed',
  ])
  expect(recap.a).toEqual({ ok: 4, changed: 3, failed: 1 })
  expect(status).toBe(2)
})

it('looks at them for each item', async () => {
  const { steps } = await runSite(`
    - hosts: a
      tasks: [{name: t, command: "echo {{ item }}", loop: [x, y], register: r, changed_when: r.stdout == 'x'}]
  `)
  expect(steps).toEqual(['t: a ["x"] changed', 't: a ["y"] ok', 't: a changed'])
})

it('fails the task whose condition can not be evaluated', async () => {
  const { result } = await runSite(`
    - hosts: a
      tasks:
        - {name: changed, command: "true", changed_when: nowhere, ignore_errors: true}
        - {name: failed, command: "true", failed_when: nowhere, ignore_errors: true}
        - {name: when, command: "true", when: nowhere, ignore_errors: true}
  `)
  expect(result('changed').changed_when_result).toContain("'nowhere' is undefined")
  expect(result('failed').failed_when_result).toContain("'nowhere' is undefined")
  expect(result('when').msg).toContain("The conditional check 'nowhere' failed")
})

it('ignores errors where told to, by a template as well, but no mistakes of the playbook', async () => {
  const { steps, recap } = await runSite(`
    - hosts: a
      vars: {yes_please: true}
      tasks:
        - {name: one, command: "false", ignore_errors: true}
        - {name: two, command: "false", ignore_errors: "{{ yes_please }}"}
        - {name: three, command: "false", ignore_errors: "{{ not yes_please }}"}
  `)
  expect(steps).toEqual(['one: a failed (ignored)', 'two: a failed (ignored)', 'three: a failed'])
  expect(recap.a).toEqual({ ok: 2, changed: 2, failed: 1, ignored: 2 })
})

it('ends a task at its time limit', async () => {
  const { result, steps } = await runSite(
    `
    - hosts: a
      tasks: [{name: t, command: sleep 60, timeout: 1}]
  `,
  )
  expect(steps).toEqual(['t: a failed'])
  expect(result('t').msg).toContain('failed to execute in the expected time frame (1)')
})

it('fails a task whose changed_when can not be told, whatever failed_when says', async () => {
  const { steps, result } = await runSite(
    '[{hosts: a, tasks: [{name: t, command: "true", changed_when: nowhere.x, failed_when: false}]}]',
  )
  expect(steps).toEqual(['t: a failed'])
  expect(result('t').changed_when_result).toContain("'nowhere' is undefined")
})

it('tells the place of a condition that can not be evaluated', async () => {
  const { events } = await runSite(`
    - hosts: a
      tasks:
        - {name: changed, command: echo, register: r, changed_when: [true, r.bogus], ignore_errors: true}
        - {name: failed, command: echo, register: r, failed_when: r.bogus == 1, ignore_errors: true}
        - {name: until, command: echo, register: r, until: r.bogus, retries: 1, delay: 0, ignore_errors: true}
        - {name: loop, stat: {path: /}, register: r, changed_when: r.bogus, loop: [1, 2], ignore_errors: true}
  `)
  const told = events.flatMap((event) => (event.type === 'host-result' ? [event.diagnostic] : []))
  expect(told.map((diagnostic) => diagnostic?.position?.line)).toEqual([4, 5, 6, 7])
  expect(told[0]?.message).toBe(
    "The conditional check 'r.bogus' failed. The error was: 'dict object' has no attribute 'bogus'",
  )
})
