import { expect, it } from 'vitest'
import { runSite } from '../../rig/run-site.ts'

it('runs the rescue on hosts that fail, and always on all', async () => {
  const { steps, recap, status } = await runSite(`
    - hosts: a,b
      tasks:
        - block:
            - {name: try, command: "false", when: inventory_hostname == 'a'}
            - {name: rest, debug: }
          rescue:
            - {name: mend, debug: }
          always:
            - {name: tidy, debug: }
        - {name: after, debug: }
  `)
  expect(steps).toEqual([
    'try: a failed',
    'try: b skipped',
    'rest: b ok',
    'mend: a ok',
    'tidy: a ok',
    'tidy: b ok',
    'after: a ok',
    'after: b ok',
  ])
  expect(recap).toEqual({ a: { ok: 3, rescued: 1 }, b: { ok: 3, skipped: 1 } })
  expect(status).toBe(0)
})

it('ends a host whose rescue fails, after always', async () => {
  const { steps, recap, status } = await runSite(`
    - hosts: a
      tasks:
        - block: [{name: try, command: "false"}]
          rescue: [{name: mend, command: "false"}]
          always: [{name: tidy, debug: }]
        - {name: after, debug: }
  `)
  expect(steps).toEqual(['try: a failed', 'mend: a failed', 'tidy: a ok'])
  expect(recap).toEqual({ a: { ok: 1, failed: 1, rescued: 1 } })
  expect(status).toBe(2)
})

it('hands a failure of an inner block without rescue to the outer one', async () => {
  const { steps, recap } = await runSite(`
    - hosts: a
      tasks:
        - block:
            - block: [{name: inner, command: "false"}]
              always: [{name: inner tidy, debug: }]
            - {name: not reached, debug: }
          rescue:
            - {name: outer mend, debug: }
        - {name: after, debug: }
  `)
  expect(steps).toEqual(['inner: a failed', 'inner tidy: a ok', 'outer mend: a ok', 'after: a ok'])
  expect(recap.a).toEqual({ ok: 3, rescued: 1 })
})

it('rescues a failure of an inner rescue in the outer one', async () => {
  const { steps, recap } = await runSite(`
    - hosts: a
      tasks:
        - block:
            - block: [{name: inner, command: "false"}]
              rescue: [{name: inner mend, command: "false"}]
          rescue:
            - {name: outer mend, debug: }
          always:
            - block: [{name: in always, command: "false"}]
              rescue: [{name: mend in always, debug: }]
        - {name: after, debug: }
  `)
  expect(steps).toEqual([
    'inner: a failed',
    'inner mend: a failed',
    'outer mend: a ok',
    'in always: a failed',
    'mend in always: a ok',
    'after: a ok',
  ])
  expect(recap.a).toEqual({ ok: 3, rescued: 3 })
})

it('leaves a block within a rescue when it fails, and a failed host stays out after a failing always', async () => {
  const { steps, recap } = await runSite(`
    - hosts: a
      tasks:
        - block: [{name: try, command: "false"}]
          rescue:
            - block:
                - {name: first, command: "false"}
                - {name: second, debug: }
          always:
            - {name: tidy, command: "false"}
            - {name: tidy more, debug: }
        - {name: after, debug: }
  `)
  expect(steps).toEqual(['try: a failed', 'first: a failed', 'tidy: a failed'])
  expect(recap.a).toEqual({ failed: 2, rescued: 1 })
})

it('tells the rescue what failed', async () => {
  const { said } = await runSite(`
    - hosts: a
      tasks:
        - block: [{name: "try {{ inventory_hostname }}", command: "sh -c 'echo out; exit {{ 3 }}'", when: true, tags: t}]
          rescue:
            - debug: {msg: "{{ ansible_failed_task.name }} {{ ansible_failed_result.rc }} {{ ansible_failed_result.stdout }}"}
            - debug: {msg: "{{ ansible_failed_task.args._raw_params }} {{ ansible_failed_task.tags }} {{ ansible_failed_task.retries }}"}
        - debug: {msg: "{{ ansible_failed_task is defined }}"}
  `)
  expect(said).toEqual(['try a 3 out', "sh -c 'echo out; exit 3' ['t'] 3", true])
})

it('does not rescue what is ignored, and ignores what the block says to ignore', async () => {
  const { steps, recap } = await runSite(`
    - hosts: a
      tasks:
        - block:
            - {name: try, command: "false"}
            - {name: rest, debug: }
          rescue: [{name: mend, debug: }]
          ignore_errors: true
  `)
  expect(steps).toEqual(['try: a failed (ignored)', 'rest: a ok'])
  expect(recap.a).toEqual({ ok: 2, changed: 1, ignored: 1 })
})

it('applies the conditions of a block to each of its tasks, rescue and always', async () => {
  const { steps } = await runSite(`
    - hosts: a
      tasks:
        - when: wanted
          vars: {wanted: false}
          block: [{name: one, debug: }]
          always: [{name: two, debug: }]
        - set_fact: {x: true}
        - when: x
          block:
            - set_fact: {x: false}
            - {name: three, debug: }
  `)
  expect(steps.filter((step) => !step.startsWith('set_fact'))).toEqual([
    'one: a skipped',
    'two: a skipped',
    'three: a skipped',
  ])
})

it('ends with an unreachable host what it does, without rescue or always', async () => {
  const { steps, recap, status } = await runSite({
    hosts:
      'a ansible_connection=ssh ansible_host=127.0.0.1 ansible_port=1 ansible_timeout=2\nb ansible_connection=local\n',
    'site.yml': `
      - hosts: a,b
        tasks:
          - block: [{name: try, ping: }]
            rescue: [{name: mend, debug: }]
            always: [{name: tidy, debug: }]
          - {name: after, debug: }
    `,
  })
  expect(steps).toEqual(['try: a unreachable', 'try: b ok', 'tidy: b ok', 'after: b ok'])
  expect(recap.a).toEqual({ unreachable: 1 })
  expect(status).toBe(4)
})
