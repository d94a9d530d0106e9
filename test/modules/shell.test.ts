import { expect, test } from 'vitest'
import shell from '../../src/modules/shell.ts'
import { type Given, runAction } from './rig.ts'

const run = async (options: Given['options']) => {
  const { result } = await runAction(shell, { options: options ?? {} })
  return Object.fromEntries(['failed', 'cmd', 'rc', 'stdout', 'stderr', 'msg'].map((key) => [key, result.get(key)]))
}

test('a command line runs in a shell', async () => {
  expect(await run({ cmd: 'echo out; echo err >&2; exit 3' })).toEqual({
    failed: true,
    cmd: 'echo out; echo err >&2; exit 3',
    rc: 3,
    stdout: 'out',
    stderr: 'err',
    msg: 'non-zero return code',
  })
})

test('the shell and the directory can be chosen', async () => {
  expect((await run({ cmd: '[[ a == a ]] && pwd', executable: '/bin/bash', chdir: '/etc' })).stdout).toBe('/etc')
})

test('no command fails', async () => {
  expect(await run({ chdir: '/tmp' })).toMatchObject({ failed: true, rc: 256, msg: 'no command given', cmd: null })
})
