import { expect, it } from 'vitest'
import { runSite } from '../../rig/run-site.ts'

const handlers = `
      handlers:
        - {name: one, debug: }
        - {name: two, debug: }
        - {name: three, debug: , listen: [topic, other topic]}
        - {name: four, debug: , listen: topic}
`

it('runs handlers in the order they are defined, once', async () => {
  const { steps } = await runSite(`
    - hosts: a
      tasks:
        - {name: x, command: "true", notify: [two, one]}
        - {name: y, command: "true", notify: two}
        - {name: unchanged, debug: , notify: three}
${handlers}`)
  expect(steps).toEqual(['x: a changed', 'y: a changed', 'unchanged: a ok', 'one: a ok', 'two: a ok'])
})

it('wakes all that listen to a topic', async () => {
  const { steps } = await runSite(`
    - hosts: a
      tasks:
        - {name: x, command: "true", notify: topic}
        - {name: y, command: "true", notify: other topic}
${handlers}`)
  expect(steps.slice(2)).toEqual(['three: a ok', 'four: a ok'])
})

it('runs them on the hosts that notified', async () => {
  const { steps } = await runSite(`
    - hosts: a,b
      tasks:
        - {name: x, command: "true", notify: one, when: inventory_hostname == 'b'}
        - {name: y, command: "true", notify: two}
${handlers}`)
  expect(steps.slice(4)).toEqual(['one: b ok', 'two: a ok', 'two: b ok'])
})

it('finds handlers in a block, which gives them its keywords', async () => {
  const { steps } = await runSite(`
    - hosts: a
      tasks: [{name: x, command: "true", notify: [inner, skipped]}]
      handlers:
        - when: answer == 42
          vars: {answer: 42}
          block:
            - {name: inner, command: "true"}
            - {name: skipped, debug: , when: answer == 43}
            - {name: not notified, debug: }
          rescue: [{name: inner, debug: }]
  `)
  expect(steps).toEqual(['x: a changed', 'inner: a changed', 'skipped: a skipped'])
})

it('runs what handlers notify, earlier ones as well', async () => {
  const { steps } = await runSite(`
    - hosts: a
      tasks: [{name: x, command: "true", notify: second}]
      handlers:
        - {name: first, debug: }
        - {name: second, command: "true", notify: [third, first]}
        - {name: third, debug: }
  `)
  expect(steps.slice(1).toSorted()).toEqual(['first: a ok', 'second: a changed', 'third: a ok'])
})

it('runs them after each part of the play, and where meta says so', async () => {
  const { tasks } = await runSite({
    'roles/r/tasks/main.yml': '- {name: in role, command: "true", notify: one}',
    'site.yml': `
    - hosts: a
      pre_tasks: [{name: pre, command: "true", notify: one}]
      roles: [r]
      tasks:
        - {name: task, command: "true", notify: one}
        - {meta: flush_handlers}
        - {name: later, debug: }
      post_tasks: [{name: post, command: "true", notify: one}]
${handlers}`,
  })
  expect(tasks.filter((name) => name !== 'meta')).toEqual([
    'pre',
    'one',
    'r : in role',
    'task',
    'one',
    'later',
    'post',
    'one',
  ])
})

it('forgets what a host notified that fails, unless it is told to force handlers', async () => {
  const play = (keyword: string): string => `
    - hosts: a,b
      ${keyword}
      tasks:
        - {name: x, command: "true", notify: one}
        - {name: y, command: "false", when: inventory_hostname == 'a'}
${handlers}`
  const plainly = await runSite(play(''))
  expect(plainly.steps.slice(4)).toEqual(['one: b ok'])
  for (const forced of [
    await runSite(play('force_handlers: true')),
    await runSite(play(''), { forceHandlers: true }),
  ]) {
    expect(forced.steps.slice(4)).toEqual(['one: a ok', 'one: b ok'])
    expect(forced.recap.a).toEqual({ changed: 1, failed: 1, ok: 2 })
    expect(forced.status).toBe(2)
  }
})

it('forgets what a host notified that fails in a handler', async () => {
  const { steps, status } = await runSite(`
    - hosts: a,b
      tasks: [{name: x, command: "true", notify: [one, two]}]
      handlers:
        - {name: one, command: "false", when: inventory_hostname == 'a'}
        - {name: two, debug: }
  `)
  expect(steps.slice(2)).toEqual(['one: a failed', 'one: b skipped', 'two: b ok'])
  expect(status).toBe(2)
})

it("takes the first of several handlers of one name, and a role's by its name in front", async () => {
  const { said } = await runSite({
    'roles/r/handlers/main.yml': '[{name: h, debug: {msg: of r}}, {name: own, debug: {msg: own of r}}]',
    'roles/r/tasks/main.yml': '[]',
    'site.yml': `
    - hosts: a
      roles: [r]
      tasks:
        - {command: "true", notify: ["h", "r : own"]}
      handlers:
        - {name: h, debug: {msg: first}}
        - {name: h, debug: {msg: last}}
    `,
  })
  expect(said).toEqual(['own of r', 'first'])
})

