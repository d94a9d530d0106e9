import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import fetchModule from '../../src/modules/fetch.ts'
import type { Action } from '../../src/modules/kit/action.ts'
import { RemoteFailure } from '../../src/remote/failure.ts'
import { localShell, runAction } from './rig.ts'

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'fetch-'))
  mkdirSync(join(root, 'play'))
  writeFileSync(join(root, 'f'), 'hello')
})

const run = async (options: Record<string, unknown>, send?: (path: string) => Buffer) => {
  const remote = {
    ...localShell(),
    async download(path: string, sink: NodeJS.WritableStream) {
      sink.write(send?.(path) ?? readFileSync(path))
    },
  }
  const own = { src: join(root, 'f'), dest: 'got', ...options }
  const { result } = await runAction(fetchModule as Action, {
    options: own,
    remote,
    controller: { directory: join(root, 'play') },
  })
  return Object.fromEntries(result) as Record<string, unknown>
}

test('a file comes to a place below the name of its host, once', async () => {
  const dest = join(root, 'play/got/web1', root, 'f')
  const sums = {
    checksum: 'aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d',
    md5sum: '5d41402abc4b2a76b9719d911017c592',
    dest,
  }
  expect(await run({})).toEqual({ changed: true, ...sums, remote_checksum: sums.checksum, remote_md5sum: null })
  expect(readFileSync(dest, 'utf8')).toBe('hello')
  expect(await run({})).toEqual({ changed: false, ...sums, file: join(root, 'f') })
})

test.each([
  ['flat/', 'flat/f'],
  ['flat/g', 'flat/g'],
])('flat to %s', async (dest, place) => {
  expect((await run({ dest, flat: true })).dest).toBe(join(root, 'play', place))
  expect(readFileSync(join(root, 'play', place), 'utf8')).toBe('hello')
})

test('a file that is not there', async () => {
  const src = join(root, 'none')
  expect(await run({ src })).toMatchObject({ failed: true, msg: 'the remote file does not exist', file: src })
  expect(await run({ src, fail_on_missing: false })).toEqual({
    changed: false,
    file: src,
    msg: 'the remote file does not exist, not transferring, ignored',
  })
})

test('what can not be fetched', async () => {
  expect(await run({ src: root })).toMatchObject({ failed: true, msg: expect.stringContaining('is a directory') })
  expect((await run({ src: root, fail_on_missing: false })).failed).toBeUndefined()
  expect((await run({ dest: '.', flat: true })).msg).toMatch(/^dest is an existing directory/)
  expect(readdirSync(join(root, 'play'))).toEqual([])
})

test('what arrives must be what was sent', async () => {
  expect(await run({}, () => Buffer.from('other'))).toMatchObject({ failed: true, msg: 'checksum mismatch' })
  expect(await run({ dest: 'x', validate_checksum: false }, () => Buffer.from('other'))).toMatchObject({
    changed: true,
  })
})

test.each([
  [{ src: undefined }, 'src and dest are required'],
  [{ src: [1] }, 'Invalid type supplied for source option, it must be a string'],
  [{ dest: 'there/', flat: true }, /^calculated dest '.*\/there\/f' is an existing directory/],
])('%j is refused', async (options, message) => {
  mkdirSync(join(root, 'play/there/f'), { recursive: true })
  const { failed, msg } = await run(options)
  expect(failed).toBe(true)
  expect(msg).toMatch(message)
})

test('what can not be read fails, or is passed over', async () => {
  const refused = () => Promise.reject(new RemoteFailure("can't look at /x: Permission denied"))
  const remote = { ...localShell(), ask: refused }
  const of = async (fail_on_missing: boolean) => {
    const options = { src: '/x', dest: 'got', fail_on_missing }
    const controller = { directory: join(root, 'play') }
    return Object.fromEntries((await runAction(fetchModule as Action, { options, remote, controller })).result)
  }
  expect(await of(true)).toMatchObject({ failed: true, msg: 'file is not readable: /x: Permission denied' })
  expect(await of(false)).toEqual({
    changed: false,
    file: '/x',
    msg: 'file is not readable: /x: Permission denied, ignored',
  })
})
