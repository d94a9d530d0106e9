import { expect, test } from 'vitest'
import { timer } from '../../../src/reporters/add-ons/timer.ts'
import { event } from '../events.ts'
import { print } from '../print.ts'

test('tells how long the run took', () => {
  const day = 24 * 3600 * 1000
  const events = [event('playbook-start', { time: 1000 }), event('stats', { time: day + 2 * 3_600_000 + 185_999 })]
  expect(print([timer], events).stdout).toBe(
    `\nPLAYBOOK RECAP ${'*'.repeat(65)}\nPlaybook run took 1 days, 2 hours, 3 minutes, 4 seconds\n`,
  )
})
