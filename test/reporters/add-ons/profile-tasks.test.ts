import { describe, expect, test, vi } from 'vitest'
import { profileTasks } from '../../../src/reporters/add-ons/profile-tasks.ts'
import { event } from '../events.ts'
import { print } from '../print.ts'

const noon = new Date(2026, 10, 21, 12, 0, 0).getTime()

const events = [
  event('playbook-start', { time: noon }),
  event('task-start', { task: 1, name: 'fast', time: noon + 1000 }),
  event('task-start', { task: 2, name: 'slow', time: noon + 1250 }),
  event('stats', { time: noon + 3_663_250 }),
]

describe('profileTasks', () => {
  test('adds the time to each heading and lists the slowest tasks first', () => {
    const lines = print([profileTasks], events)
      .stdout.replace(/ [+-]\d{4} /g, ' +0000 ')
      .split('\n')
    expect(lines).toEqual([
      'Saturday 21 November 2026  12:00:01 +0000 (0:00:01.000)       0:00:01.000 ***** ',
      'Saturday 21 November 2026  12:00:01 +0000 (0:00:00.250)       0:00:01.250 ***** ',
      '',
      `TASKS RECAP ${'*'.repeat(68)}`,
      'Saturday 21 November 2026  13:01:03 +0000 (1:01:02.000)       1:01:03.250 ***** ',
      `${'='.repeat(79)} `,
      `slow ${'-'.repeat(65)} 3662.00s`,
      `fast ${'-'.repeat(68)} 0.25s`,
      '',
    ])
  })

  test('shows as many tasks and in the order as the environment says', () => {
    vi.stubEnv('PROFILE_TASKS_TASK_OUTPUT_LIMIT', '1')
    vi.stubEnv('PROFILE_TASKS_SORT_ORDER', 'ascending')
    const text = print([profileTasks], events).stdout
    vi.unstubAllEnvs()
    expect(text).toContain('fast ---')
    expect(text).not.toContain('slow ---')
  })
})
