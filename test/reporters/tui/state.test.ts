import { describe, expect, test } from 'vitest'
import type { Event } from '../../../src/events.ts'
import { fold, initialState } from '../../../src/reporters/tui/state.ts'
import { event } from '../events.ts'

const stateAfter = (...events: Event[]) => fold(initialState, events)

const begun = [
  event('play-start', { name: 'web', hosts: ['a', 'b'] }),
  event('task-start', { task: 7, name: ' install ' }),
  event('host-start', { task: 7, host: 'a', time: 5 }),
  event('host-start', { task: 7, host: 'b', time: 6 }),
]

describe('fold', () => {
  test('leaves the state it is given as it was', () => {
    const before = stateAfter(...begun)
    const copy = structuredClone(before)
    fold(before, [event('host-result', { task: 7, host: 'a', status: 'failed' })])
    expect(before).toEqual(copy)
  })

  test('gives the same whether events come one by one or together', () => {
    const events = [
      ...begun,
      event('host-result', { task: 7, host: 'a' }),
      event('item-result', { task: 7, host: 'b' }),
    ]
    expect(events.reduce((state, one) => fold(state, [one]), initialState)).toEqual(stateAfter(...events))
  })

  test('knows who is at work, those longest at it first', () => {
    const { working } = stateAfter(...begun)
    expect([...working]).toEqual([
      ['a', { task: 7, name: 'install', since: 5, items: 0, note: undefined }],
      ['b', { task: 7, name: 'install', since: 6, items: 0, note: undefined }],
    ])
  })

  test('counts a finished host for its task and in the counts', () => {
    const state = stateAfter(...begun, event('host-result', { task: 7, host: 'a', status: 'changed' }))
    expect([...state.working.keys()]).toEqual(['b'])
    expect(state.task).toEqual({ id: 7, name: 'install', kind: 'task', done: 1 })
    expect(state.counts).toMatchObject({ ok: 1, changed: 1, failed: 0 })
  })

  test('takes an ignored failure for ok, and the host is not lost', () => {
    const state = stateAfter(...begun, event('host-result', { task: 7, host: 'a', status: 'failed', ignored: true }))
    expect(state.counts).toMatchObject({ ok: 1, ignored: 1, failed: 0 })
    expect([...state.lost]).toEqual([])
  })

  test('has lost a host that failed until it is rescued', () => {
    const failed = stateAfter(...begun, event('host-result', { task: 7, host: 'a', status: 'unreachable' }))
    expect([...failed.lost]).toEqual(['a'])
    expect([...fold(failed, [event('host-result', { task: 8, host: 'a' })]).lost]).toEqual([])
  })

  test('counts items and notes attempts', () => {
    const retried = stateAfter(
      ...begun,
      event('item-result', { task: 7, host: 'a' }),
      event('retry', { task: 7, host: 'a', attempt: 2, retries: 5 }),
    )
    expect(retried.working.get('a')).toMatchObject({ items: 1, note: 'retry 2 of 5' })
    expect(fold(retried, [event('item-result', { task: 7, host: 'a' })]).working.get('a')).toMatchObject({
      items: 2,
      note: undefined,
    })
  })

  test('begins anew with each play', () => {
    const state = stateAfter(...begun, event('play-start', { play: 2, name: 'db', hosts: ['c'], check: true }))
    expect(state.play).toEqual({ name: 'db', hosts: 1, check: true })
    expect(state.task).toBeUndefined()
    expect(state.working.size).toBe(0)
  })

  test('is finished when the recap comes', () => {
    expect(stateAfter(...begun).finished).toBe(false)
    expect(stateAfter(...begun, event('stats', {})).finished).toBe(true)
  })
})
