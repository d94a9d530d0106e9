import { createHash } from 'node:crypto'
import { chmodSync, mkdirSync, mkdtempSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import stat from '../../src/modules/stat.ts'
import type { Effect } from '../../src/remote/effect.ts'
import { type Dict, Float } from '../../src/values.ts'
import { runModule } from './plan-rig.ts'

const root = mkdtempSync(join(tmpdir(), 'stat-'))
const file = join(root, 'a file')
writeFileSync(file, 'text\n')
chmodSync(file, 0o4640)
mkdirSync(join(root, 'dir'))
symlinkSync('a file', join(root, 'link'))

const look = async (options: Record<string, unknown>, effects: readonly Effect[] = []) => {
  const { result } = await runModule(stat, { options, effects, dryRun: true })
  return Object.fromEntries(result.get('stat') as Dict)
}

const seconds = (value: unknown): number => (value instanceof Float ? value.value : Number(value))

test('a file is told in all detail', async () => {
  const found = await look({ path: file })
  const real = statSync(file)
  expect(found).toMatchObject({
    exists: true,
    path: file,
    mode: '04640',
    isreg: true,
    isdir: false,
    islnk: false,
    isuid: true,
    isgid: false,
    rusr: true,
    wusr: true,
    xusr: false,
    rgrp: true,
    wgrp: false,
    roth: false,
    size: 5,
    uid: real.uid,
    gid: real.gid,
    inode: real.ino,
    dev: real.dev,
    nlink: 1,
    blocks: real.blocks,
    block_size: real.blksize,
    readable: true,
    checksum: createHash('sha1').update('text\n').digest('hex'),
  })
  expect(seconds(found.mtime)).toBeCloseTo(real.mtimeMs / 1000, 3)
})

test('links are told with where they point, or followed', async () => {
  const path = join(root, 'link')
  expect(await look({ path })).toMatchObject({ islnk: true, lnk_target: 'a file', lnk_source: file })
  expect(await look({ path, follow: true })).toMatchObject({ islnk: false, isreg: true, size: 5 })
})

test('other checksums, or none, can be asked for', async () => {
  const sum = createHash('sha256').update('text\n').digest('hex')
  expect((await look({ path: file, checksum_algorithm: 'sha256' })).checksum).toBe(sum)
  const plain = await look({ path: file, get_checksum: false, get_mime: false, get_attributes: false })
  expect(['checksum', 'mimetype', 'attributes'].filter((key) => key in plain)).toEqual([])
})

test('what is not there does not exist', async () => {
  expect(await look({ path: '/nope' })).toEqual({ exists: false })
  expect(await look({ path: join(file, 'below') })).toEqual({ exists: false })
})

test('a special file has the number of its device', async () => {
  expect(await look({ path: '/dev/null' })).toMatchObject({ ischr: true, device_type: 259 })
})

test('in a dry run planned files are there, and others gone', async () => {
  const content = Buffer.from('x')
  const made = { kind: 'path', path: '/later', stat: { kind: 'file', mode: 0o600, size: 1 }, content } as const
  const sum = createHash('sha1').update('x').digest('hex')
  expect(await look({ path: '/later' }, [made])).toMatchObject({ exists: true, mode: '0600', size: 1, checksum: sum })
  expect(await look({ path: file }, [{ kind: 'path', path: root, stat: null }])).toEqual({ exists: false })
})
