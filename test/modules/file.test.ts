import {
  chmodSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import file from '../../src/modules/file.ts'
import type { Effect } from '../../src/remote/effect.ts'
import { runModule } from './plan-rig.ts'

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'file-'))
  mkdirSync(join(root, 'dir/sub'), { recursive: true })
  writeFileSync(join(root, 'file'), 'text')
  writeFileSync(join(root, 'dir/inner'), 'text')
  chmodSync(join(root, 'file'), 0o644)
  symlinkSync('file', join(root, 'link'))
  symlinkSync('gone', join(root, 'dangling'))
})

const placed = (options: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(options).map(([key, value]) => [
      key,
      key === 'path' || key === 'from' ? join(root, String(value)) : value,
    ]),
  )

const run = (options: Record<string, unknown>, more: { dryRun?: boolean; effects?: readonly Effect[] } = {}) =>
  runModule(file, { options: placed(options), ...more })

const mode = (name: string) => (lstatSync(join(root, name)).mode & 0o7777).toString(8)

/** Each is changed at first and as wanted afterwards; a dry run predicts the same result and touches nothing. */
test.each<[Record<string, unknown>, Record<string, unknown>]>([
  [
    { path: 'a/b/c', state: 'directory', mode: '0750' },
    { mode: '0750', state: 'directory' },
  ],
  [
    { path: 'dir', state: 'directory', mode: 'u=rwx,g=rx,o=' },
    { mode: '0750', state: 'directory' },
  ],
  [
    { path: 'dir', mode: '02755' },
    { mode: '02755', state: 'directory' },
  ],
  [
    { path: 'file', mode: '0600' },
    { mode: '0600', state: 'file', size: 4 },
  ],
  [
    { path: 'new', src: 'file', state: 'link' },
    { state: 'link', src: 'file', mode: '0777', size: 4 },
  ],
  [
    { path: 'new', src: 'nowhere', state: 'link', force: true, follow: false },
    { state: 'link', src: 'nowhere' },
  ],
  [
    { path: 'link', src: 'dir', state: 'link' },
    { state: 'link', src: 'dir' },
  ],
  [
    { path: 'file', src: 'dir', state: 'link', force: true },
    { state: 'link', src: 'dir' },
  ],
  [{ path: 'dir', state: 'absent' }, { state: 'absent' }],
  [{ path: 'dangling', state: 'absent' }, { state: 'absent' }],
  [{ path: 'file', state: 'touch', modification_time: '202001020304.05', access_time: 'preserve' }, { state: 'file' }],
  [
    { path: 'new', state: 'touch', modification_time: 'preserve', access_time: 'preserve', mode: '0640' },
    { mode: '0640' },
  ],
  [{ path: 'dir', state: 'directory', recurse: true, mode: 'u=rwX,g=rX,o=' }, { mode: '0750' }],
])('%o comes true', async (options, expected) => {
  const predicted = await run(options, { dryRun: true })
  expect(predicted.result.get('changed')).toBe(true)
  expect(Object.fromEntries(predicted.result)).toMatchObject(expected)
  const applied = await run(options)
  expect(Object.fromEntries(applied.result)).toMatchObject({ changed: true, ...expected })
  expect((await run(options)).changes).toEqual([])
  expect((await run(options, { effects: predicted.effects })).changes).toEqual([])
})

test('missing parents get the attributes too, and the umask of the shell is no matter', async () => {
  await run({ path: 'a/b', state: 'directory', mode: '0700' })
  expect([mode('a'), mode('a/b')]).toEqual(['700', '700'])
})

test('recursion leaves files without execute bits', async () => {
  await run({ path: 'dir', state: 'directory', recurse: true, mode: 'u=rwX,g=,o=' })
  expect([mode('dir'), mode('dir/sub'), mode('dir/inner')]).toEqual(['700', '700', '600'])
})

test('a link is replaced, not followed', async () => {
  await run({ path: 'link', src: 'dir', state: 'link' })
  expect(readlinkSync(join(root, 'link'))).toBe('dir')
  expect(existsSync(join(root, 'file'))).toBe(true)
})

test('attributes are those of what a link points to', async () => {
  const { result } = await run({ path: 'link', mode: '0600' })
  expect(Object.fromEntries(result)).toMatchObject({ mode: '0777', state: 'link', src: 'file' })
  expect(mode('file')).toBe('600')
  expect((await run({ path: 'link', mode: '0600' })).changes).toEqual([])
})

test('touch changes the times of a file always', async () => {
  const { result, changes } = await run({ path: 'file', state: 'touch' })
  expect([result.get('changed'), result.get('dest')]).toEqual([true, join(root, 'file')])
  expect(changes.flatMap(({ commands }) => commands)).toHaveLength(1)
})

test('hard links are made once', async () => {
  const src = join(root, 'file')
  const { result } = await run({ path: 'hard', src, state: 'hard' })
  expect(Object.fromEntries(result)).toMatchObject({ changed: true, src, state: 'hard', dest: join(root, 'hard') })
  expect((await run({ path: 'hard', src, state: 'hard' })).changed).toBe(false)
})

test('what is not there needs no removal', async () => {
  const { result } = await run({ path: 'none', state: 'absent' })
  expect(Object.fromEntries(result)).toEqual({ changed: false, path: join(root, 'none'), state: 'absent' })
})