it('fails where a handler is not there', async () => {
  const { steps, error, status } = await runSite(`
    - hosts: a
      tasks:
        - {name: x, command: "true", notify: nobody}
        - {name: y, debug: }
  `)
  expect(error?.message ?? '').toContain("The requested handler 'nobody' was not found")
  expect([steps, status]).toEqual([['x: a changed'], undefined])
})

it('resolves templates in names of handlers, in notify and listen', async () => {
  const { said } = await runSite(`
    - hosts: a
      vars: {what: web}
      tasks:
        - {command: "true", notify: "restart {{ what }}"}
        - {command: "true", notify: "{{ ['list of', 'names'] }}"}
      handlers:
        - {name: "restart {{ what }}", debug: {msg: by name}}
        - {name: list of, debug: {msg: list of}}
        - {name: names, debug: {msg: names}}
  `)
  expect(said).toEqual(['by name', 'list of', 'names'])
})

it('loops in handlers, and includes tasks', async () => {
  const { said } = await runSite({
    'more.yml': '[{debug: {msg: included}}]',
    'site.yml': `
    - hosts: a
      tasks: [{command: "true", notify: [loops, includes]}]
      handlers:
        - {name: loops, debug: {msg: "{{ item }}"}, loop: [1, 2]}
        - {name: includes, include_tasks: more.yml}
  `,
  })
  expect(said).toEqual([1, 2, 'included'])
})

it('warns once of a handler whose name can not be told', async () => {
  const { notices, said } = await runSite(
    `
    - hosts: a
      tasks: [{command: "true", notify: h}, {command: "true", notify: h}]
      handlers:
        - {name: "about {{ nowhere }}", debug: {msg: no}}
        - {name: "on a topic {{ nowhere }}", listen: t, debug: {msg: no}}
        - {name: h, debug: {msg: "yes"}}
  `,
    { differs: 'its words' },
  )
  const warning = "Handler 'about {{ nowhere }}' is unusable because it has no listen topics"
  expect(notices.filter((notice) => notice.includes('unusable'))).toEqual([expect.stringContaining(warning)])
  expect(said).toEqual(['yes'])
})

it('does not run handlers round in circles that notify each other', async () => {
  const { tasks } = await runSite(`
    - hosts: a
      tasks: [{name: x, command: "true", notify: [one, self]}]
      handlers:
        - {name: one, command: "true", notify: two}
        - {name: two, command: "true", notify: one}
        - {name: self, command: "true", notify: self}
  `)
  expect(tasks).toEqual(['x', 'one', 'two', 'self', 'one', 'two'])
})

it('runs the handler of a role once that was used several times', async () => {
  const { said } = await runSite(
    {
      'roles/r/tasks/main.yml': '[{command: "true", notify: [by name, topic]}]',
      'roles/r/handlers/main.yml': `
      - {name: by name, debug: {msg: by name}}
      - {name: listening, listen: topic, debug: {msg: listening}}
    `,
      'roles/s/meta/main.yml': '{dependencies: [r], allow_duplicates: true}',
      'site.yml':
        '[{hosts: a, tasks: [{include_role: {name: r}}, {include_role: {name: r}}, {include_role: {name: s}}]}]',
    },
    { differs: '2.14 runs it for each' },
  )
  expect(said).toEqual(['by name', 'listening'])
})

it('runs handlers of roles that were included after the notification', async () => {
  const files = {
    'roles/r/handlers/main.yml': '[{name: of r, listen: t, debug: }, {name: n, debug: {msg: role}}]',
    'roles/r/tasks/main.yml': '[]',
    'site.yml': `
    - hosts: a
      tasks:
        - {debug: , changed_when: true, notify: [t, n]}
        - include_role: {name: r}
      handlers: [{name: own, listen: t, debug: }, {name: n, debug: {msg: play}}]
    `,
  }
  const asLater = await runSite(files, { compat: '2.18', differs: 'the reference is older' })
  expect([asLater.tasks.slice(-3), asLater.said.at(-1)]).toEqual([['own', 'r : of r', 'r : n'], 'role'])
  const asBefore = await runSite(files)
  expect([asBefore.tasks.slice(-2), asBefore.said.at(-1)]).toEqual([['own', 'n'], 'play'])
})

it('runs the handlers of a task with run_once on the host that it ran on', async () => {
  const { steps } = await runSite(`
    - hosts: a,b
      tasks:
        - {name: t, debug: , changed_when: true, run_once: true, notify: handler}
      handlers:
        - {name: handler, debug: }
  `)
  expect(steps).toEqual(['t: a changed', 'handler: a ok'])
})

it('runs the handlers of add_host where changed_when tells of a change', async () => {
  const { steps } = await runSite(`
    - hosts: a
      tasks:
        - {name: t, add_host: {name: fresh}, changed_when: true, notify: handler}
      handlers:
        - {name: handler, debug: }
  `)
  expect(steps).toEqual(['t: a changed', 'handler: a ok'])
})
