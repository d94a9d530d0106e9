import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import replace from '../../src/modules/replace.ts'
import { runModule } from './plan-rig.ts'

let file = ''
beforeEach(() => {
  file = join(mkdtempSync(join(tmpdir(), 'replace-')), 'f')
  writeFileSync(file, 'a 1\nb 2\n[s]\na 3\n[t]\na 4\n')
})

const run = (options: Record<string, unknown>) => runModule(replace, { options: { path: file, ...options } })

test.each<[Record<string, unknown>, string, string]>([
  [{ regexp: '^a', replace: 'A' }, 'A 1\nb 2\n[s]\nA 3\n[t]\nA 4\n', '3 replacements made'],
  [{ regexp: '(\\w) (\\d)$', replace: '\\2 \\1' }, '1 a\n2 b\n[s]\n3 a\n[t]\n4 a\n', '4 replacements made'],
  [
    { regexp: '^a', replace: 'A', after: '\\[s\\]', before: '\\[t\\]' },
    'a 1\nb 2\n[s]\nA 3\n[t]\na 4\n',
    '1 replacements made',
  ],
  [{ regexp: '^a', replace: 'A', after: '\\[t\\]' }, 'a 1\nb 2\n[s]\na 3\n[t]\nA 4\n', '1 replacements made'],
  [{ regexp: '^a', replace: 'A', before: '\\[s\\]' }, 'A 1\nb 2\n[s]\na 3\n[t]\na 4\n', '1 replacements made'],
  [{ regexp: '^b.*\\n' }, 'a 1\n[s]\na 3\n[t]\na 4\n', '1 replacements made'],
])('%o', async (options, text, msg) => {
  expect((await run(options)).result.get('msg')).toBe(msg)
  expect(readFileSync(file, 'utf8')).toBe(text)
})

test('nothing to replace changes nothing', async () => {
  expect((await run({ regexp: 'nope', replace: 'x' })).changed).toBe(false)
  const { result } = await run({ regexp: 'a', after: 'nope' })
  expect(result.get('msg')).toBe('Pattern for before/after params did not match the given file: nope(?P<subsection>.*)')
})

test('a file that is not there fails', async () => {
  await expect(run({ path: '/nope', regexp: 'a' })).rejects.toThrow('Path /nope does not exist !')
})

test('a replacement that can not be read fails', async () => {
  await expect(run({ regexp: 'a', replace: '\\D' })).rejects.toThrow(
    'Unable to process replace due to error: bad escape',
  )
})
