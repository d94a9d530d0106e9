import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { shownDiff } from '../../src/executor/engine/shown-diff.ts'
import copy from '../../src/modules/copy.ts'
import { type Diff, ModuleFailure } from '../../src/modules/kit/change.ts'
import type { Controller } from '../../src/modules/kit/controller.ts'
import type { Effect } from '../../src/remote/effect.ts'
import { dict, Unknown } from '../../src/values.ts'
import { plain } from '../rig/plain.ts'
import { runModule } from './plan-rig.ts'

let root = ''
let local = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'copy-'))
  local = mkdtempSync(join(tmpdir(), 'copy-local-'))
  writeFileSync(join(local, 'f.txt'), 'hello\n')
  chmodSync(join(local, 'f.txt'), 0o755)
  mkdirSync(join(local, 'd/sub/empty'), { recursive: true })
  writeFileSync(join(local, 'd/a'), 'a')
  writeFileSync(join(local, 'd/sub/b'), 'b')
  mkdirSync(join(root, 'dir'))
})

const controller = (): Partial<Controller> => ({
  find: (_kind, name) => {
    if (existsSync(join(local, name))) return join(local, name)
    throw new ModuleFailure(`Could not find or access '${name}'`)
  },
  read: async (path) => readFileSync(path),
})

const run = (options: Record<string, unknown>, more: { dryRun?: boolean; effects?: readonly Effect[] } = {}) =>
  runModule(copy, {
    options: { ...options, dest: join(root, '.') + String(options.dest).replace(/^/, '/') },
    controller: controller(),
    ...more,
  })

const inRoot = (name: string) => join(root, name)

const sha1 = 'f572d396fae9206628714fb2ce00f72e94f2258f'
const md5sum = 'b1946ac92492d2347c6235b4d2611184'

test('a file is copied once, with what Ansible tells of it', async () => {
  const dest = inRoot('new')
  const stated = { dest, checksum: sha1, mode: '0644', size: 6, state: 'file' }
  const first = await run({ src: 'f.txt', dest: 'new' })
  expect(Object.fromEntries(first.result)).toMatchObject({
    changed: true,
    md5sum,
    src: join(local, 'f.txt'),
    ...stated,
  })
  expect(readFileSync(dest, 'utf8')).toBe('hello\n')
  const second = await run({ src: 'f.txt', dest: 'new' })
  expect(Object.fromEntries(second.result)).toMatchObject({ changed: false, path: dest, ...stated })
})

test.each<[Record<string, unknown>, string, string]>([
  [{ src: 'f.txt', dest: 'dir' }, 'dir/f.txt', 'hello\n'],
  [{ src: 'f.txt', dest: 'dir/' }, 'dir/f.txt', 'hello\n'],
  [{ src: 'f.txt', dest: 'made/deep/' }, 'made/deep/f.txt', 'hello\n'],
  [{ content: 'text', dest: 'c' }, 'c', 'text'],
  [{ content: dict({ a: [1, true, null] }), dest: 'c' }, 'c', '{"a": [1, true, null]}'],
  [{ content: '', dest: 'c' }, 'c', ''],
  [{ src: 'f.txt', dest: 'm', mode: 'preserve' }, 'm', 'hello\n'],
  [{ src: 'd', dest: 'dir' }, 'dir/d/sub/b', 'b'],
  [{ src: 'd/', dest: 'other' }, 'other/sub/b', 'b'],
])('%o makes %s', async (options, file, text) => {
  const predicted = await run(options, { dryRun: true })
  expect([predicted.changed, existsSync(inRoot(file))]).toEqual([true, false])
  expect((await run(options)).changed).toBe(true)
  expect(readFileSync(inRoot(file), 'utf8')).toBe(text)
  expect((await run(options)).changes).toEqual([])
})

test('a dry run predicts what a second run sees', async () => {
  const { effects } = await run({ src: 'f.txt', dest: 'new', mode: '0600' }, { dryRun: true })
  expect((await run({ src: 'f.txt', dest: 'new', mode: '0600' }, { dryRun: true, effects })).changes).toEqual([])
})

