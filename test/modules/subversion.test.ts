import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import subversion from '../../src/modules/subversion.ts'
import { svnState } from '../../src/remote/queries/svn-state.ts'
import { sh } from '../../src/remote/sh.ts'
import { Secret } from '../../src/values.ts'
import { changes, failure, plan, runModule } from './plan-rig.ts'

const copy = {
  installed: true,
  kind: 'copy',
  revision: 'Revision: 3',
  url: 'URL: http://a.org/x',
  wanted: 'Revision: 3',
  modified: false,
  error: undefined,
}
const none = { ...copy, kind: 'none', revision: 'Unable to get revision', url: 'Unable to get URL' }
const given = (options: Record<string, unknown>, state: object) => ({
  options: { repo: 'http://a.org/x', dest: '/srv/x', ...options },
  answers: { state },
})
const verbs = (options: Record<string, unknown>, state: object) =>
  changes(plan(subversion, given(options, state))).flatMap(({ commands }) =>
    commands.flatMap((command) => [...command.matchAll(/trust-server-cert (\w+)/g)].map(([, verb]) => verb as string)),
  )

test.each<[string, Record<string, unknown>, object, string[]]>([
  ['is checked out', {}, none, ['checkout']],
  ['is not checked out', { checkout: false }, none, []],
  ['is exported', { export: true }, none, ['export']],
  ['is up to date', {}, copy, []],
  ['is updated', {}, { ...copy, wanted: 'Revision: 4' }, ['switch', 'update']],
  ['is left as it is', { update: false }, { ...copy, wanted: 'Revision: 4' }, []],
  ['is updated where it is', { switch: false }, { ...copy, wanted: 'Revision: 2' }, ['update']],
  ['is switched', { repo: 'http://b.org' }, copy, ['switch', 'update']],
  ['is reverted', { force: true }, { ...copy, modified: true }, ['switch', 'revert', 'update']],
  ['is made of a directory', { in_place: true }, { ...none, kind: 'other' }, ['checkout']],
])('%s', (_what, options, state, expected) => {
  expect(verbs(options, state)).toEqual(expected)
})

test.each<[Record<string, unknown>, object, RegExp]>([
  [{}, { ...none, installed: false }, /^Failed to find required executable "svn"$/],
  [{ dest: undefined }, none, /^the destination directory must be specified/],
  [{}, { ...none, kind: 'other' }, /^ERROR: \/srv\/x folder already exists, but its not a subversion repository\.$/],
  [{}, { ...copy, modified: true }, /^ERROR: modified files exist in the repository\.$/],
  [{}, { ...none, error: 'svn: E170013: no' }, /^svn: E170013: no$/],
])('%o fails', (options, state, message) => {
  expect(failure(subversion, given(options, state))).toMatch(message)
})

test('a password goes to the program and not on its command line', () => {
  const [one] = changes(plan(subversion, given({ username: 'me', password: new Secret('pw') }, none)))
  expect(one?.commands[0]).toMatch(
    /^export LC_ALL=C &&\n\{ printf '%s\n' pw; \} \| svn .*--username me --password-from-stdin checkout/,
  )
})

test('a dry run knows what was planned', () => {
  const query = svnState({
    svn: sh`svn`,
    password: sh`:`,
    program: 'svn',
    dest: '/x',
    repo: 'http://r',
    revision: 'HEAD',
  })
  const planned = { kind: 'named', type: 'svn', name: '/x', value: 'Revision: 3' } as const
  expect(query.overlay(none as never, [planned])).toEqual({ ...copy, url: 'URL: http://r' })
})

const hasSvn = spawnSync('svnadmin', ['--version']).status === 0

describe.runIf(hasSvn)('with svn itself', () => {
  let repo: string
  let folder: string
  const svn = (...args: string[]) => expect(spawnSync('svn', args, { encoding: 'utf8' }).status).toBe(0)
  const commit = (text: string) => {
    writeFileSync(join(folder, 'work/file'), text)
    spawnSync('svn', ['add', '--force', join(folder, 'work/file')])
    svn('commit', '-m', 'x', join(folder, 'work'))
    svn('update', join(folder, 'work'))
  }
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'svn-'))
    spawnSync('svnadmin', ['create', join(folder, 'repo')])
    repo = `file://${folder}/repo`
    svn('checkout', repo, join(folder, 'work'))
    commit('one\n')
  })
  const run = (options: Record<string, unknown> = {}, dryRun = false) =>
    runModule(subversion, { options: { repo, dest: join(folder, 'copy'), ...options }, dryRun })
  const file = () => readFileSync(join(folder, 'copy/file'), 'utf8')

  test('a working copy is made, and follows the repository', async () => {
    expect((await run({}, true)).changed).toBe(true)
    expect(existsSync(join(folder, 'copy'))).toBe(false)
    expect(Object.fromEntries((await run()).result)).toEqual({
      changed: true,
      before: null,
      after: ['Revision: 1', `URL: ${repo}`],
    })
    expect((await run()).changed).toBe(false)
    commit('two\n')
    expect((await run({}, true)).changed).toBe(true)
    expect(Object.fromEntries((await run()).result)).toEqual({
      changed: true,
      before: ['Revision: 1', `URL: ${repo}`],
      after: ['Revision: 2', `URL: ${repo}`],
    })
    expect(file()).toBe('two\n')
    await run({ revision: '1' })
    expect(file()).toBe('one\n')
  })

  test('local changes are kept, or thrown away', async () => {
    await run()
    writeFileSync(join(folder, 'copy/file'), 'mine\n')
    await expect(run()).rejects.toThrow('ERROR: modified files exist in the repository.')
    expect((await run({ force: true })).result.get('changed')).toBe(true)
    expect(file()).toBe('one\n')
  })

  test('an export is no working copy', async () => {
    expect(Object.fromEntries((await run({ export: true })).result)).toEqual({ changed: true })
    expect(existsSync(join(folder, 'copy/.svn'))).toBe(false)
    await expect(run()).rejects.toThrow('folder already exists')
    mkdirSync(join(folder, 'empty'))
    expect((await run({ dest: join(folder, 'empty'), in_place: true })).changed).toBe(true)
  })

  test('the revision of the repository is told', async () => {
    const { result } = await run({ checkout: false, update: false, dest: undefined })
    expect(Object.fromEntries(result)).toEqual({ changed: false, after: 'Revision: 1' })
  })
})
