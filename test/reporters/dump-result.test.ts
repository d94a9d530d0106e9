import { describe, expect, test } from 'vitest'
import { dumpResult } from '../../src/reporters/dump-result.ts'
import { dict, type Value } from '../../src/values.ts'

const options = { verbosity: 0, resultFormat: 'json', prettyResults: undefined } as const

describe('dumpResult', () => {
  test('puts JSON with sorted keys on one line', () => {
    expect(dumpResult(dict({ rc: 0, msg: 'é' }), options)).toBe('{"msg": "é", "rc": 0}')
  })

  test('indents what asks for it and hides what is internal', () => {
    const result = dict({ _ansible_verbose_always: true, msg: new Map<Value, Value>([['_ansible_x', 1]]) })
    expect(dumpResult(result, options)).toBe('{\n    "msg": {}\n}')
  })

  test('hides the invocation, the difference and the exception below -vvv', () => {
    const result = dict({ rc: 1, invocation: new Map(), diff: new Map(), exception: 'Traceback' })
    expect(dumpResult(result, options)).toBe('{"rc": 1}')
    expect(dumpResult(result, { ...options, verbosity: 3 })).toBe(
      '{\n    "diff": {},\n    "invocation": {},\n    "rc": 1\n}',
    )
  })

  test('puts the texts of a result below it for debugging', () => {
    const result = dict({ rc: 1, stdout: 'a\nb', stdout_lines: ['a', 'b'], stderr: '', msg: [1, 'x'], z: 'é' })
    expect(dumpResult(result, { ...options, resultFormat: 'debug' })).toBe(
      '{\n    "rc": 1,\n    "z": "é"\n}\n\nSTDOUT:\n\na\nb\n\n\nMSG:\n\n[1, \'x\']\n',
    )
    expect(dumpResult(dict({ msg: 'x' }), { ...options, resultFormat: 'debug' })).toBe('{}\n\nMSG:\n\nx\n')
  })

  test('sorts only the outermost keys when some are of different types', () => {
    const item = new Map<Value, Value>([
      ['name', 1],
      [true, 2],
    ])
    expect(dumpResult(dict({ rc: 0, item, b: dict({ z: 1, a: 2 }) }), options)).toBe(
      '{"b": {"z": 1, "a": 2}, "item": {"name": 1, "true": 2}, "rc": 0}',
    )
  })

  test('keeps everything on one line where results are not to be pretty', () => {
    expect(dumpResult(dict({ a: [1] }), { ...options, verbosity: 3, prettyResults: false })).toBe('{"a": [1]}')
  })
})
