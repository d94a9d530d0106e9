import { expect, it } from 'vitest'
import { StatsBoard } from '../../../src/executor/tasks/stats.ts'

it('counts by host, in the order of names', () => {
  const board = new StatsBoard()
  board.count('b', 'ok')
  board.count('a', 'failed')
  board.count('b', 'ok')
  expect([...board.hosts()]).toEqual([
    ['a', expect.objectContaining({ failed: 1, ok: 0 })],
    ['b', expect.objectContaining({ ok: 2, changed: 0 })],
  ])
})
