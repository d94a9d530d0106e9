import { describe, expect, test } from 'vitest'
import { oneline } from '../../src/reporters/oneline.ts'
import { dict } from '../../src/values.ts'
import { event } from './events.ts'
import { print } from './print.ts'

describe('oneline', () => {
  test('shows the output of a command with its line feeds escaped', () => {
    const result = dict({ rc: 0, stdout: 'a\nb', stderr: 'c' })
    const events = [event('task-start', {}), event('host-result', { status: 'changed', result })]
    expect(print([oneline], events).stdout).toBe('web1 | CHANGED | rc=0 | (stdout) a\\nb (stderr) c\n')
  })

  test('shows any other result as JSON', () => {
    const result = dict({ changed: false, ping: 'pong' })
    const events = [event('task-start', { action: 'ping' }), event('host-result', { result })]
    expect(print([oneline], events).stdout).toBe('web1 | SUCCESS => {"changed": false,"ping": "pong"}\n')
  })

  test('shows all items of a loop of debug in one line', () => {
    const result = dict({ changed: false, results: [dict({ msg: 'a' })] })
    const events = [event('task-start', { action: 'debug' }), event('host-result', { loop: true, result })]
    const shown = '{"changed": false,"results": [{"msg": "a"}]}'
    expect(print([oneline], events).stdout).toBe(`web1 | SUCCESS => ${shown}\n`)
  })

  test('says in a line why a host could not be reached', () => {
    const result = dict({ msg: 'refused' })
    const events = [event('task-start', {}), event('host-result', { status: 'unreachable', result })]
    expect(print([oneline], events).stdout).toBe('web1 | UNREACHABLE!: refused\n')
  })

  test('shows what hosts include', () => {
    const result = dict({ include: 'more.yml', include_args: dict({}), changed: false })
    const events = [event('task-start', { action: 'include_tasks' }), event('include-result', { result })]
    expect(print([oneline], events).stdout).toBe(
      'web1 | SUCCESS => {"changed": false,"include": "more.yml","include_args": {}}\n',
    )
  })
})
