import { expect, test } from 'vitest'
import ping from '../../src/modules/ping.ts'
import { dict } from '../../src/values.ts'
import { failure, runModule } from './plan-rig.ts'

test.each([
  [{}, 'pong'],
  [{ data: 'here' }, 'here'],
])('%o answers %s', async (options, ping_) => {
  expect((await runModule(ping, { options })).result).toEqual(dict({ changed: false, ping: ping_ }))
})

test('a crash can be asked for', () => {
  const boom = 'Exception: boom\n'
  expect(failure(ping, { options: { data: 'crash' } })).toBe('boom')
  expect(() => (ping.plan as (options: object) => unknown)({ data: 'crash' })).toThrow(
    expect.objectContaining({
      details: dict({ exception: boom, module_stdout: boom, module_stderr: boom, rc: 1 }),
    }),
  )
})
