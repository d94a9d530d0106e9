import { describe, expect, test } from 'vitest'
import { adhocPlay, needsArguments } from '../../../src/playbook/plays/adhoc.ts'
import { type Dict, Template, type Value } from '../../../src/values.ts'

const taskOf = (module: string, args: string, more = {}): Dict => {
  const play = adhocPlay({ pattern: 'all', module, args, ...more })
  return (play.get('tasks') as Value[])[0] as Dict
}

const argsOf = (module: string, args: string): Dict => (taskOf(module, args).get('action') as Dict).get('args') as Dict

describe('the play of a single task', () => {
  test('has the options of key=value, with templates', () => {
    const args = argsOf('debug', 'msg="{{ a }} b" verbosity=0')
    expect(args.get('verbosity')).toBe('0')
    expect((args.get('msg') as Template).source).toBe('{{ a }} b')
  })

  test('has the options of JSON', () => {
    expect(argsOf('debug', ' {"msg": [1]} ')).toEqual(new Map([['msg', [1]]]))
  })

  test('leaves text that only looks like JSON to key=value', () => {
    expect([...argsOf('debug', '{{ options }}').keys()]).toEqual(['_raw_params'])
    expect(argsOf('debug', '{{ options }}').get('_raw_params')).toBeInstanceOf(Template)
  })

  test("keeps a command's words together", () => {
    expect(argsOf('shell', 'echo a=b chdir=/tmp')).toEqual(
      new Map([
        ['chdir', '/tmp'],
        ['_raw_params', 'echo a=b'],
      ]),
    )
  })

  test('runs on its own only when asked to', () => {
    expect(taskOf('ping', '', { poll: 3 }).has('async')).toBe(false)
    const task = taskOf('ping', '', { background: 9, poll: 0, timeout: 4 })
    expect(['timeout', 'async', 'poll'].map((name) => task.get(name))).toEqual([4, 9, 0])
  })
})

test.each([
  ['shell', true],
  ['ansible.builtin.command', true],
  ['win_shell', true],
  ['ansible.legacy.script', true],
  ['acme.tools.raw', false],
  ['ping', false],
])('%s needs arguments: %s', (module, needs) => {
  expect(needsArguments(module)).toBe(needs)
})
