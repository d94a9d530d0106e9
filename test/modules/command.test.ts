import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import command from '../../src/modules/command.ts'
import { Unknown, type Value } from '../../src/values.ts'
import { type Given, runAction } from './rig.ts'

const result = async (given: Given): Promise<Record<string, Value>> =>
  Object.fromEntries((await runAction(command, given)).result as Map<string, Value>)

const idle = { changed: false, start: null, end: null, delta: null, stderr: '', stderr_lines: [] }

test('a program runs with its words, and the result has its output', async () => {
  const { start, end, delta, ...rest } = await result({ options: { cmd: "printf '%s|' a 'b c' \"d\\\"e\"" } })
  const stdout = 'a|b c|d"e|'
  expect(rest).toEqual({
    changed: true,
    cmd: ['printf', '%s|', 'a', 'b c', 'd"e'],
    rc: 0,
    stdout,
    stderr: '',
    msg: '',
    stdout_lines: [stdout],
    stderr_lines: [],
  })
  expect(start).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/)
  expect(end).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/)
  expect(delta).toMatch(/^0:00:0\d/)
})

test.each([
  ['$FOO', 'bar'],
  ['${FOO}x', 'barx'],
  ['$NOPE', '$NOPE'],
  ['${NOPE}}', '${NOPE}}'],
  ['$IFS', '$IFS'],
  ['~', '/home/me'],
  ['~/a', '/home/me/a'],
  ['~nosuchuser/x', '~nosuchuser/x'],
  ['~root', '/root'],
  ['x~', 'x~'],
  ['$(id)`id`', '$(id)`id`'],
  ['a$FOO/$FOO;*', 'abar/bar;*'],
])('the argument %s becomes %s', async (argument, expected) => {
  const environment = { FOO: 'bar', HOME: '/home/me' }
  expect((await result({ options: { argv: ['echo', argument] }, environment })).stdout).toBe(expected)
})

test('arguments stay as they are without expand_argument_vars', async () => {
  const options = { argv: ['echo', '$HOME', '~'], expand_argument_vars: false }
  expect((await result({ options })).stdout).toBe('$HOME ~')
})

test('a failing command has its return code and message', async () => {
  const { failed, changed, rc, msg } = await result({ options: { argv: ['sh', '-c', 'exit 3'] } })
  expect({ failed, changed, rc, msg }).toEqual({ failed: true, changed: true, rc: 3, msg: 'non-zero return code' })
})

test.each([
  ["nosuchcmd a 'b c'", 2, "[Errno 2] No such file or directory: b'nosuchcmd'", "nosuchcmd a 'b c'"],
  ['cd /tmp', 2, "[Errno 2] No such file or directory: b'cd'", 'cd /tmp'],
  ['/etc/passwd', 13, "[Errno 13] Permission denied: b'/etc/passwd'", '/etc/passwd'],
])('%s is no program', async (cmd, rc, msg, shown) => {
  const outputs = { stdout: '', stderr: '', stdout_lines: [], stderr_lines: [] }
  expect(await result({ options: { cmd } })).toEqual({ failed: true, changed: false, cmd: shown, rc, msg, ...outputs })
})

test.each([
  [{ creates: '/etc/pass*' }, "Did not run command since '/etc/pass*' exists", 'skipped, since /etc/pass* exists'],
  [{ removes: '/nope' }, "Did not run command since '/nope' does not exist", 'skipped, since /nope does not exist'],
  [{ chdir: '/etc', creates: 'passwd' }, "Did not run command since 'passwd' exists", 'skipped, since passwd exists'],
])('%o keeps a command from running', async (options, msg, stdout) => {
  const expected = { ...idle, cmd: ['false'], rc: 0, msg, stdout, stdout_lines: [stdout] }
  expect(await result({ options: { cmd: 'false', ...options } })).toEqual(expected)
  const would = { ...expected, msg: msg.replace('Did', 'Would') }
  expect(await result({ options: { cmd: 'false', ...options }, dryRun: true })).toEqual(would)
})

test('a directory that can not be entered fails the task', async () => {
  const reason = "Unable to change directory before execution: [Errno 2] No such file or directory: b'/nope'"
  expect(await result({ options: { cmd: 'ls', chdir: '/nope' } })).toEqual({
    ...idle,
    failed: true,
    cmd: ['ls'],
    rc: null,
    stdout: '',
    stdout_lines: [],
    msg: reason,
  })
})

test('standard input gets a newline unless told otherwise', async () => {
  expect((await result({ options: { cmd: 'od -An -c', stdin: 'a' } })).stdout).toBe('   a  \\n')
  expect((await result({ options: { cmd: 'od -An -c', stdin: 'a', stdin_add_newline: false } })).stdout).toBe('   a')
})

test('ends of lines are kept where asked', async () => {
  expect((await result({ options: { cmd: 'echo a', strip_empty_ends: false } })).stdout).toBe('a\n')
})

test.each([
  [{}, 'no command given'],
  [{ cmd: ' ' }, 'no command given'],
  [{ cmd: 'a', argv: ['b'] }, 'only command or argv can be given, not both'],
])('%o fails', async (options, msg) => {
  const { failed, rc, ...rest } = await result({ options })
  expect({ failed, rc, msg: rest.msg }).toEqual({ failed: true, rc: 256, msg })
})

test('a dry run skips a command, whose output is known after apply', async () => {
  const { changed, skipped, stdout, rc, cmd } = await result({ options: { cmd: 'echo hi' }, dryRun: true })
  expect({ changed, skipped, cmd }).toEqual({ changed: false, skipped: true, cmd: ['echo', 'hi'] })
  expect([stdout, rc]).toEqual([expect.any(Unknown), expect.any(Unknown)])
})

test('a dry run predicts a change where creates asks for one', async () => {
  const { changed, skipped } = await result({ options: { cmd: 'echo hi', creates: '/nope' }, dryRun: true })
  expect({ changed, skipped }).toEqual({ changed: true, skipped: undefined })
})

test('executable is warned about', async () => {
  const { result } = await runAction(command, { options: { cmd: 'true', executable: '/bin/bash' } })
  const warnings = result.get('warnings')
  expect(warnings).toEqual([
    "As of Ansible 2.4, the parameter 'executable' is no longer supported with the 'command' module. Not using '/bin/bash'.",
  ])
})

test('chdir goes where a symbolic link leads', async () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'command-')))
  mkdirSync(join(folder, 'real'))
  symlinkSync('real', join(folder, 'link'))
  const { stdout } = await result({ options: { cmd: 'pwd', chdir: join(folder, 'link') } })
  rmSync(folder, { recursive: true })
  expect(stdout).toBe(join(folder, 'real'))
})
