import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import git from '../../src/modules/git.ts'
import { runModule } from './plan-rig.ts'

const root = mkdtempSync(join(tmpdir(), 'git-'))
const origin = join(root, 'origin')
const run = (...words: string[]) =>
  execFileSync('git', ['-c', 'user.name=n', '-c', 'user.email=e@x', '-C', origin, ...words], {
    encoding: 'utf8',
  }).trim()

const commit = (text: string): string => {
  writeFileSync(join(origin, 'file'), text)
  run('add', 'file')
  run('commit', '-qm', text)
  return run('rev-parse', 'HEAD')
}

let first = ''
beforeAll(() => {
  execFileSync('git', ['init', '-q', '-b', 'main', origin])
  first = commit('one')
  run('tag', 'v1')
})

const dest = (name: string) => join(root, name)
const apply = (name: string, options: Record<string, unknown> = {}, dryRun = false) =>
  runModule(git, { options: { repo: origin, dest: dest(name), ...options }, dryRun })

test('a repository is cloned once, and followed', async () => {
  const predicted = await apply('a', {}, true)
  expect([predicted.result.get('after'), existsSync(dest('a'))]).toEqual([first, false])
  const { result } = await apply('a')
  expect(Object.fromEntries(result)).toEqual({ changed: true, before: null, after: first })
  expect((await apply('a')).changes).toEqual([])
  const second = commit('two')
  expect(Object.fromEntries((await apply('a')).result)).toEqual({
    changed: true,
    before: first,
    after: second,
    remote_url_changed: false,
  })
  expect(readFileSync(join(dest('a'), 'file'), 'utf8')).toBe('two')
})

test.each([
  ['a tag', 'v1', {}],
  ['a commit', '', {}],
  ['a shallow tag', 'v1', { depth: 1 }],
])('%s is checked out', async (name, version, more) => {
  const { result } = await apply(name, { version: version || first, ...more })
  expect(result.get('after')).toBe(first)
  expect((await apply(name, { version: version || first, ...more })).changes).toEqual([])
})

test('local changes stop it unless forced', async () => {
  await apply('b')
  writeFileSync(join(dest('b'), 'file'), 'local')
  await expect(apply('b')).rejects.toThrow(`Local modifications exist in the destination: ${dest('b')} (force=no).`)
  expect((await apply('b', { force: true })).changed).toBe(true)
  expect((await apply('b')).changes).toEqual([])
})

test('without update what is there stays', async () => {
  await apply('c', { version: 'v1' })
  expect((await apply('c', { update: false })).changes).toEqual([])
})

test('a bare repository has no files', async () => {
  await apply('bare.git', { bare: true })
  expect([existsSync(join(dest('bare.git'), 'HEAD')), existsSync(join(dest('bare.git'), 'file'))]).toEqual([
    true,
    false,
  ])
})

test('what is not there fails', async () => {
  await expect(apply('d', { version: 'nope' })).rejects.toThrow('Failed to checkout branch nope')
  await expect(apply('d', { repo: '/nope' })).rejects.toThrow('Failed to download remote objects and refs:')
  await expect(runModule(git, { options: { repo: origin } })).rejects.toThrow(
    'the destination directory must be specified unless clone=no',
  )
})
