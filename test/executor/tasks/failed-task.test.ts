import { expect, it } from 'vitest'
import { runSite } from '../../rig/run-site.ts'

it('is the task with its name and options evaluated, and what the reference gives for other keywords', async () => {
  const { said } = await runSite(`
    - hosts: a
      vars: {x: 1}
      tasks:
        - block:
            - name: "try {{ x }}"
              command: "sh -c 'exit {{ x }}'"
              when: x == 1
              vars: {y: "{{ x }}"}
              delay: 2
          rescue:
            - debug: {msg: "{{ ansible_failed_task.name }}|{{ ansible_failed_task.args._raw_params }}"}
            - debug: {msg: "{{ [ansible_failed_task.when, ansible_failed_task.delay, ansible_failed_task.poll, ansible_failed_task.until] }}"}
  `)
  expect(said).toEqual(["try 1|sh -c 'exit 1'", [['x == 1'], 2, 15, []]])
})

it('tells of what surrounds the task and of its loop, under one id', async () => {
  const { said } = await runSite(
    `
    - hosts: a
      tasks:
        - block:
            - fail: {msg: no}
              with_items: [1]
              loop_control: {index_var: at, label: "l {{ item }}"}
              notify: h
              async: 0
          become: "{{ 'yes' | bool and false }}"
          environment: {A: b}
          rescue:
            - debug: {msg: "{{ ansible_failed_task }}"}
            - debug: {msg: "{{ ansible_failed_task.uuid }}"}
      handlers: [{name: h, debug: }]
  `,
  )
  const [task, id] = said as [Record<string, unknown>, string]
  expect(task).toMatchObject({
    ...{ loop: [1], loop_with: 'items', notify: 'h', retries: 3, async_val: 0, uuid: id, finalized: true },
    ...{ become: false, check_mode: false, connection: 'ssh', diff: false, collections: [], environment: [{ A: 'b' }] },
    loop_control: { index_var: 'at', label: 'l {{ item }}', loop_var: 'item', break_when: [], extended_allitems: true },
  })
  expect(id).toMatch(/^[0-9a-f-]{36}$/)
})

it('has lists of handlers and conditions also where one was written alone', async () => {
  const { said } = await runSite(`
    - hosts: a
      tasks:
        - block:
            - {command: echo hi, register: r, notify: h, until: true, failed_when: r.rc == 0, changed_when: true}
          rescue:
            - debug: {msg: "{{ ansible_failed_task.notify + ansible_failed_task.until }}"}
            - debug: {msg: "{{ ansible_failed_task.failed_when + ansible_failed_task.changed_when }}"}
      handlers: [{name: h, debug: }]
  `)
  expect(said).toEqual([
    ['h', true],
    ['r.rc == 0', true],
  ])
})
