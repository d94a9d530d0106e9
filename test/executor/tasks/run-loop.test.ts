import { expect, it } from 'vitest'
import { runSite } from '../../rig/run-site.ts'

it('labels a round with what it registers, and fails one whose label lacks something', async () => {
  const { events, result } = await runSite(`
    - hosts: a
      tasks:
        - name: rounds
          command: "echo {{ item }}"
          register: out
          loop: [one, two, three]
          loop_control: {label: "<{{ out.stdout }}>"}
          when: item != 'two'
          ignore_errors: true
        - {name: after, debug: {msg: "{{ out.results | map(attribute='failed') }}"}}
  `)
  const items = events.filter((event) => event.type === 'item-result')
  expect(items.map(({ label, status }) => [label, status])).toEqual([
    ['<one>', 'changed'],
    ['two', 'failed'],
    ['<three>', 'changed'],
  ])
  const [, second] = result('rounds').results as { msg: string; skipped: boolean }[]
  expect(second?.msg).toBe("Failed to template loop_control.label: 'dict object' has no attribute 'stdout'")
  expect(second?.skipped).toBe(true)
  expect(result('after').msg).toEqual([false, true, false])
})
