import { expect as assert, test } from 'vitest'
import expect from '../../src/modules/expect.ts'
import { dict, type Value } from '../../src/values.ts'
import { runAction } from './rig.ts'

const run = async (options: Record<string, unknown>): Promise<Record<string, Value>> =>
  Object.fromEntries((await runAction(expect, { options })).result as Map<string, Value>)

const script =
  'stty -a | grep -q -- -echo && echo quiet; read -p "Name? " a; read -p "Again? " b; echo "<$a $b>"; exit 3'

test('questions are answered on a terminal, and the output has its line ends', async () => {
  const command = `bash -c '${script}'`
  const { start, end, delta, ...rest } = await run({ command, responses: dict({ 'Name\\?': 'bob', '(?i)again': 7 }) })
  assert(rest).toEqual({
    cmd: command,
    stdout: 'quiet\r\nName? Again? <bob 7>',
    stdout_lines: ['quiet', 'Name? Again? <bob 7>'],
    rc: 3,
    changed: true,
    failed: true,
    msg: 'non-zero return code',
  })
  assert([start, end, delta]).toEqual([assert.any(String), assert.any(String), assert.stringMatching(/^0:00:0/)])
})

test('a list of answers is used up', async () => {
  const command = `bash -c 'for i in 1 2 3; do read -p "Q " a; echo "<$a>"; done'`
  const enough = await run({ command, responses: dict({ Q: ['a', 'b', 'c'] }), echo: true })
  assert(enough).toMatchObject({ rc: 0, stdout: 'Q a\r\n<a>\r\nQ b\r\n<b>\r\nQ c\r\n<c>' })
  const tooFew = await run({ command, responses: dict({ Q: ['a'] }) })
  assert(tooFew).toMatchObject({
    failed: true,
    msg: assert.stringMatching(/^No remaining responses for 'Q', output was/),
  })
})

test('a command that asks something else is ended when the time is over', async () => {
  const result = await run({ command: 'cat', responses: dict({ never: 'x' }), timeout: 1 })
  assert(result).toMatchObject({ failed: true, rc: null, msg: 'command exceeded timeout' })
})

test('nothing is run for what is there, or is not', async () => {
  const given = { command: 'false', responses: dict({}) }
  assert(await run({ ...given, creates: '/' })).toMatchObject({
    changed: false,
    stdout: 'skipped, since / exists',
    rc: 0,
  })
  assert(await run({ ...given, removes: '/nope' })).toMatchObject({ stdout: 'skipped, since /nope does not exist' })
})

test('what can not be run fails with words of its own', async () => {
  assert(await run({ command: '/no/such x', responses: dict({}) })).toMatchObject({
    failed: true,
    msg: 'The command was not found or was not executable: /no/such.',
  })
  assert(await run({ command: ' ', responses: dict({}) })).toMatchObject({
    failed: true,
    rc: 256,
    msg: 'no command given',
  })
})
