import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ModuleFailure } from '../../src/modules/kit/change.ts'
import { parseOptions } from '../../src/modules/kit/parse-options.ts'
import script from '../../src/modules/script.ts'
import { dict } from '../../src/values.ts'
import { type Given, runAction } from './rig.ts'

const source = '#!/bin/sh\necho "$@"; pwd; [ "$1" != fail ] || exit 4\n'
const directory = mkdtempSync(join(tmpdir(), 'script-'))
writeFileSync(join(directory, 's.sh'), source)

const controller: Given['controller'] = {
  find: (_kind, name) => {
    if (name === 's.sh') return join(directory, name)
    throw new ModuleFailure(`Could not find or access '${name}'`)
  },
  read: async () => Buffer.from(source),
}

const run = async (options: Given['options'], dryRun = false) =>
  Object.fromEntries((await runAction(script, { options: options ?? {}, controller, dryRun })).result)

test('a script runs with its arguments in the directory asked for', async () => {
  expect(await run({ cmd: 's.sh a "b c"', chdir: '/etc' })).toEqual({
    changed: true,
    rc: 0,
    stdout: 'a b c\n/etc\n',
    stderr: '',
    stdout_lines: ['a b c', '/etc'],
    stderr_lines: [],
  })
})

test('a program can be given that runs it', async () => {
  expect((await run({ cmd: 's.sh x', executable: '/bin/sh -x' })).stderr).toContain('+ echo x')
})

test.each([
  [{ cmd: 's.sh fail' }, { changed: true, failed: true, rc: 4, msg: 'non-zero return code' }],
  [
    { cmd: 's.sh', creates: '/etc' },
    { changed: false, skipped: true, msg: '/etc exists, matching creates option' },
  ],
  [
    { cmd: 's.sh', removes: '/nope' },
    { skipped: true, msg: '/nope does not exist, matching removes option' },
  ],
  [
    { cmd: 's.sh', chdir: 'etc' },
    { failed: true, msg: 'chdir etc must be an absolute path for a Unix-aware remote node' },
  ],
  [{ cmd: 'nope.sh' }, { failed: true, msg: "Could not find or access 'nope.sh'" }],
])('%o gives %o', async (options, expected) => {
  expect(await run(options)).toMatchObject(expected)
})

test('a dry run predicts a change only where a condition decides', async () => {
  const skipped = { changed: false, skipped: true, msg: 'Check mode is not supported for this task.' }
  expect(await run({ cmd: 's.sh' }, true)).toEqual(skipped)
  expect(await run({ cmd: 's.sh', creates: '/nope' }, true)).toEqual({ changed: true })
})

test('one must be given', async () => {
  const message = 'one of the following is required: _raw_params, cmd'
  expect(() => parseOptions(script, new Map())).toThrow(message)
  expect(() => parseOptions(script, dict({ chdir: '/' }))).toThrow(message)
})
