import { existsSync, lstatSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { shownDiff } from '../../src/executor/engine/shown-diff.ts'
import iniFile from '../../src/modules/ini_file.ts'
import type { Diff } from '../../src/modules/kit/change.ts'
import { plain } from '../rig/plain.ts'
import { runModule } from './plan-rig.ts'

const make = (text?: string | Buffer) => {
  const path = join(mkdtempSync(join(tmpdir(), 'ini-')), 'conf')
  if (text !== undefined) writeFileSync(path, text)
  const run = (options: Record<string, unknown>, dryRun = false) =>
    runModule(iniFile, { options: { path, section: 'a', ...options }, dryRun })
  return { path, run, text: () => readFileSync(path, 'utf8') }
}

test('an option is set once', async () => {
  const { path, run, text } = make()
  const { changed, result } = await run({ option: 'x', value: '1' })
  expect(changed).toBe(true)
  expect(Object.fromEntries(result)).toMatchObject({ msg: 'section and option added', path })
  expect(text()).toBe('\n[a]\nx = 1\n')
  expect((await run({ option: 'x', value: '1' })).changed).toBe(false)
})

test('a dry run says what would be there', async () => {
  const { path, run } = make()
  const { changes } = await run({ option: 'x', value: '1' }, true)
  expect(existsSync(path)).toBe(false)
  expect(plain(shownDiff(changes[0]!.diff as Diff, 0))).toMatchObject({
    before: '',
    after: '\n[a]\nx = 1\n',
    after_header: `${path} (content)`,
  })
})

test('a copy is kept', async () => {
  const { run } = make('[a]\n')
  const { result } = await run({ option: 'x', value: '1', backup: true })
  expect(readFileSync(String(result.get('backup_file')), 'utf8')).toBe('[a]\n')
})

test('a file is not made for what is to go', async () => {
  const { path, run } = make()
  expect((await run({ option: 'x', state: 'absent' })).changed).toBe(false)
  expect(existsSync(path)).toBe(false)
})

test('a link is followed where that is asked', async () => {
  const { path, run, text } = make('[a]\n')
  const link = `${path}-link`
  symlinkSync(path, link)
  await run({ path: link, option: 'x', value: '1', follow: true })
  expect(text()).toBe('[a]\nx = 1\n')
  await run({ path: link, option: 'x', value: '2' })
  expect(lstatSync(link).isFile()).toBe(true)
  expect(text()).toBe('[a]\nx = 1\n')
})

test.each([
  [{ option: 'x' }, "Parameter 'value(s)' must be defined if state=present and allow_no_value=False."],
  [{ option: 'x', value: '1', create: false, path: '/nowhere/x' }, 'Destination /nowhere/x does not exist!'],
])('%o fails', async (options, message) => {
  await expect(make().run(options)).rejects.toThrow(message)
})
