import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import getUrl from '../../src/modules/get_url.ts'
import type { Action } from '../../src/modules/kit/action.ts'
import { dict, Secret } from '../../src/values.ts'
import { findProgram, pathWith, startServer } from './http-rig.ts'
import { runAction } from './rig.ts'

let server: Awaited<ReturnType<typeof startServer>>
let root = ''
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => void server.stop())
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'get-'))
})

const sha1 = 'aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d'
const path = process.env.PATH
afterEach(() => {
  process.env.PATH = path
})

const run = async (options: Record<string, unknown>, dryRun = false) => {
  const own = {
    ...options,
    url: server.url(String(options.url ?? '/file')),
    dest: join(root, String(options.dest ?? 'f')),
  }
  const { result } = await runAction(getUrl as Action, { options: own, dryRun })
  return Object.fromEntries(result) as Record<string, unknown>
}
const read = (name = 'f') => readFileSync(join(root, name), 'utf8')

describe.each(['curl', 'wget', 'perl', 'busybox'])('with %s', (client) => {
  const there = test.skipIf(findProgram(client) === undefined)
  beforeEach(() => {
    process.env.PATH = pathWith(client)
  })

  there('a file is fetched once', async () => {
    expect(await run({}, true)).toMatchObject({ changed: true, dest: join(root, 'f') })
    expect(existsSync(join(root, 'f'))).toBe(false)
    expect(await run({ mode: '0600' })).toMatchObject({
      changed: true,
      checksum_dest: null,
      checksum_src: sha1,
      status_code: 200,
      md5sum: '5d41402abc4b2a76b9719d911017c592',
      mode: '0600',
      state: 'file',
      size: 5,
    })
    expect(read()).toBe('hello')
    expect(await run({})).toMatchObject({ changed: false })
    expect(await run({ force: true })).toMatchObject({ changed: false, checksum_dest: sha1 })
  })

  there('what is there and newer on the server is replaced', async () => {
    writeFileSync(join(root, 'f'), 'other')
    utimesSync(join(root, 'f'), 1e9, 1e9)
    expect(await run({ backup: true }, true)).toMatchObject({ changed: true })
    expect(read()).toBe('other')
    const { backup_file } = await run({ backup: true })
    expect(readFileSync(String(backup_file), 'utf8')).toBe('other')
    expect(read()).toBe('hello')
  })

  there('a refusal is told', async () => {
    expect(await run({ url: '/missing' })).toMatchObject({
      failed: true,
      msg: 'Request failed',
      status_code: 404,
      response: 'HTTP Error 404: Not Found',
    })
  })

  there('a password is given when it is asked for, or at once', async () => {
    const login = { url: '/secret', url_username: 'me', url_password: new Secret('pass word"\\') }
    if (client === 'curl' || client === 'wget') expect(await run(login)).toMatchObject({ changed: true })
    expect(await run({ ...login, dest: 'g', force_basic_auth: true })).toMatchObject({ changed: true })
    expect(await run({ url: '/secret', dest: 'h' })).toMatchObject({ status_code: 401 })
  })

  there('parts and redirects are put together', async () => {
    expect(await run({ url: '/chunked' })).toMatchObject({ checksum_src: sha1 })
    expect(await run({ url: '/redirect', dest: 'g' })).toMatchObject({ checksum_src: sha1 })
    expect(await run({ url: '/loop', dest: 'h' })).toMatchObject({ failed: true })
  })

  there('a server that is not there is told', async () => {
    const { result } = await runAction(getUrl as Action, {
      options: { url: 'http://127.0.0.1:1/x', dest: join(root, 'f') },
    })
    expect(result.get('msg')).toMatch(/^Request failed: <urlopen error .*(refused|connect)/i)
  })
})

test('a digest decides whether a file is fetched', async () => {
  expect(await run({ checksum: `sha1:${sha1}` })).toMatchObject({ changed: true })
  expect(await run({ checksum: `sha1:${sha1}` })).toMatchObject({ changed: false, msg: 'file already exists' })
  expect(await run({ checksum: `sha1:${sha1}`, mode: '0604' })).toMatchObject({
    changed: true,
    msg: 'file already exists but file attributes changed',
  })
  expect(statSync(join(root, 'f')).mode & 0o777).toBe(0o604)
  writeFileSync(join(root, 'f'), 'new')
  expect(await run({ checksum: `sha1:${server.url('/sums')}` })).toMatchObject({ changed: true })
  expect(read()).toBe('hello')
})

test.each([
  [{ checksum: 'aaf4' }, 'The checksum parameter has to be in format <algorithm>:<checksum>'],
  [{ checksum: 'sha1:xyz' }, 'The checksum format is invalid'],
  [{ checksum: 'sha1:00' }, /did not match 00; it was aaf4/],
  [{ dest: 'no/f' }, /^Destination .*no does not exist/],
  [{ tmp_dest: '/nowhere' }, '/nowhere directory does not exist.'],
])('%o fails', async (options, message) => {
  const { failed, msg } = await run(options)
  expect(failed).toBe(true)
  expect(msg).toMatch(message)
  expect(readdirSync(root)).toEqual([])
})

test('in a directory the file has the name that server or URL give', async () => {
  mkdirSync(join(root, 'd'))
  expect(await run({ dest: 'd' })).toMatchObject({ dest: join(root, 'd/file') })
  expect(await run({ dest: 'd', url: '/named' })).toMatchObject({ dest: join(root, 'd/given name') })
  expect(await run({ dest: 'd', url: '/redirect', force: true })).toMatchObject({ dest: join(root, 'd/file') })
})

test('a file of the host is copied', async () => {
  writeFileSync(join(root, 'a b'), 'hello')
  const { result } = await runAction(getUrl as Action, {
    options: { url: `file://${root}/a%20b`, dest: join(root, 'f'), headers: dict({ 'X-Y': 'z' }) },
  })
  expect(result.get('checksum_src')).toBe(sha1)
})
