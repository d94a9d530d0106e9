import { EventEmitter } from 'node:events'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { reporterOptions } from '../../../src/reporters/options.ts'
import { openScreen } from '../../../src/reporters/tui/screen.tsx'
import { tui } from '../../../src/reporters/tui/tui.ts'
import { counts, event } from '../events.ts'

/** A terminal that keeps what is written to it. */
class Terminal extends EventEmitter {
  readonly isTTY = true
  readonly columns = 80
  readonly rows = 24
  text = ''
  write(text: string): boolean {
    this.text += text
    return true
  }
}

const open = () => {
  const terminal = new Terminal()
  const reporter = tui(reporterOptions({ stdout: terminal, stderr: terminal }), openScreen)
  return { terminal, reporter }
}

const run = [
  event('play-start', { name: 'web', hosts: ['web1'] }),
  event('task-start', { name: 'install' }),
  event('host-start', {}),
  event('host-result', { status: 'changed' }),
]

describe('tui', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  test('prints finished results as plain text, not at once but with the next frame', () => {
    const { terminal, reporter } = open()
    for (const one of run) reporter.handle(one)
    expect(terminal.text).not.toContain('changed: [web1]')
    vi.advanceTimersByTime(200)
    expect(terminal.text).toContain('TASK [install] ')
    expect(terminal.text).toContain('changed: [web1]\n')
    reporter.close()
  })

  test('draws at most ten frames a second however many events come', () => {
    const { terminal, reporter } = open()
    const writes = vi.spyOn(terminal, 'write')
    for (const one of run) reporter.handle(one)
    for (let millisecond = 0; millisecond < 1000; millisecond++) {
      reporter.handle(event('host-result', { status: 'changed' }))
      vi.advanceTimersByTime(1)
    }
    const frames = writes.mock.calls.filter(([text]) => text.includes('changed: [web1]\n'))
    expect(frames.length).toBeGreaterThan(5)
    expect(frames.length).toBeLessThanOrEqual(11)
    reporter.close()
  })

  test('leaves the recap at the end', () => {
    const { terminal, reporter } = open()
    for (const one of run) reporter.handle(one)
    reporter.handle(event('stats', { hosts: new Map([['web1', counts({ ok: 1, changed: 1 })]]) }))
    reporter.close()
    expect(terminal.text).toContain('PLAY RECAP')
    expect(terminal.text).toContain('web1                       : ok=1    changed=1 ')
    const end = terminal.text
    vi.advanceTimersByTime(1000)
    expect(terminal.text).toBe(end)
  })

  test('writes nothing while another has the terminal', () => {
    const { terminal, reporter } = open()
    reporter.handle(run[0]!)
    reporter.suspend?.()
    const before = terminal.text
    for (const one of run.slice(1)) reporter.handle(one)
    vi.advanceTimersByTime(1000)
    expect(terminal.text).toBe(before)
    reporter.resume?.()
    expect(terminal.text).toContain('changed: [web1]')
    reporter.close()
  })
})
