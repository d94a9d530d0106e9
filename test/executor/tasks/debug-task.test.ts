import { expect, it } from 'vitest'
import { runSite } from '../../rig/run-site.ts'

const failing = (more = '') => `
- hosts: a
  ${more}
  vars: {state: bad}
  tasks:
    - {name: check, fail: {msg: "it is {{ state }}"}, when: state != 'good', debugger: on_failed}
    - {name: after, debug: }
`

it('looks at options, variables and results', async () => {
  const { asked, steps } = await runSite(failing(), {
    answers: ['p task.args', "p task_vars['state']", 'p result._result.msg', 'p task', 'p host', 'c'],
  })
  const prompt = '[a] TASK: check (debug)> '
  const said = ["{'msg': 'it is bad'}", "'bad'", "'it is bad'", 'TASK: check', "'a'"]
  expect(asked).toEqual([prompt, ...said.map((text) => `${text}\n${prompt}`)])
  expect(steps).toEqual(['check: a failed'])
})

it('runs the task again with changed variables, and forgets the failure', async () => {
  const { steps, recap, status } = await runSite(failing(), {
    answers: ["task_vars['state'] = 'good'", 'update_task', 'redo'],
  })
  expect(steps).toEqual(['check: a failed', 'check: a skipped', 'after: a ok'])
  expect(recap.a).toEqual({ ok: 1, skipped: 1 })
  expect(status).toBe(0)
})

it('runs the task again with changed options', async () => {
  const { said } = await runSite('[{hosts: a, tasks: [{name: say, debug: {msg: one}, debugger: always}]}]', {
    answers: ["task.args['msg'] = 'tw' ~ 'o'", 'r', 'c'],
  })
  expect(said).toEqual(['one', 'two'])
})

it('ends the run where the person quits', async () => {
  const { error, steps, status } = await runSite(failing(), { answers: ['q'] })
  expect(error?.message).toBe('User interrupted execution')
  expect(status).toBeUndefined()
  expect(steps).toEqual(['check: a failed'])
})

it('tells what it does not understand, and goes on asking', async () => {
  const { asked } = await runSite(failing(), { answers: ['p nosuch', 'dance', 'p 1 +', 'help', 'c'] })
  expect(asked[1]).toMatch(/^\*\*\* .*'nosuch' is undefined/)
  expect(asked[2]).toMatch(/^\*\*\* no command "dance"/)
  expect(asked[3]).toMatch(/^\*\*\* /)
  expect(asked[4]).toContain('redo')
})

it.each([
  ['on_failed', 'fail: {}', 1],
  ['on_failed', 'fail: {}, ignore_errors: true', 0],
  ['on_failed', 'ping: ', 0],
  ['on_skipped', 'ping: , when: false', 1],
  ['on_unreachable', 'fail: {}', 0],
  ['always', 'ping: ', 1],
  ['never', 'fail: {}', 0],
])('debugger: %s stops at { %s } %i times', async (when, task, times) => {
  const { asked } = await runSite(`[{hosts: a, tasks: [{${task}, debugger: ${when}}]}]`, { answers: ['c'] })
  expect(asked).toHaveLength(times)
})

it.each([
  [{ environment: { ANSIBLE_ENABLE_TASK_DEBUGGER: 'true' } }, ''],
  [{}, 'strategy: debug'],
])('stops at failures with %j and %s', async (options, keyword) => {
  const { asked } = await runSite(`[{hosts: a, ${keyword || 'name: p'}, tasks: [{ping: }, {fail: }]}]`, {
    ...options,
    answers: ['c'],
  })
  expect(asked).toEqual(['[a] TASK: fail (debug)> '])
})
