import { expect, test } from 'vitest'
import { runSite } from '../rig/run-site.ts'

test('gathers facts as a task', async () => {
  const { said, steps } = await runSite(`
    - hosts: a
      gather_facts: false
      tasks:
        - {name: facts, gather_facts: {gather_subset: "!all", parallel: false}}
        - debug: {msg: "{{ ansible_facts.system }}"}
  `)
  expect(steps[0]).toBe('facts: a ok')
  expect(said).toEqual(['Linux'])
})
