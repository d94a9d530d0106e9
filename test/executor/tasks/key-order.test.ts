import { describe, expect, it } from 'vitest'
import { runSite } from '../../rig/run-site.ts'

/** The keys in the order in which Ansible 2.14 and 2.18 print the registered result. */
const cases: readonly (readonly [string, string, string])[] = [
  ['debug', 'debug: {msg: hi}', 'msg failed changed'],
  ['debug that failed_when keeps', 'debug: {msg: hi}, failed_when: false', 'msg failed changed failed_when_result'],
  ['set_fact', 'set_fact: {a: 1}', 'ansible_facts failed changed'],
  ['fail', 'fail: {msg: x}', 'failed msg changed'],
  ['ping', 'ping: {}', 'ping failed changed'],
  ['stat', 'stat: {path: /}', 'changed stat failed'],
  ['command', 'command: "true"', 'changed stdout stderr rc cmd start end delta msg stdout_lines stderr_lines failed'],
  [
    'a command that fails',
    'command: "false"',
    'changed stdout stderr rc cmd start end delta failed msg stdout_lines stderr_lines',
  ],
  ['a missing program', 'command: /none/x', 'rc stdout stderr cmd failed msg stdout_lines stderr_lines changed'],
  [
    'a command tried again',
    'command: "true", until: r.rc == 0, delay: 0',
    'changed stdout stderr rc cmd start end delta msg stdout_lines stderr_lines failed attempts',
  ],
  ['raw', 'raw: "true"', 'rc stdout stdout_lines stderr stderr_lines changed failed'],
  ['file', 'file: {path: /, state: directory}', 'path changed diff uid gid owner group mode state size failed'],
  ['a missing file', 'file: {path: /none/x, state: file}', 'path state failed msg changed'],
  ['skipped', 'debug: {msg: x}, when: false', 'changed skipped skip_reason false_condition'],
  ['shown only with -v', 'debug: {msg: x, verbosity: 3}', 'skipped_reason skipped failed changed'],
  ['a loop', 'debug: {msg: x}, loop: [1]', 'results skipped msg changed'],
  ['a loop that changes', 'command: "true", loop: [1]', 'results skipped changed msg'],
  ['a loop that fails', 'command: "{{ item }}", loop: ["true", "false"]', 'results skipped changed failed msg'],
  ['a loop all of which is skipped', 'debug: {msg: x}, loop: [1], when: false', 'results skipped msg changed'],
]

describe('the keys of a registered result', () => {
  it.each(cases)('%s', async (_, task, keys) => {
    expect(await shown(task, 'r.keys() | join(" ")')).toBe(keys)
  })

  it("are in order in the results of a loop's items, too", async () => {
    const task = 'debug: {msg: x}, loop: [1], loop_control: {index_var: i, extended: true}'
    expect(await shown(task, 'r.results[0].keys() | join(" ")')).toBe(
      'msg failed changed item ansible_loop_var i ansible_index_var ansible_loop',
    )
  })
})

const shown = async (task: string, expression: string): Promise<unknown> => {
  const { result } = await runSite(`
    - hosts: a
      tasks:
        - {${task}, register: r, ignore_errors: true}
        - {name: shown, debug: {msg: '{{ ${expression} }}'}}
  `)
  return result('shown').msg
}
