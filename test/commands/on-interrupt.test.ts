import { afterEach, describe, expect, it, vi } from 'vitest'
import { type Interruption, onInterrupt } from '../../src/commands/on-interrupt.ts'
import { startedByNohup } from '../../src/commands/started-by-nohup.ts'

vi.mock(import('../../src/commands/started-by-nohup.ts'), () => ({ startedByNohup: vi.fn(() => false) }))
const exit = vi.spyOn(process, 'exit').mockImplementation(() => undefined as never)

let interruption: Interruption
const given = (...signals: readonly NodeJS.Signals[]) => {
  interruption = onInterrupt()
  for (const name of signals) process.emit(name, name)
  return { status: interruption.status(), isEnded: interruption.signal.aborted, exits: exit.mock.calls }
}

afterEach(() => {
  interruption.stop()
  exit.mockClear()
})

describe('a signal', () => {
  it.each([
    ['SIGINT', 99],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('%s ends a run in order, with the status %i', (name, status) => {
    expect(given(name)).toEqual({ status, isEnded: true, exits: [] })
  })

  it('is not waited for after a second one', () => {
    expect(given('SIGTERM', 'SIGINT').exits).toEqual([[143]])
  })

  it('is not waited for after a terminal was closed', () => {
    expect(given('SIGHUP', 'SIGTERM').exits).toEqual([[129]])
  })

  it('of a terminal that is closed comes twice, and is one', () => {
    expect(given('SIGHUP', 'SIGHUP')).toEqual({ status: 129, isEnded: true, exits: [] })
  })

  it('of a terminal that is closed does not end what nohup started', () => {
    vi.mocked(startedByNohup).mockReturnValue(true)
    expect(given('SIGHUP')).toEqual({ status: undefined, isEnded: false, exits: [] })
    vi.mocked(startedByNohup).mockReturnValue(false)
  })

  it('is the process’s own again afterwards', () => {
    const before = process.listenerCount('SIGHUP')
    given('SIGHUP')
    expect(process.listenerCount('SIGHUP')).toBe(before + 1)
    interruption.stop()
    expect(process.listenerCount('SIGHUP')).toBe(before)
  })
})
