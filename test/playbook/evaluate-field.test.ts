import { expect, test } from 'vitest'
import { UserError } from '../../src/errors.ts'
import { evaluateField } from '../../src/playbook/evaluate-field.ts'
import { evaluate, parse } from './rig.ts'

test('a keyword of a play is evaluated with its variables', () => {
  const { play } = parse('[{hosts: "{{ a }}", vars: {a: [x, y]}}]')
  expect(evaluateField(evaluate, play, 'hosts')).toEqual(['x', 'y'])
  expect(evaluateField(evaluate, play, 'strategy')).toBeUndefined()
})

test('a variable that is not there is told with the keyword', () => {
  const { play } = parse('- hosts: all\n  strategy: "{{ a }}"')
  const failing = () => evaluateField(evaluate, play, 'strategy')
  expect(failing).toThrow(UserError)
  expect(failing).toThrow(
    "The field 'strategy' has an invalid value, which includes an undefined variable. The error was: 'a' is undefined",
  )
})

test('a bug stays a bug', () => {
  const { play } = parse('[{hosts: "{{ a }}"}]')
  const broken = () => {
    throw new TypeError('broken')
  }
  expect(() => evaluateField(broken, play, 'hosts')).toThrow(TypeError)
})
