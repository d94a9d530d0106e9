import { inspect } from 'node:util'
import { expect, it } from 'vitest'
import type { Event } from '../../../src/events.ts'
import { Secret } from '../../../src/values.ts'
import { plain } from '../../rig/plain.ts'
import { runSite } from '../../rig/run-site.ts'

/** All that a reporter could show of the events. */
const everything = (events: readonly Event[]): string =>
  events
    .map((event) => JSON.stringify(plain(new Map(Object.entries(event))) ?? '') + inspect(event, { depth: 20 }))
    .join('\n')

it('hides results of no_log from every event, of loops, failures and retries as well', async () => {
  const { events, said, result } = await runSite(`
    - hosts: a
      vars: {password: hunter2}
      tasks:
        - {name: plainly, command: "echo {{ password }}", no_log: true, register: r}
        - {name: looped, command: "echo {{ item }}", no_log: true, loop: ["{{ password }}"]}
        - {name: failing, command: "ls /{{ password }}", no_log: true, ignore_errors: true}
        - {name: retried, command: "ls /{{ password }}", no_log: true, ignore_errors: true, until: false, retries: 1, delay: 0}
        - {name: undefined, command: "echo {{ nowhere[password] }}", no_log: true, ignore_errors: true}
        - {name: registered, debug: {msg: "{{ r.stdout | length }}"}}
  `)
  expect(everything(events)).not.toContain('hunter2')
  expect(result('plainly').censored).toContain('no_log')
  expect(said).toEqual(['7'])
})

it('keeps no text of differences under no_log, as a later task may show them', async () => {
  const { said } = await runSite(
    `
    - hosts: a
      tasks:
        - {copy: {dest: "{{ lookup('env', 'PWD') }}/hidden-diff", content: "hunter2"}, no_log: true, check_mode: true, register: r}
        - {debug: {msg: "{{ r.diff }}"}}
  `,
    { diff: true },
  )
  expect(said).toHaveLength(1)
  const [{ before, after }] = said[0] as unknown as [{ before: string; after: string }]
  expect({ before, after }).toEqual({
    before: '',
    after: " [[ Diff output has been hidden because 'no_log: true' was specified for this result ]]\n",
  })
})

it('hides passwords given on the command line from every event, whatever -v', async () => {
  const { events } = await runSite('[{hosts: a, tasks: [{command: "true"}, {debug: {var: vars.keys() | list}}]}]', {
    becomePassword: new Secret('hunter2'),
    connectionPassword: new Secret('hunter3'),
    verbosity: 4,
    differs: 'it is about events',
  })
  expect(everything(events)).not.toMatch(/hunter/)
})

it('names a mistake of the playbook with its place', async () => {
  const { hostResult } = await runSite('[{hosts: a, tasks: [{name: t, debug: {msg: "{{ nowhere }}"}}]}]')
  const { diagnostic } = hostResult('t')
  expect(diagnostic?.position).toMatchObject({ line: 1 })
  expect(diagnostic?.message).toContain("'nowhere' is undefined")
})

it('registers results of skipped and failed tasks', async () => {
  const { said } = await runSite(`
    - hosts: a
      tasks:
        - {command: "true", when: false, register: s}
        - {command: "false", ignore_errors: true, register: f}
        - debug: {msg: "{{ [s is skipped, s is failed, f is failed, f is changed, f.rc, s is defined] }}"}
  `)
  expect(said).toEqual([[true, false, true, true, 1, true]])
})

it('does not count a role as run on a host that could not be reached', async () => {
  const { result, recap } = await runSite(
    {
      hosts: 'b ansible_connection=ssh ansible_host=127.0.0.1 ansible_port=1\n',
      'roles/r/tasks/main.yml': '- {name: reach, ping: }',
      'site.yml': '- {hosts: b, gather_facts: false, ignore_unreachable: true, roles: [r, r]}',
    },
    { differs: 'the words of the failure' },
  )
  expect(recap.b).toEqual({ ok: 2, ignored: 2 })
  expect(result('r : reach')).toMatchObject({ unreachable: true })
})

it('hides the items that no_log names, and what is told of all of them', async () => {
  const { events, said } = await runSite(`
    - hosts: a
      tasks:
        - {name: t, command: "echo {{ item }}", loop: [shown, hunter2], no_log: "{{ item == 'hunter2' }}", register: r}
        - name: retried
          command: "ls /{{ item }}"
          loop: [hunter2]
          no_log: "{{ item == 'hunter2' }}"
          until: false
          retries: 1
          delay: 0
          ignore_errors: true
        - {name: none, command: "echo {{ item }}", loop: [open], no_log: "{{ item == 'hunter2' }}"}
        - {debug: {msg: "{{ r.results[1].stdout | length }}"}}
  `)
  expect(everything(events)).not.toContain('hunter2')
  const shown = events.flatMap((event) => (event.type === 'item-result' ? [event.label] : []))
  expect(shown).toEqual(['shown', null, null, 'open'])
  const wholes = events.flatMap((event) => (event.type === 'host-result' && event.loop ? [event.result] : []))
  expect(wholes.map((result) => result.has('results'))).toEqual([false, false, true])
  expect(said).toEqual(['7'])
})

it('hides a result whose no_log is not known', async () => {
  const { result } = await runSite(`
    - hosts: a
      tasks:
        - {name: t, debug: {msg: hunter2}, no_log: "{{ nowhere }}", ignore_errors: true}
  `)
  expect(result('t').censored).toContain('no_log')
})
