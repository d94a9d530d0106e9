import {
  chmodSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Effect } from '../../../src/remote/effect.ts'
import type { FileStat } from '../../../src/remote/file-stat.ts'
import { openHost } from '../../../src/remote/open-host.ts'
import { stat } from '../../../src/remote/queries/stat.ts'

const host = openHost({ transport: 'local' })
const shell = host.as({})
let directory: string
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'runbook-test-'))
})
afterAll(async () => {
  await host.close()
  rmSync(directory, { recursive: true })
})
const look = async (path: string, follow = false) => (await shell.ask({ found: stat(path, { follow }) })).found

describe('the stat of', () => {
  it('a file', async () => {
    const path = join(directory, `a 'file'`)
    writeFileSync(path, 'hello')
    chmodSync(path, 0o4751)
    utimesSync(path, 1_000_000, 2_000_000)
    linkSync(path, `${path}2`)
    const { ino, dev, ctimeMs } = statSync(path)
    expect(await look(path)).toEqual({
      path,
      kind: 'file',
      mode: 0o4751,
      uid: process.getuid?.(),
      gid: process.getgid?.(),
      owner: userInfo().username,
      group: expect.any(String),
      size: 5,
      atime: 1_000_000,
      mtime: 2_000_000,
      ctime: Math.floor(ctimeMs / 1000),
      inode: ino,
      device: dev,
      links: 2,
    })
  })

  it('a directory, a device and a fifo', async () => {
    mkdirSync(join(directory, 'sub'))
    await shell.exchange([{ script: stat('/').script }])
    expect((await look(join(directory, 'sub')))?.kind).toBe('directory')
    expect((await look('/dev/null'))?.kind).toBe('char')
  })

  it('a link, or of what it points to', async () => {
    const target = join(directory, 'target\nof two lines')
    const link = join(directory, 'link')
    writeFileSync(target, '')
    symlinkSync(target, link)
    expect(await look(link)).toMatchObject({ kind: 'link', linkTarget: target })
    const followed = await look(link, true)
    expect(followed).toMatchObject({ kind: 'file', path: link })
    expect(followed).not.toHaveProperty('linkTarget')
  })

  it('nothing, a dangling link, and what is below a file', async () => {
    const link = join(directory, 'dangling')
    symlinkSync('nowhere', link)
    expect(await look(join(directory, 'nothing'))).toBe(null)
    expect(await look(link, true)).toBe(null)
    expect(await look(link)).toMatchObject({ kind: 'link', linkTarget: 'nowhere' })
    expect(await look('/etc/passwd/x')).toBe(null)
    symlinkSync('endless', join(directory, 'endless'))
    expect(await look(join(directory, 'endless'), true)).toBe(null)
  })

  it('a name that looks like an option', async () => {
    const { found } = await shell.ask({ found: stat('--version') })
    expect(found).toBe(null)
  })
})

describe('the stat after', () => {
  const before: FileStat = {
    ...{ path: '/a/b', kind: 'file', mode: 0o644, uid: 1, gid: 1, owner: 'x', group: 'x', size: 3 },
    ...{ mtime: 1, atime: 1, ctime: 1, inode: 5, device: 6, links: 1 },
  }
  const overlaid = (answer: FileStat | null, ...effects: Effect[]) => stat('/a/b').overlay(answer, effects)
  const path = (at: string, planned: Partial<FileStat> | null): Effect => ({ kind: 'path', path: at, stat: planned })

  it('effects on other things is the same object', () => {
    expect(overlaid(before, path('/a/c', {}), { kind: 'unit', name: 'x' }, path('/a/bc', null))).toBe(before)
  })

  it('a change has what is planned and keeps the rest', () => {
    expect(overlaid(before, path('/a/./b/', { mode: 0o600 }), path('/a/b', { owner: 'y' }))).toEqual({
      ...before,
      mode: 0o600,
      owner: 'y',
    })
  })

  it('making it, is there', () => {
    expect(overlaid(null, path('/a/b', { kind: 'directory', mode: 0o755 }))).toMatchObject({
      kind: 'directory',
      mode: 0o755,
    })
  })

  it('removing it or a directory above, is gone; until it is made again', () => {
    expect(overlaid(before, path('/a/b', null))).toBe(null)
    expect(overlaid(before, path('/a', null))).toBe(null)
    expect(overlaid(before, path('/a', null), path('/a/b/c', { kind: 'file' }))).toMatchObject({ kind: 'directory' })
  })

  it('making something below, is a directory', () => {
    expect(overlaid(null, path('/a/b/c/d', { kind: 'file' }))).toMatchObject({ kind: 'directory', path: '/a/b' })
  })

  it('planning a link follows it to what is planned there', () => {
    const effects = [path('/t', { kind: 'directory', mode: 0o700 }), path('/a/b', { kind: 'link', linkTarget: '../t' })]
    expect(stat('/a/b', { follow: true }).overlay(null, effects)).toMatchObject({ kind: 'directory', mode: 0o700 })
    expect(overlaid(null, ...effects)).toMatchObject({ kind: 'link', linkTarget: '../t' })
  })
})
