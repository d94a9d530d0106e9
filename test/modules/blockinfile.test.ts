import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import blockinfile from '../../src/modules/blockinfile.ts'
import { runModule } from './plan-rig.ts'

let file = ''
beforeEach(() => {
  file = join(mkdtempSync(join(tmpdir(), 'block-')), 'f')
  writeFileSync(file, 'one\ntwo\nthree\n')
})

const run = (options: Record<string, unknown>) => runModule(blockinfile, { options: { path: file, ...options } })

const begin = '# BEGIN ANSIBLE MANAGED BLOCK\n'
const end = '# END ANSIBLE MANAGED BLOCK\n'

test.each<[Record<string, unknown>, string]>([
  [{ block: 'x\ny' }, `one\ntwo\nthree\n${begin}x\ny\n${end}`],
  [{ block: 'x', insertafter: '^one' }, `one\n${begin}x\n${end}two\nthree\n`],
  [{ block: 'x', insertbefore: '^two' }, `one\n${begin}x\n${end}two\nthree\n`],
  [{ block: 'x', insertbefore: 'BOF' }, `${begin}x\n${end}one\ntwo\nthree\n`],
  [{ block: 'x', insertafter: 'nothing' }, `one\ntwo\nthree\n${begin}x\n${end}`],
  [
    { block: 'x', marker: '<!-- {mark} -->', marker_begin: 'A', marker_end: 'Z' },
    'one\ntwo\nthree\n<!-- A -->\nx\n<!-- Z -->\n',
  ],
  [
    { block: 'x', insertafter: '^one', prepend_newline: true, append_newline: true },
    `one\n\n${begin}x\n${end}\ntwo\nthree\n`,
  ],
])('%o', async (options, text) => {
  const { result } = await run(options)
  expect(result.get('msg')).toBe('Block inserted')
  expect(readFileSync(file, 'utf8')).toBe(text)
  expect((await run(options)).changes).toEqual([])
})

test('a block is replaced where it is, and removed', async () => {
  await run({ block: 'x', insertbefore: 'BOF' })
  await run({ block: 'new' })
  expect(readFileSync(file, 'utf8')).toBe(`${begin}new\n${end}one\ntwo\nthree\n`)
  expect((await run({ block: '' })).result.get('msg')).toBe('Block removed')
  expect(readFileSync(file, 'utf8')).toBe('one\ntwo\nthree\n')
  expect((await run({ state: 'absent' })).changes).toEqual([])
})

test('a last line without an end gets one', async () => {
  writeFileSync(file, 'one')
  await run({ block: 'x' })
  expect(readFileSync(file, 'utf8')).toBe(`one\n${begin}x\n${end}`)
})

test('a file is made only where asked for', async () => {
  const path = `${file}.new`
  await expect(run({ path, block: 'x' })).rejects.toThrow(`Path ${path} does not exist !`)
  expect((await run({ path, block: 'x', create: true })).result.get('msg')).toBe('File created')
})
