import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import lineinfile from '../../src/modules/lineinfile.ts'
import { runModule } from './plan-rig.ts'

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'line-'))
  writeFileSync(join(root, 'f'), 'a=1\nb=2\n')
  chmodSync(join(root, 'f'), 0o644)
  symlinkSync('f', join(root, 'link'))
})

const run = (options: Record<string, unknown>, dryRun = false) =>
  runModule(lineinfile, { options: { ...options, path: join(root, String(options.path ?? 'f')) }, dryRun })

const read = (name = 'f') => readFileSync(join(root, name), 'utf8')

test.each<[Record<string, unknown>, Record<string, unknown>, string]>([
  [{ line: 'c=3' }, { msg: 'line added', backup: '' }, 'a=1\nb=2\nc=3\n'],
  [
    { line: 'a=2', regexp: '^a=', mode: '0600' },
    { msg: 'line replaced and ownership, perms or SE linux context changed', backup: '' },
    'a=2\nb=2\n',
  ],
  [{ line: 'a=1', mode: '0600' }, { msg: 'ownership, perms or SE linux context changed', backup: '' }, 'a=1\nb=2\n'],
  [{ regexp: '^a', state: 'absent' }, { msg: '1 line(s) removed', found: 1, backup: '' }, 'b=2\n'],
])('%o gives %o', async (options, expected, text) => {
  expect((await run(options, true)).changed).toBe(true)
  expect(read()).toBe('a=1\nb=2\n')
  expect(Object.fromEntries((await run(options)).result)).toEqual({ changed: true, ...expected })
  expect(read()).toBe(text)
  expect((await run(options)).changes).toEqual([])
})

test('a file is made where asked for, with its directories', async () => {
  expect((await run({ path: 'new/file', line: 'x', create: true })).result.get('msg')).toBe('line added')
  expect(read('new/file')).toBe('x\n')
})

test('a link stays a link', async () => {
  await run({ path: 'link', line: 'c=3' })
  expect(read('f')).toContain('c=3')
})

test('bytes that are no text are kept', async () => {
  writeFileSync(join(root, 'f'), Buffer.from([0xff, 0x0a]))
  await run({ line: 'x' })
  expect([...readFileSync(join(root, 'f'))]).toEqual([0xff, 0x0a, 0x78, 0x0a])
})

test('a line of a file that is not there needs no removal', async () => {
  expect((await run({ path: 'none', line: 'x', state: 'absent' })).result.get('msg')).toBe('file not present')
})

test.each([
  [{ path: 'none', line: 'x' }, 'Destination ROOT/none does not exist !'],
  [{ path: '.', line: 'x' }, 'Path ROOT is a directory !'],
  [{ regexp: 'x' }, 'line is required with state=present'],
  [{ line: 'x', backrefs: true }, 'regexp is required with backrefs=true'],
  [{ state: 'absent' }, 'one of line, search_string, or regexp is required with state=absent'],
  [{ line: 'x', validate: '/bin/false %s' }, 'failed to validate: rc:1'],
])('%o fails: %s', async (options, message) => {
  await expect(run(options)).rejects.toThrow(message.replace('ROOT', root))
})

test('warns of an expression and of a text that every line matches', async () => {
  const warned = async (options: Record<string, unknown>) =>
    (await run({ line: 'c=3', ...options }, true)).warnings.map((text) => text.split(' is an')[0])
  expect(await warned({ regexp: '' })).toEqual(['The regular expression'])
  expect(await warned({ search_string: '' })).toEqual(['The search string'])
  expect(await warned({ search_string: 'b' })).toEqual([])
})

const hasLists = spawnSync('setfacl', ['--test', '-m', 'u:nobody:rw', tmpdir()]).status === 0

test.skipIf(!hasLists)('the access control list of the file is kept', async () => {
  const file = join(root, 'f')
  execFileSync('setfacl', ['-m', 'u:nobody:rwx', file])
  expect((await run({ line: 'c=3' })).changed).toBe(true)
  expect(execFileSync('getfacl', ['-cp', file], { encoding: 'utf8' }).trim().split('\n')).toEqual([
    'user::rw-',
    'user:nobody:rwx',
    'group::r--',
    'mask::rwx',
    'other::r--',
  ])
})
