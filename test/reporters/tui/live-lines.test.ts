import { describe, expect, test } from 'vitest'
import type { Event } from '../../../src/events.ts'
import { type Line, liveLines, type Screen } from '../../../src/reporters/tui/live-lines.ts'
import { fold, initialState } from '../../../src/reporters/tui/state.ts'
import { event } from '../events.ts'

const screen: Screen = { now: 2500, columns: 80, rows: 24, unicode: false }

const texts = (lines: readonly Line[]): string[] => lines.map((line) => line.map((piece) => piece.text).join(''))

const show = (events: readonly Event[], given: Partial<Screen> = {}): string[] =>
  texts(liveLines(fold(initialState, events), { ...screen, ...given }))

const start = (hosts: readonly string[]): Event[] => [
  event('play-start', { name: 'web', hosts, time: 1000 }),
  event('task-start', { name: 'install', time: 1000 }),
  ...hosts.map((host) => event('host-start', { host, time: 1000 })),
]

const many = Array.from({ length: 300 }, (_, index) => `web${index}`)

describe('liveLines', () => {
  test('are none before the run and after it', () => {
    expect(show([])).toEqual([])
    expect(show([...start(['a']), event('stats', {})])).toEqual([])
  })

  test('tell the play, the task, who is at work and the counts', () => {
    const events = [...start(['a', 'longer', 'c']), event('host-result', { host: 'c', status: 'changed' })]
    expect(show(events)).toEqual([
      '',
      'PLAY web  3 hosts',
      'TASK install  #######-------------  1/3',
      '\\ a        1.5s',
      '\\ longer   1.5s',
      '1.5s  ok=1 changed=1 failed=0  1 task',
    ])
  })

  test('name another task than the current one, items and attempts', () => {
    const events = [
      ...start(['a', 'b']),
      event('item-result', { host: 'a' }),
      event('retry', { host: 'b', attempt: 1, retries: 3 }),
      event('task-start', { task: 2, name: 'configure' }),
    ]
    expect(show(events).slice(3, 5)).toEqual(['\\ a   1.5s  install  1 item', '\\ b   1.5s  install  retry 1 of 3'])
  })

  test('name the hosts that are lost', () => {
    const events = [...start(['a', 'b']), event('host-result', { host: 'a', status: 'failed' })]
    expect(show(events).slice(-2)).toEqual(['lost 1: a', '1.5s  ok=0 changed=0 failed=1  1 task'])
  })

  test('show ten of many hosts and how many more there are', () => {
    const lines = show(start(many))
    expect(lines).toHaveLength(14)
    expect(lines.at(-2)).toBe('  ... and 291 more')
  })

  test.each([1, 5, 6, 8, 12, 24])('leave room on a screen of %i rows', (rows) => {
    expect(show(start(many), { rows }).length).toBeLessThanOrEqual(Math.max(1, rows - 1))
  })

  test('cut a long task name so that its progress still fits', () => {
    const events = [
      event('play-start', { name: 'web', hosts: ['a', 'b'] }),
      event('task-start', { name: 'a name that is much too long for this terminal' }),
    ]
    expect(show(events, { columns: 30 })[2]).toBe('TASK a name that is mu...  0/2')
  })
})
