import { describe, expect, it } from 'vitest'
import { loopResult } from '../../../src/executor/tasks/loop-result.ts'
import { registered, skippedResult } from '../../../src/executor/tasks/results.ts'
import { type Dict, dict } from '../../../src/values.ts'
import { runSite } from '../../rig/run-site.ts'

const item = (name: string, rest: Readonly<Record<string, boolean>> = {}): Dict =>
  dict({ item: name, ansible_loop_var: 'item', changed: false, _ansible_no_log: false, ...rest })

describe('what is registered', () => {
  it('has "failed" and "changed", and nothing that only the output needs', () => {
    expect(registered(dict({ rc: 0, _ansible_no_log: false }))).toEqual(dict({ rc: 0, failed: false, changed: false }))
  })

  it('has no "failed" for a task that was skipped', () => {
    expect(registered(skippedResult('Conditional result was False')).has('failed')).toBe(false)
  })

  it('treats the items of a loop in the same way, and tells of the loop itself whether it was skipped', () => {
    expect(registered(loopResult([item('a'), item('b', { skipped: true })]))).toEqual(
      dict({
        results: [
          dict({ item: 'a', ansible_loop_var: 'item', changed: false, failed: false }),
          dict({ item: 'b', ansible_loop_var: 'item', changed: false, skipped: true }),
        ],
        changed: false,
        skipped: false,
        msg: 'All items completed',
      }),
    )
  })

  it("leaves results alone that are a module's own", () => {
    const own = dict({ results: [dict({ _ansible_like: 1 })], changed: true })
    expect(registered(own).get('results')).toEqual([dict({ _ansible_like: 1 })])
  })

  it('says that a loop failed when an item did', () => {
    const result = registered(loopResult([item('a'), item('b', { failed: true })]))
    expect([result.get('failed'), result.get('msg')]).toEqual([true, 'One or more items failed'])
  })
})

it('has the words and keys that playbooks look for', async () => {
  const { said } = await runSite(`
    - hosts: a
      tasks:
        - {file: {path: "{{ playbook_dir }}/d", state: directory}, register: made}
        - {file: {path: "{{ playbook_dir }}/d", state: directory}, register: again}
        - {file: {path: "{{ playbook_dir }}/d", mode: "0700"}, register: moded}
        - {wait_for_connection: {foo: 1}, ignore_errors: true, register: wrong}
        - {set_fact: {fact: x}, register: set}
        - {debug: {msg: "{{ ansible_delegated_vars.b.inventory_hostname }} {{ ansible_delegated_vars.b.ansible_host }}"}, delegate_to: b}
        - {pause: {seconds: 0.9}}
        - {debug: {msg: "{{ made.diff.before.state }} {{ again.diff.after | length }} {{ moded.diff.after.mode }}"}}
        - {debug: {msg: "{{ wrong.msg }}, {{ set.ansible_facts.fact | type_debug }}"}}
  `)
  expect(said).toEqual(['a b', 'absent 1 0700', 'Invalid options for wait_for_connection: foo, str'])
})

it('tells in what is registered where a task stands whose option has an undefined variable', async () => {
  const { said } = await runSite(`
    - hosts: a
      tasks:
        - debug: {msg: "{{ nope }}"}
          register: wrong
          ignore_errors: true
        - debug: {msg: "{{ wrong.msg }}"}
        - block:
            - debug: {msg: "{{ nope }}"}
          rescue:
            - debug: {msg: "{{ ansible_failed_result.msg }}"}
        - shell: {cmd: id, expand_argument_vars: false}
          register: shelled
          ignore_errors: true
        - debug: {msg: "{{ shelled.msg }}"}
  `)
  const told =
    /^The task .* The error was: 'nope' is undefined\n\nThe error appears to be in '.*\.yml': line \d+, column 11, but/
  expect(said).toEqual([
    expect.stringMatching(told),
    expect.stringMatching(/'nope' is undefined\n\nThe error appears to be in/),
    'Unsupported parameters for (shell) module: expand_argument_vars',
  ])
})

it('tells what include_vars could not read in the keys of its result', async () => {
  const { said, events } = await runSite(`
    - hosts: a
      tasks:
        - include_vars: {file: none.yml, name: all}
          register: wrong
          ignore_errors: true
        - debug: {msg: "{{ [wrong.msg is defined, wrong.ansible_facts, wrong.ansible_included_var_files] | string }}"}
        - debug: {msg: "{{ wrong.message }}"}
  `)
  expect(said[0]).toBe("[False, {'all': {}}, []]")
  expect(said[1]).toMatch(/^Could not find or access 'none.yml'/)
  const failed = events.find((event) => event.type === 'host-result' && event.status === 'failed')
  expect(failed).toMatchObject({ diagnostic: { position: { line: 4 } } })
})

it('tells whom a task with a mistake in its condition is delegated to', async () => {
  const { events } = await runSite(`
    - hosts: a
      tasks:
        - {debug: {}, when: nope is failed, delegate_to: b, ignore_errors: true}
        - {debug: {}, when: nope is failed, delegate_to: "{{ nobody }}", ignore_errors: true}
  `)
  const delegated = events.flatMap((event) => (event.type === 'host-result' ? [event.delegatedTo] : []))
  expect(delegated).toEqual(['b', undefined])
})
