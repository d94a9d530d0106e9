import { expect, it } from 'vitest'
import { programResult } from '../../../src/modules/programs/program-output.ts'
import { dict } from '../../../src/values.ts'

const resultOf = (stdout: string, stderr = '', status = 0) => {
  const answer = { stdout: Buffer.from(stdout), stderr: Buffer.from(stderr), status }
  return programResult(answer)
}

it.each([
  ['{"changed": true, "msg": "x"}\n', { changed: true, msg: 'x' }],
  ['motd\n[ 1 ]\n{"a":\n 1}', { a: 1 }],
  ['{"stdout": "a\\nb"}', { stdout: 'a\nb', stdout_lines: ['a', 'b'] }],
  ['{"_ansible_parsed": 1, "deep": {"_ansible_x": 1, "y": 2}}', { deep: dict({ y: 2 }) }],
  ['{"results": {"x": 1}}', { ansible_module_results: dict({ x: 1 }) }],
  ['{"results": [1]}', { results: [1] }],
])('%j is a result', (stdout, result) => {
  expect(resultOf(stdout)).toEqual(dict(result))
})

it('warns of what follows the result', () => {
  const warnings = ['Module invocation had junk after the JSON data: bye']
  expect(resultOf('{"a": 1}\nbye\n')).toEqual(dict({ a: 1, warnings }))
})

it.each([
  ['hello', '', 0, 'MODULE FAILURE'],
  ['{"a": }', '', 0, 'MODULE FAILURE'],
  [
    '',
    'sh: 1: exec: /usr/bin/ruby: not found\n',
    127,
    'The module failed to execute correctly, you probably need to set the interpreter.',
  ],
  [
    '',
    "ModuleNotFoundError: No module named 'ansible.module_utils.odd'\n",
    1,
    "MODULE FAILURE: the module imports what runbook's library for Python does not have: No module named 'ansible.module_utils.odd'",
  ],
])('%j and %j with status %i: %s', (stdout, stderr, status, reason) => {
  const told = { module_stdout: stdout, module_stderr: stderr, rc: status }
  const msg = `${reason}\nSee stdout/stderr for the exact error`
  expect(resultOf(stdout, stderr, status)).toEqual(dict({ failed: true, changed: false, ...told, msg }))
})

it.each([
  ['', 'Traceback (most recent call last):\nboom\n'],
  ['Traceback (most recent call last):\nboom\n', ''],
])('tells a traceback as the exception', (stdout, stderr) => {
  expect(resultOf(stdout, stderr, 1).get('exception')).toBe(stdout + stderr)
})
