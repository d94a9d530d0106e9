import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative, resolve } from 'node:path'
import { expect, test } from 'vitest'
import unarchive from '../../src/modules/unarchive.ts'
import { type Given, localShell, runAction } from './rig.ts'

const root = mkdtempSync(join(tmpdir(), 'unarchive-'))
mkdirSync(join(root, 'in/sub'), { recursive: true })
writeFileSync(join(root, 'in/a'), 'a')
writeFileSync(join(root, 'in/sub/b'), 'b')
const tar = (flag: string, name: string) =>
  execFileSync('tar', [flag, join(root, name), '-C', join(root, 'in'), 'a', 'sub'])
tar('-czf', 'x.tgz')
tar('-cf', 'x.tar')

const controller: Given['controller'] = {
  find: (_kind, name) => join(root, name),
  read: async (path) => readFileSync(path),
}

const fresh = (): string => mkdtempSync(join(root, 'dest-'))

const run = async (options: Record<string, unknown>, dryRun = false) =>
  Object.fromEntries((await runAction(unarchive, { options, controller, dryRun, remote: localShell() })).result)

test.each(['x.tgz', 'x.tar'])('%s is unpacked once', async (src) => {
  const dest = fresh()
  expect(await run({ src, dest }, true)).toMatchObject({ changed: true })
  expect(existsSync(join(dest, 'a'))).toBe(false)
  expect(await run({ src, dest })).toMatchObject({ changed: true, dest, handler: 'TgzArchive', state: 'directory' })
  expect(readFileSync(join(dest, 'sub/b'), 'utf8')).toBe('b')
  expect(await run({ src, dest })).toMatchObject({ changed: false })
  writeFileSync(join(dest, 'a'), 'changed')
  expect(await run({ src, dest })).toMatchObject({ changed: true })
})

test('an archive of the host is unpacked, with names left out and modes set', async () => {
  const dest = fresh()
  const options = { src: join(root, 'x.tgz'), dest, remote_src: true, exclude: ['sub'], mode: '0600', list_files: true }
  expect(await run(options)).toMatchObject({ changed: true, src: options.src, files: ['a'] })
  expect([existsSync(join(dest, 'sub')), (statSync(join(dest, 'a')).mode & 0o777).toString(8)]).toEqual([false, '600'])
})

test('modes are set where they are not right, and else nothing is done', async () => {
  const options = { src: 'x.tgz', dest: fresh(), mode: 'u=rwX,go=' }
  const modeOf = (name: string) => (statSync(join(options.dest, name)).mode & 0o777).toString(8)
  expect(await run(options)).toMatchObject({ changed: true })
  expect(['a', 'sub', 'sub/b'].map(modeOf)).toEqual(['600', '700', '600'])
  expect(await run(options)).toMatchObject({ changed: false })
  chmodSync(join(options.dest, 'a'), 0o644)
  expect(await run(options, true)).toMatchObject({ changed: true })
  expect(modeOf('a')).toBe('644')
  const told = await run(options)
  expect([told.changed, told.extract_results, modeOf('a')]).toEqual([true, undefined, '600'])
  expect(await run({ ...options, owner: String(process.getuid?.()), group: String(process.getgid?.()) })).toMatchObject(
    {
      changed: false,
    },
  )
})

test('a folder that is not in the archive itself gets the attributes as well', async () => {
  execFileSync('tar', ['-cf', join(root, 'deep.tar'), '-C', join(root, 'in'), 'sub/b'])
  const dest = fresh()
  await run({ src: 'deep.tar', dest, mode: 'u=rwX,go=' })
  expect((statSync(join(dest, 'sub')).mode & 0o777).toString(8)).toBe('700')
})

test('options of tar change the names, and fail where tar does not know them', async () => {
  const dest = fresh()
  const options = { src: 'x.tar', dest, list_files: true }
  expect((await run({ ...options, extra_opts: ['--transform=s/^/new-/'] })).files).toContain('new-a')
  expect(readFileSync(join(dest, 'new-a'), 'utf8')).toBe('a')
  const { failed, msg } = await run({ ...options, extra_opts: ['--nonsense'] })
  expect([failed, msg]).toEqual([
    true,
    expect.stringMatching(/^Unable to list files in the archive: \/.*tar: .*--nonsense/),
  ])
})

test('a destination without a root is told with the folder that it is', async () => {
  const dest = relative(process.cwd(), fresh())
  const { warnings } = await run({ src: 'x.tar', dest })
  expect(warnings).toEqual([`Relative destination path '${dest}' was resolved to absolute path '${resolve(dest)}'.`])
})

test('text that is no mode fails', async () => {
  expect(await run({ src: 'x.tar', dest: fresh(), mode: 'foo=r' })).toMatchObject({
    failed: true,
    msg: 'mode must be in octal or symbolic form',
    details: 'bad symbolic permission for mode: foo=r',
  })
})

test('nothing is done where creates is there', async () => {
  expect(await run({ src: 'x.tgz', dest: '/nope', creates: root })).toEqual({
    changed: false,
    skipped: true,
    msg: `skipped, since ${root} exists`,
  })
})

test.each([
  [{ src: 'x.tgz', dest: '/nope' }, "dest '/nope' must be an existing dir"],
  [{ src: '/nope.tgz', dest: root, remote_src: true }, "Source '/nope.tgz' does not exist"],
  [{ src: 'in/a', dest: root }, 'Failed to find handler for'],
])('%o fails: %s', async (options, message) => {
  const { failed, msg } = await run(options)
  expect([failed, String(msg)]).toEqual([true, expect.stringContaining(message)])
})
