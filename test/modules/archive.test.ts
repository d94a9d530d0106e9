import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { beforeEach, expect, test } from 'vitest'
import archive from '../../src/modules/archive.ts'
import { runModule } from './plan-rig.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'archive-'))
  mkdirSync(join(folder, 'tree/sub dir'), { recursive: true })
  writeFileSync(join(folder, 'tree/a.txt'), 'a\n')
  writeFileSync(join(folder, 'tree/b.log'), 'b\n')
  writeFileSync(join(folder, 'tree/sub dir/c.txt'), 'c\n')
  writeFileSync(join(folder, 'single'), 'alone\n')
})

const at = (name: string): string => join(folder, name)
const run = (options: Record<string, unknown>, dryRun = false) => runModule(archive, { options, dryRun })
const told = async (options: Record<string, unknown>) => Object.fromEntries((await run(options)).result)
const members = (file: string): string[] =>
  spawnSync('tar', ['-tf', at(file)], { encoding: 'utf8' })
    .stdout.split('\n')
    .filter(Boolean)
    .sort()

test('a directory goes into an archive, once', async () => {
  const options = { path: [at('tree')], dest: at('out.tgz'), mode: '0600' }
  expect((await run(options, true)).changed).toBe(true)
  expect(existsSync(at('out.tgz'))).toBe(false)
  expect(await told(options)).toMatchObject({
    changed: true,
    arcroot: `${folder}/`,
    dest: at('out.tgz'),
    dest_state: 'archive',
    expanded_paths: [at('tree')],
    expanded_exclude_paths: [],
    missing: [],
    mode: '0600',
  })
  expect(members('out.tgz')).toEqual(['tree/a.txt', 'tree/b.log', 'tree/sub dir/', 'tree/sub dir/c.txt'])
  expect(gunzipSync(readFileSync(at('out.tgz'))).length).toBeGreaterThan(0)
  expect((await run(options)).changed).toBe(false)
})

test('an archive whose sources differ is made anew, and keeps its mode', async () => {
  const options = { path: [at('tree')], dest: at('out.tar'), format: 'tar' }
  await run({ ...options, mode: '0640' })
  writeFileSync(at('tree/a.txt'), 'longer\n')
  expect((await run(options)).changed).toBe(true)
  expect(statSync(at('out.tar')).mode & 0o777).toBe(0o640)
  expect((await run(options)).changed).toBe(false)
})

test('patterns choose and leave out', async () => {
  const options = { path: [at('tree/*'), at('none')], exclude_path: [at('tree/b*')], exclusion_patterns: ['*/c.*'] }
  const result = await told({ ...options, dest: at('out.tar.bz2'), format: 'bz2' })
  expect(result).toMatchObject({
    arcroot: `${folder}/`,
    dest_state: 'incomplete',
    missing: [at('none')],
    archived: [at('tree/a.txt')],
    expanded_exclude_paths: [at('tree/b.log')],
  })
  expect(members('out.tar.bz2')).toEqual(['tree/a.txt'])
})

test('a file is compressed by itself, once', async () => {
  expect(await told({ path: [at('single')] })).toMatchObject({
    changed: true,
    dest: at('single.gz'),
    dest_state: 'compress',
    archived: [at('single')],
  })
  expect(gunzipSync(readFileSync(at('single.gz'))).toString()).toBe('alone\n')
  expect((await run({ path: [at('single')] })).changed).toBe(false)
})

test('a file goes into an archive where that is asked', async () => {
  await run({ path: [at('single')], dest: at('out.tgz'), force_archive: true })
  expect(members('out.tgz')).toEqual(['single'])
})

const hasZip = spawnSync('zip', ['-v']).status === 0

test.runIf(hasZip)('a zip file is made once, and again for other content', async () => {
  const options = { path: [at('tree')], dest: at('out.zip'), format: 'zip', exclusion_patterns: ['*/b.log'] }
  expect((await run(options)).changed).toBe(true)
  const { stdout } = spawnSync('unzip', ['-Z1', at('out.zip')], { encoding: 'utf8' })
  expect(stdout.split('\n').sort()).toEqual(['', 'tree/a.txt', 'tree/sub dir/', 'tree/sub dir/c.txt'])
  expect((await run(options)).changed).toBe(false)
  writeFileSync(at('tree/a.txt'), 'z\n')
  expect((await run(options)).changed).toBe(true)
})

test('sources go where that is asked, and are missing from then on', async () => {
  const options = { path: [at('tree')], dest: at('out.tgz'), remove: true }
  expect((await run(options)).changed).toBe(true)
  expect(existsSync(at('tree'))).toBe(false)
  expect(await told(options)).toMatchObject({ changed: false, dest_state: 'archive', missing: [at('tree')] })
})

test.each<[(folder: string) => Record<string, unknown>, string]>([
  [(one) => ({ path: [`${one}/x*`], dest: `${one}/o` }), 'Error, no source paths were found'],
  [(one) => ({ path: [`${one}/tree`] }), 'Error, must specify "dest" when archiving multiple files or trees'],
  [
    (one) => ({ path: [`${one}/tree`], dest: `${one}/tree/o`, remove: true }),
    'Error, created archive can not be contained in source paths when remove=true',
  ],
  [(one) => ({ path: [`${one}/tree`], dest: `${one}/no/o` }), 'Error when writing archive at'],
])('%s fails', async (options, message) => {
  await expect(run(options(folder))).rejects.toThrow(message)
})
