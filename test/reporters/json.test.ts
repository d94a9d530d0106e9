import { describe, expect, test } from 'vitest'
import type { Event } from '../../src/events.ts'
import { json } from '../../src/reporters/json.ts'
import type { ReporterOptions } from '../../src/reporters/options.ts'
import { dict } from '../../src/values.ts'
import { counts, event } from './events.ts'
import { print } from './print.ts'

const document = (events: readonly Event[], options: Partial<ReporterOptions> = {}) =>
  JSON.parse(print([json], events, options).stdout)

describe('json', () => {
  test('gives plays, tasks, results and counts as one document at the end', () => {
    const events = [
      event('play-start', { name: 'web', time: 0 }),
      event('task-start', {
        name: 'copy',
        action: 'copy',
        position: { file: '/a.yml', line: 3, column: 1 },
        time: 1000,
      }),
      event('host-result', { status: 'failed', result: dict({ msg: 'no', failed: true }), time: 2500 }),
    ]
    expect(print([json], events).stdout).toBe('')
    const stats = event('stats', { hosts: new Map([['web1', counts({ failed: 1 })]]) })
    expect(document([...events, stats])).toEqual({
      custom_stats: {},
      global_custom_stats: {},
      plays: [
        {
          play: {
            duration: { start: '1970-01-01T00:00:00.000000Z', end: '1970-01-01T00:00:02.500000Z' },
            id: '1',
            name: 'web',
          },
          tasks: [
            {
              hosts: { web1: { action: 'copy', failed: true, msg: 'no' } },
              task: {
                duration: { start: '1970-01-01T00:00:01.000000Z', end: '1970-01-01T00:00:02.500000Z' },
                id: '1',
                name: 'copy',
                path: '/a.yml:3',
              },
            },
          ],
        },
      ],
      stats: { web1: { changed: 0, failures: 1, ignored: 0, ok: 0, rescued: 0, skipped: 0, unreachable: 0 } },
    })
  })

  test('gives each host a record of its own where hosts go on by themselves', () => {
    const { plays } = document([
      event('play-start', { strategy: 'free' }),
      event('task-start', {}),
      event('host-start', { host: 'a' }),
      event('host-start', { host: 'b' }),
      event('host-result', { host: 'b' }),
      event('host-result', { host: 'a' }),
      event('stats', {}),
    ])
    expect(plays[0].tasks.map((task: { hosts: object }) => Object.keys(task.hosts))).toEqual([['a'], ['b']])
  })

  test('gives custom statistics when they are to be shown', () => {
    const custom = new Map([
      ['_run', dict({ n: 1 })],
      ['web1', dict({ m: 2 })],
    ])
    const stats = event('stats', { custom })
    expect(document([stats], { showCustomStats: true })).toMatchObject({
      custom_stats: { web1: { m: 2 } },
      global_custom_stats: { n: 1 },
    })
    expect(document([stats])).toMatchObject({ custom_stats: {}, global_custom_stats: {} })
  })

  test('gives what hosts include', () => {
    const events = [
      event('play-start', {}),
      event('task-start', { action: 'include_tasks' }),
      event('include-result', { result: dict({ include: 'more.yml' }) }),
      event('stats', {}),
    ]
    expect(document(events).plays[0].tasks[0].hosts).toEqual({ web1: { action: 'include_tasks', include: 'more.yml' } })
  })
})
