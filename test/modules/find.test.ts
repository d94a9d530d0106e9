import { chmodSync, mkdirSync, mkdtempSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import find from '../../src/modules/find.ts'
import type { Effect } from '../../src/remote/effect.ts'
import type { Dict } from '../../src/values.ts'
import { runModule } from './plan-rig.ts'

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'find-'))
  mkdirSync(join(root, 'd/e'), { recursive: true })
  for (const [name, text] of Object.entries({
    'a.txt': 'one\ntwo\n',
    'b.log': 'x'.repeat(3000),
    '.h': '',
    'd/c.txt': 'two\n',
    'd/e/new\nline.txt': '',
  })) {
    writeFileSync(join(root, name), text)
    chmodSync(join(root, name), 0o644)
  }
  chmodSync(join(root, 'b.log'), 0o600)
  utimesSync(join(root, 'b.log'), 1e9, 1e9)
  symlinkSync('d', join(root, 'link'))
})

const run = (options: Record<string, unknown>, effects: readonly Effect[] = []) =>
  runModule(find, { options: { paths: [root], ...options }, effects })
const paths = (result: Dict) =>
  (result.get('files') as Dict[]).map((one) => String(one.get('path')).slice(root.length + 1)).sort()

test.each<[Record<string, unknown>, string[]]>([
  [{}, ['a.txt', 'b.log']],
  [{ hidden: true }, ['.h', 'a.txt', 'b.log']],
  [{ recurse: true, patterns: ['*.txt'] }, ['a.txt', 'd/c.txt', 'd/e/new\nline.txt']],
  [{ recurse: true, depth: 2, patterns: ['*.txt'] }, ['a.txt', 'd/c.txt']],
  [{ recurse: true, excludes: ['*.txt'] }, ['b.log']],
  [{ patterns: ['[a-z]\\.l'], use_regex: true }, ['b.log']],
  [{ patterns: ['log'], use_regex: true }, []],
  [{ file_type: 'directory' }, ['d']],
  [{ file_type: 'link' }, ['link']],
  [{ file_type: 'any' }, ['a.txt', 'b.log', 'd', 'link']],
  [{ size: '2k' }, ['b.log']],
  [{ size: '-2k' }, ['a.txt']],
  [{ age: '1d' }, ['b.log']],
  [{ age: '-1d' }, ['a.txt']],
  [{ mode: '0600' }, ['b.log']],
  [{ mode: '0044', exact_mode: false }, ['a.txt']],
  [{ contains: 'tw' }, ['a.txt']],
  [{ contains: 'wo' }, []],
  [{ contains: 'wo', read_whole_file: true }, ['a.txt']],
  [{ contains: 't[uvw]' }, ['a.txt']],
  [{ contains: '[a-z]w' }, ['a.txt']],
  [{ contains: '.*w' }, ['a.txt']],
  [{ contains: 'x{3000}' }, ['b.log']],
  [{ contains: 'one.two', read_whole_file: true }, []],
  [{ contains: '(?s)one.two', read_whole_file: true }, ['a.txt']],
  [{ contains: 'TWO' }, []],
  [{ contains: '(?i)TWO' }, ['a.txt']],
  [{ contains: 'two', recurse: true }, ['a.txt', 'd/c.txt']],
  [{ recurse: true, follow: true, patterns: ['c*'] }, ['d/c.txt', 'link/c.txt']],
])('%o finds %j', async (options, expected) => {
  const { result, changed } = await run(options)
  expect([changed, paths(result), result.get('matched')]).toEqual([false, expected, expected.length])
})

test('text is found in a file of any size, beside bytes that are no text', async () => {
  writeFileSync(join(root, 'big'), `${'\0\xff\n'.repeat(2 ** 21)}here it is\n`, 'latin1')
  expect(paths((await run({ contains: 'here' })).result)).toEqual(['big'])
})

test('text is read in the encoding that is told', async () => {
  writeFileSync(join(root, 'gbk'), Buffer.from([0xc4, 0xe3, 0xba, 0xc3]))
  const search = (encoding: string) => run({ contains: '你', patterns: ['gbk'], encoding })
  expect(paths((await search('gbk')).result)).toEqual(['gbk'])
  const wrong = await search('utf-8')
  const reason = `Failed to read the file ${join(root, 'gbk')} due to an encoding error. current encoding: utf-8`
  expect(wrong.result.get('skipped_paths')).toEqual(new Map([[root, reason]]))
  expect(wrong.warnings[0]).toContain(reason)
  expect((await search('nope')).result.get('skipped_paths')).toEqual(new Map([[root, 'unknown encoding: nope']]))
})

test('a pattern that is malformed is told', async () => {
  await expect(run({ contains: 'a(' })).rejects.toThrow(/Invalid regular expression|missing/)
})

test('a depth is kept, and what lies right below it is examined too', async () => {
  const { result } = await run({ recurse: true, depth: 1, file_type: 'any', hidden: true })
  expect(paths(result)).toEqual(['.h', 'a.txt', 'b.log', 'd', 'link'])
  expect(result.get('examined')).toBe(7)
})

test('what is found is described', async () => {
  const { result } = await run({ patterns: ['b.log'], get_checksum: true, checksum_algorithm: 'md5' })
  const [file] = result.get('files') as Dict[]
  expect(Object.fromEntries(file ?? [])).toMatchObject({
    mode: '0600',
    size: 3000,
    isreg: true,
    rusr: true,
    rgrp: false,
  })
  expect(file?.get('checksum')).toMatch(/^[0-9a-f]{32}$/)
})

test('a limit is kept, and what can not be looked at is told', async () => {
  const { result } = await run({ limit: 1 })
  expect([result.get('matched'), result.get('msg')]).toEqual([1, 'Limit of matches reached'])
  const gone = await run({ paths: [join(root, 'no')] })
  expect(gone.result.get('msg')).toBe('Not all paths examined, check warnings for details')
  expect(gone.warnings[0]).toMatch(/is not a directory/)
})

test('planned files are found, those that go are not', async () => {
  const effects: Effect[] = [
    { kind: 'path', path: join(root, 'new'), stat: { kind: 'file' } },
    { kind: 'path', path: join(root, 'a.txt'), stat: null },
  ]
  expect(paths((await run({}, effects)).result)).toEqual(['b.log', 'new'])
})

test.each([
  [{ age: 'x' }, 'failed to process age'],
  [{ size: '1x' }, 'failed to process size'],
  [{ limit: 0 }, 'limit cannot be 0 (use None for unlimited)'],
])('%o fails', async (options, message) => {
  await expect(run(options)).rejects.toThrow(message)
})