test('empty directories are copied as well, and modes set', async () => {
  await run({ src: 'd/', dest: 'other', mode: '0600', directory_mode: '0750' })
  expect(readdirSync(inRoot('other/sub')).sort()).toEqual(['b', 'empty'])
  const mode = (name: string) => (statSync(inRoot(name)).mode & 0o7777).toString(8)
  expect([mode('other/a'), mode('other/sub/empty')]).toEqual(['600', '750'])
})

test('preserve keeps the local mode', async () => {
  expect((await run({ src: 'f.txt', dest: 'm', mode: 'preserve' })).result.get('mode')).toBe('0755')
})

test('only what differs is set', async () => {
  await run({ src: 'f.txt', dest: 'new' })
  const { changes, result } = await run({ src: 'f.txt', dest: 'new', mode: '0600' })
  expect(changes.map(({ summary }) => summary)).toEqual([`set attributes of ${inRoot('new')}`])
  expect(result.get('mode')).toBe('0600')
})

test('a backup is kept of a file that changes', async () => {
  writeFileSync(inRoot('new'), 'old')
  const { result } = await run({ content: 'text', dest: 'new', backup: true })
  const backup = String(result.get('backup_file'))
  expect(backup).toMatch(/new\.\d+\.\d{4}-\d\d-\d\d@\d\d:\d\d:\d\d~$/)
  expect(readFileSync(backup, 'utf8')).toBe('old')
})

test('without force a file that is there stays', async () => {
  writeFileSync(inRoot('new'), 'old')
  const { result, changed } = await run({ content: 'text', dest: 'new', force: false })
  expect([changed, [...result.keys()]]).toEqual([false, ['changed', 'dest', 'src']])
  expect(readFileSync(inRoot('new'), 'utf8')).toBe('old')
})

test.each([
  [false, false],
  [true, true],
])('follow %o leaves a link a link: %o', async (follow, isLink) => {
  writeFileSync(inRoot('target'), 'old')
  symlinkSync('target', inRoot('link'))
  await run({ content: 'text', dest: 'link', follow })
  expect(lstatSync(inRoot('link')).isSymbolicLink()).toBe(isLink)
  expect(readFileSync(inRoot('target'), 'utf8')).toBe(follow ? 'text' : 'old')
})

test('what is no file on the host is not copied', async () => {
  await expect(run({ src: '/dev/null', dest: 'new', remote_src: true })).rejects.toThrow(
    "Cannot copy invalid source '/dev/null': not a file",
  )
})

test('the diff is a list that shows both contents; what is not there has no name', async () => {
  const shown = async (options: Record<string, unknown>) => {
    const { changes } = await run(options, { dryRun: true })
    return (changes[0]!.diff as readonly Diff[]).map((one) => plain(shownDiff(one, 0)))
  }
  const diff = { before: 'old', after: 'text', before_header: inRoot('new'), after_header: inRoot('new') }
  writeFileSync(inRoot('new'), 'old')
  expect(await shown({ content: 'text', dest: 'new' })).toEqual([diff])
  const { before_header: _, ...fresh } = { ...diff, before: '', after_header: inRoot('other') }
  expect(await shown({ content: 'text', dest: 'other' })).toEqual([fresh])
})

test('a content that only the real run knows is a change', async () => {
  const { changed, result } = await run({ content: new Unknown('x'), dest: 'new' }, { dryRun: true })
  expect([changed, result.get('checksum')]).toEqual([true, expect.any(Unknown)])
})

