import { expect, test } from 'vitest'
import type { Action } from '../../src/modules/kit/action.ts'
import validate from '../../src/modules/validate_argument_spec.ts'
import { type Dict, fromPlain, type Value } from '../../src/values.ts'
import { runAction } from './rig.ts'

const spec = {
  port: { type: 'int', required: true },
  mode: { choices: ['a', 'b'], default: 'a' },
  users: { type: 'list', elements: 'dict', options: { name: { required: true } } },
}

const run = async (variables: unknown, options: Record<string, unknown> = {}) => {
  const { result } = await runAction(validate as Action, {
    options: { argument_spec: fromPlain(spec), ...options },
    variables: fromPlain(variables) as Dict,
  })
  return Object.fromEntries(result) as Record<string, Value>
}

test('variables that are as they must be pass', async () => {
  expect(await run({ port: '80', users: [{ name: 'x' }], other: 1 })).toMatchObject({
    changed: false,
    msg: 'The arg spec validation passed',
  })
})

test.each<[unknown, string]>([
  [{}, 'missing required arguments: port'],
  [{ port: 'x' }, 'port'],
  [{ port: 1, mode: 'c' }, 'value of mode must be one of: a, b, got: c'],
  [{ port: 1, users: [{}] }, 'missing required arguments: name found in users'],
])('%o fails', async (variables, message) => {
  const { failed, msg, argument_errors } = await run(variables)
  expect([failed, (argument_errors as Value[]).length]).toEqual([true, 1])
  expect(msg).toMatch(/^Validation of arguments failed:\n/)
  expect(msg).toContain(message)
})

test.each<[string, unknown, string | undefined]>([
  ['json', { a: 1 }, undefined],
  ['bits', '1Mb', undefined],
  ['bits', 'x', "we were unable to convert to bits: <class 'str'> cannot be converted to a Bit value"],
  ['fish', 'x', "the specification of 'it' has the unknown type 'fish'"],
])('a specification may ask for %s: %j', async (type, value, message) => {
  const { msg } = await run({ it: value }, { argument_spec: fromPlain({ it: { type } }) })
  expect(msg).toContain(message ?? 'The arg spec validation passed')
})

test('what is provided wins over variables', async () => {
  const provided = { provided_arguments: fromPlain({ port: 1 }) }
  expect((await run({ port: 'x' }, provided)).failed).toBeUndefined()
})

test('where the specification is from is told again', async () => {
  const context = { validate_args_context: fromPlain({ name: 'role' }) }
  expect((await run({ port: 1 }, context)).validate_args_context).toEqual(fromPlain({ name: 'role' }))
})

test.each([
  [{ argument_spec: 'x' }, 'Incorrect type for argument_spec, expected dict'],
  [{ provided_arguments: 'x' }, 'Incorrect type for provided_arguments, expected dict'],
])('%o fails', async (options, message) => {
  expect((await run({}, options)).msg).toBe(message)
})