test('a dangling link is made with a warning', async () => {
  const { warnings } = await run({ path: 'new', src: 'nowhere', state: 'link', force: true })
  expect(warnings).toEqual([
    'Cannot set fs attributes on a non-existent symlink target. follow should be set to False to avoid this.',
  ])
})

test.each<[Record<string, unknown>, string]>([
  [{ path: 'none', mode: '0600' }, 'file (ROOT/none) is absent, cannot continue'],
  [{ path: 'dir', state: 'file' }, 'file (ROOT/dir) is directory, cannot continue'],
  [{ path: 'file', state: 'directory' }, 'ROOT/file already exists as a file'],
  [
    { path: 'new', src: 'u', state: 'link' },
    'src file does not exist, use "force=yes" if you really want to create the link: ROOT/u',
  ],
  [
    { path: 'dir', src: 'u', state: 'link' },
    'src file does not exist, use "force=yes" if you really want to create the link: ROOT/dir/u',
  ],
  [{ path: 'dir', src: '/etc', state: 'link' }, 'refusing to convert from directory to symlink for ROOT/dir'],
  [
    { path: 'dir', src: '/etc', state: 'link', force: true },
    'the directory ROOT/dir is not empty, refusing to convert it',
  ],
  [{ path: 'file', src: '/etc', state: 'link' }, 'refusing to convert from file to symlink for ROOT/file'],
  [{ path: 'new', state: 'link' }, 'src is required for creating new symlinks'],
  [{ path: 'new', src: '/nope', state: 'hard' }, 'src does not exist'],
  [{ path: 'new', state: 'hard' }, 'src is required for creating new hardlinks'],
  [{ path: 'file', state: 'hard' }, 'src is required for creating new hardlinks'],
  [{ path: 'file', src: '/etc/passwd' }, "src option requires state to be 'link' or 'hard'"],
  [{ path: 'file', recurse: true, state: 'file' }, "recurse option requires state to be 'directory'"],
  [{ path: 'file', owner: 'nosuch' }, 'chown failed: failed to look up user nosuch'],
  [{ path: 'file', group: 'nosuch' }, 'chgrp failed: failed to look up group nosuch'],
  [{ path: 'file', mode: 'u=qq' }, 'mode must be in octal or symbolic form'],
])('%o fails: %s', async (options, message) => {
  await expect(run(options)).rejects.toThrow(message.replace('ROOT', root))
})

test('sets modes of what links below end at, unless they are not to be followed', async () => {
  mkdirSync(join(root, 'tree'))
  for (const name of ['file', 'dir', 'gone']) symlinkSync(`../${name}`, join(root, 'tree', name))
  const own = { path: 'tree', state: 'directory', recurse: true, mode: 'o-r' }
  await run({ ...own, follow: false })
  expect(['file', 'dir', 'dir/inner'].map(mode)).toEqual(['644', '755', '644'])
  expect((await run(own, { dryRun: true })).changed).toBe(true)
  await run(own)
  expect(['file', 'dir', 'dir/inner'].map(mode)).toEqual(['640', '751', '640'])
  expect((await run(own)).changed).toBe(false)
})

test('tells of owners and groups that are not there', async () => {
  const { warnings } = await run({ path: 'file', owner: '111111', group: '111112' }, { dryRun: true })
  expect(warnings).toEqual([
    'failed to look up user with uid 111111. Create user up to this point in real play',
    'failed to look up group with gid 111112. Create group up to this point in real play',
  ])
  expect((await run({ path: 'file', owner: '0', group: 'root' }, { dryRun: true })).warnings).toEqual([])
  expect((await run({ path: 'gone', state: 'absent', owner: 'nosuch' })).warnings).toEqual([])
})

test('in a dry run, a directory and an owner that are planned are there', async () => {
  const effects: Effect[] = [
    { kind: 'path', path: join(root, 'later'), stat: { kind: 'directory' } },
    { kind: 'user', name: 'app', entry: new Map() },
  ]
  const { result } = await run({ path: 'later', owner: 'app', state: 'directory' }, { dryRun: true, effects })
  expect(Object.fromEntries(result)).toMatchObject({ changed: true, owner: 'app', state: 'directory' })
  const link = await run({ path: 'new', src: 'later', state: 'link' }, { dryRun: true, effects })
  expect(link.changed).toBe(true)
})

test('the diff shows what differs', async () => {
  linkSync(join(root, 'file'), join(root, 'other'))
  const { changes } = await run({ path: 'other', mode: '0640' }, { dryRun: true })
  const path = join(root, 'other')
  const before = new Map([
    ['path', path],
    ['mode', '0644'],
  ])
  expect(changes[0]?.diff).toEqual({
    before,
    after: new Map([
      ['path', path],
      ['mode', '0640'],
    ]),
  })
})

test('a link to a directory is replaced, not followed', async () => {
  mkdirSync(join(root, 'one'))
  mkdirSync(join(root, 'two'))
  symlinkSync('one', join(root, 'current'))
  expect((await run({ path: 'current', src: 'two', state: 'link' })).changed).toBe(true)
  expect([readlinkSync(join(root, 'current')), readdirSync(join(root, 'one'))]).toEqual(['two', []])
})
