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