test.each<[Record<string, unknown>, string]>([
  [{ src: 'f.txt', dest: 'none/x' }, 'Destination directory ROOT/none does not exist'],
  [{ src: 'nope', dest: 'x' }, "Could not find or access 'nope'"],
  [{ dest: 'x' }, 'src (or content) is required'],
  [{ src: '', dest: 'x' }, 'src (or content) is required'],
  [{ content: 'a', dest: 'x/' }, 'can not use content with a dir as dest'],
  [{ content: 'a', dest: 'dir' }, 'can not use content with a dir as dest'],
  [{ content: 'a', dest: 'x', validate: 'true' }, 'validate must contain %s: true'],
  [{ src: 'f.txt', dest: 'x', checksum: 'abc' }, 'Copied file does not match the expected checksum. Transfer failed.'],
  [{ content: 'a', dest: 'x', owner: 'nosuch' }, 'chown failed: failed to look up user nosuch'],
  [{ src: '/nope', dest: 'x', remote_src: true }, 'Source /nope not found'],
])('%o fails: %s', async (options, message) => {
  await expect(run(options)).rejects.toThrow(message.replace('ROOT', root))
})

test.each<[Record<string, unknown>, string]>([
  [{ src: 'f.txt', dest: 'r' }, 'r'],
  [{ src: 'f.txt', dest: 'dir' }, 'dir/f.txt'],
  [{ src: 'd', dest: 'dir' }, 'dir/d/sub/b'],
  [{ src: 'd/', dest: 'other' }, 'other/sub/b'],
])('on the host, %o makes %s', async (given, file) => {
  const options = {
    ...given,
    src: join(local, String(given.src)) + (String(given.src).endsWith('/') ? '/' : ''),
    remote_src: true,
  }
  expect((await run(options, { dryRun: true })).changed).toBe(true)
  const { result } = await run(options)
  expect(result.get('changed')).toBe(true)
  expect(existsSync(inRoot(file))).toBe(true)
  expect((await run(options)).changes).toEqual([])
})

test.each([
  [{}, true],
  [{ local_follow: false }, true],
  [{ local_follow: true }, false],
])('on the host, %o leaves links below a directory links: %o', async (given, isLink) => {
  symlinkSync('a', join(local, 'd/link'))
  await run({ src: `${join(local, 'd')}/`, dest: 'dir', remote_src: true, ...given })
  expect(lstatSync(inRoot('dir/link')).isSymbolicLink()).toBe(isLink)
})

test('links in a directory are followed, but for one that leads back to it and one that leads nowhere', async () => {
  symlinkSync('../a', join(local, 'd/sub/file'))
  symlinkSync('..', join(local, 'd/sub/back'))
  symlinkSync('nowhere', join(local, 'd/sub/lost'))
  mkdirSync(join(local, 'other'))
  writeFileSync(join(local, 'other/c'), 'c')
  symlinkSync('../d', join(local, 'other/circle'))
  symlinkSync('../other', join(local, 'd/out'))
  mkdirSync(inRoot('dir/d/sub'), { recursive: true })
  symlinkSync('sub', inRoot('dir/d/link'))
  symlinkSync('link', inRoot('dir/d/sub/back'))
  const { effects } = await run({ src: 'd', dest: 'dir' }, { dryRun: true })
  expect((await run({ src: 'd', dest: 'dir' }, { dryRun: true, effects })).changes).toEqual([])
  expect((await run({ src: 'd', dest: 'dir' })).changed).toBe(true)
  const kinds = ['sub/file', 'sub/back', 'sub/lost', 'out', 'out/circle', 'out/c'].map((name) => {
    const path = inRoot(`dir/d/${name}`)
    return lstatSync(path).isSymbolicLink() ? readlinkSync(path) : readdirSync(join(path, '..')).length > 0
  })
  expect(kinds).toEqual([true, '..', 'nowhere', true, '../d', true])
  expect((await run({ src: 'd', dest: 'dir' })).changes).toEqual([])
})

test('with local_follow off links of the controller are links on the host', async () => {
  symlinkSync('a', join(local, 'd/link'))
  symlinkSync('sub', join(local, 'd/below'))
  await run({ src: 'd', dest: 'dir', local_follow: false })
  expect(['link', 'below'].map((name) => readlinkSync(inRoot(`dir/d/${name}`)))).toEqual(['a', 'sub'])
})
