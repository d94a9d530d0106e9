import { describe, expect, test } from 'vitest'
import type { Event } from '../../src/events.ts'
import { ndjson } from '../../src/reporters/ndjson.ts'
import { dict, Float, Secret } from '../../src/values.ts'
import { counts, event } from './events.ts'
import { keptOutput } from './print.ts'

const write = (events: readonly Event[]): string[] => {
  const { printed, options } = keptOutput()
  const reporter = ndjson(options)
  for (const one of events) reporter.handle(one)
  return printed.stdout.split('\n')
}

describe('ndjson', () => {
  test('writes an event a line', () => {
    const hosts = new Map([['web1', counts({ ok: 1 })]])
    const [first, second, rest] = write([event('playbook-start', { time: 5 }), event('stats', { hosts })])
    expect(JSON.parse(first!)).toEqual({ type: 'playbook-start', time: 5, file: 'site.yml' })
    expect(JSON.parse(second!)).toMatchObject({ type: 'stats', hosts: { web1: { ok: 1, changed: 0 } } })
    expect(rest).toBe('')
  })

  test('keeps floats, leaves out what is internal and has no secret', () => {
    const result = dict({ ratio: new Float(2), password: new Secret('pa55'), bad: Number.NaN, _ansible_x: 1 })
    const [, line] = write([event('task-start', {}), event('host-result', { result })])
    expect(line).toContain('"result":{"ratio":2.0,"password":"********","bad":null}')
  })

  test('hides results and items under no_log', () => {
    const lines = write([
      event('task-start', { noLog: true }),
      event('item-result', { label: 'pa55', result: dict({ stdout: 'pa55' }) }),
    ])
    expect(JSON.parse(lines[1]!)).toMatchObject({ label: null, result: { censored: expect.any(String) } })
  })
})
