import { expect, it } from 'vitest'
import { runSite } from '../../rig/run-site.ts'

it.each([
  ['become: maybe', "the field 'become' has an invalid value ('maybe')"],
  ['become: "{{ nowhere }}"', "The field 'become' has an invalid value, which includes an undefined variable"],
  ['become: "{{ \'maybe\' }}"', "the field 'become' has an invalid value ('maybe')"],
  ['port: abc', "the field 'port' has an invalid value ('abc')"],
  ['connection: "{{ nowhere }}"', "The field 'connection' has an invalid value"],
  ['any_errors_fatal: maybe', "the field 'any_errors_fatal' has an invalid value ('maybe')"],
  ['debugger: sometimes', "'sometimes' is not a valid value for debugger"],
  ['timeout: abc', "the field 'timeout' has an invalid value ('abc')"],
  ['diff: maybe', "could not be converted to bool. The error was: The value 'maybe' is not a valid boolean."],
  ['run_once: maybe', "the field 'run_once' has an invalid value ('maybe')"],
  ['delegate_facts: maybe', "the field 'delegate_facts' has an invalid value ('maybe')"],
  ['{until: true, retries: abc}', "the field 'retries' has an invalid value ('abc')"],
  ['{until: true, delay: abc}', "the field 'delay' has an invalid value ('abc')"],
  ['async: "{{ nowhere }}"', "The field 'async' has an invalid value"],
  ['poll: abc', "the field 'poll' has an invalid value ('abc')"],
])('a task with %s fails, though it needs none of it', async (keywords, message) => {
  const written = keywords.replace(/^\{|\}$/g, (brace) => (keywords.startsWith('{') ? '' : brace))
  const { result, steps } = await runSite(
    `[{hosts: a, tasks: [{block: [{name: t, debug: , ${written}}], rescue: [{name: rescued, debug: }]}]}]`,
  )
  expect(result('t').msg).toContain(message)
  expect(steps).toEqual(['t: a failed', 'rescued: a ok'])
})

it('tells the place of the keyword, wherever the task has it from', async () => {
  const { hostResult } = await runSite('- hosts: a\n  become: maybe\n  tasks:\n    - {name: t, debug: }')
  expect(hostResult('t').diagnostic?.position).toMatchObject({ line: 2 })
})

it('lets a task that is skipped have any', async () => {
  const { steps } = await runSite(
    '[{hosts: a, tasks: [{name: t, debug: , become: maybe, check_mode: maybe, retries: abc, when: false}]}]',
  )
  expect(steps).toEqual(['t: a skipped'])
})

it.each(['abc', '"{{ nowhere }}"'])('ends the run where throttle is %s', async (throttle) => {
  const { error, steps } = await runSite(
    `[{hosts: a, tasks: [{name: t, debug: , throttle: ${throttle}, ignore_errors: true}]}]`,
  )
  expect(error?.exitStatus).toBe(1)
  expect(steps).toEqual([])
})
