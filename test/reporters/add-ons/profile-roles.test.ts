import { expect, test } from 'vitest'
import { profileRoles } from '../../../src/reporters/add-ons/profile-roles.ts'
import { event } from '../events.ts'
import { print } from '../print.ts'

test('lists what each role took, or each action where there is no role', () => {
  const events = [
    event('task-start', { task: 1, role: 'web', time: 0 }),
    event('task-start', { task: 2, action: 'copy', time: 1000 }),
    event('task-start', { task: 3, role: 'web', time: 1500 }),
    event('stats', { time: 3500 }),
  ]
  const lines = print([profileRoles], events).stdout.split('\n')
  expect(lines.slice(4)).toEqual([
    `ROLES RECAP ${'*'.repeat(68)}`,
    expect.stringMatching(/\(0:00:02\.000\) {7}0:00:03\.500 \*/),
    `${'='.repeat(79)} `,
    `web ${'-'.repeat(69)} 3.00s`,
    `copy ${'-'.repeat(68)} 0.50s`,
    `${'~'.repeat(79)} `,
    `total ${'-'.repeat(67)} 3.50s`,
    '',
  ])
})
