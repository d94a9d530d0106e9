import { describe, expect, test } from 'vitest'
import { minimal } from '../../src/reporters/minimal.ts'
import { dict } from '../../src/values.ts'
import { event } from './events.ts'
import { print } from './print.ts'

describe('minimal', () => {
  test('shows the output of a command as text', () => {
    const result = dict({ rc: 1, stdout: 'out', stderr: 'err', msg: 'non-zero return code' })
    const events = [event('task-start', {}), event('host-result', { status: 'failed', result })]
    expect(print([minimal], events).stdout).toBe('web1 | FAILED | rc=1 >>\nouterrnon-zero return code\n')
  })

  test('shows the result of another module over several lines', () => {
    const events = [event('task-start', { action: 'ping' }), event('host-result', { result: dict({ ping: 'pong' }) })]
    expect(print([minimal], events).stdout).toBe('web1 | SUCCESS => {\n    "ping": "pong"\n}\n')
  })

  test('says what could not be reached and what was skipped', () => {
    const events = [
      event('task-start', { action: 'ping' }),
      event('host-result', { status: 'unreachable', result: dict({ unreachable: true }) }),
      event('host-result', { status: 'skipped', result: dict({}) }),
    ]
    expect(print([minimal], events).stdout).toBe(
      'web1 | UNREACHABLE! => {\n    "unreachable": true\n}\nweb1 | SKIPPED\n',
    )
  })

  test('shows what hosts include', () => {
    const result = dict({ include: 'more.yml', include_args: dict({}), changed: false })
    const events = [event('task-start', { action: 'include_tasks' }), event('include-result', { result })]
    const lines = ['    "changed": false,', '    "include": "more.yml",', '    "include_args": {}']
    expect(print([minimal], events).stdout).toBe(`web1 | SUCCESS => {\n${lines.join('\n')}\n}\n`)
  })
})
