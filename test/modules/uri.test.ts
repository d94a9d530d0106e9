import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Action } from '../../src/modules/kit/action.ts'
import uri from '../../src/modules/uri.ts'
import { dict, type Value } from '../../src/values.ts'
import { findProgram, pathWith, startServer } from './http-rig.ts'
import { runAction } from './rig.ts'

let server: Awaited<ReturnType<typeof startServer>>
const root = mkdtempSync(join(tmpdir(), 'uri-'))
writeFileSync(join(root, 'body'), 'of a file')
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => void server.stop())
const path = process.env.PATH
afterEach(() => {
  process.env.PATH = path
})

const run = async (url: string, options: Record<string, unknown> = {}) => {
  const controller = {
    find: (_kind: string, name: string) => join(root, name),
    read: async (file: string) => readFileSync(file),
  }
  const { result } = await runAction(uri as Action, { options: { ...options, url: server.url(url) }, controller })
  return Object.fromEntries(result) as Record<string, Value>
}
const echo = async (options: Record<string, unknown>) => {
  const { json } = await run('/echo', options)
  const { method, headers, body } = Object.fromEntries(json as Map<string, Value>)
  return { method, headers: headers as Map<string, Value>, body: String(body) }
}

describe.each(['curl', 'wget', 'perl'])('with %s', (client) => {
  test.skipIf(findProgram(client) === undefined)('a request goes out as it is written', async () => {
    process.env.PATH = pathWith(client)
    const body = dict({ a: [1, true, null], b: 'é' })
    const sent = await echo({ method: 'put', body, body_format: 'json', headers: dict({ 'X-Own': 'a "b" \\ c' }) })
    expect(sent).toMatchObject({ method: 'PUT', body: '{"a": [1, true, null], "b": "\\u00e9"}' })
    expect(sent.headers.get('x-own')).toBe('a "b" \\ c')
    expect(sent.headers.get('content-type')).toBe('application/json')
    expect(sent.headers.get('user-agent')).toBe('ansible-httpget')
  })

  test.skipIf(findProgram(client) === undefined)('an answer is told', async () => {
    process.env.PATH = pathWith(client)
    expect(await run('/cookies', { return_content: true })).toMatchObject({
      changed: false,
      status: 200,
      redirected: false,
      content: 'é',
      content_type: 'text/plain; charset=utf-8',
      cookies: dict({ a: '1', b: '2' }),
      cookies_string: 'a=1; b=2',
    })
    expect(await run('/gone', { status_code: [410, 404] })).toMatchObject({ json: dict({ why: 'gone' }), status: 410 })
    expect(await run('/gone')).toMatchObject({
      failed: true,
      status: 410,
      msg: 'Status code was 410 and not [200]: HTTP Error 410: Gone',
    })
  })
})

test.each<[Record<string, unknown>, string]>([
  [{ body: dict({ a: [1, 2], b: 'x y&' }), body_format: 'form-urlencoded' }, 'a=1&a=2&b=x+y%26'],
  [{ body: [['a', 1]], body_format: 'form-urlencoded' }, 'a=1'],
  [{ body: '{"own": 1}', body_format: 'json' }, '{"own": 1}'],
  [{ body: 'plain' }, 'plain'],
  [{ src: 'body' }, 'of a file'],
  [{ src: join(root, 'body'), remote_src: true }, 'of a file'],
])('%o sends %s', async (options, text) => {
  expect((await echo({ method: 'POST', ...options })).body).toBe(text)
})

test('a form may have files', async () => {
  const body = dict({ text: 'x', file: dict({ filename: 'body', mime_type: 'text/x' }), made: dict({ content: 'c' }) })
  const sent = await echo({ method: 'POST', body, body_format: 'form-multipart' })
  expect(sent.headers.get('content-type')).toMatch(/^multipart\/form-data; boundary=/)
  expect(sent.body).toMatch(/name="text"\r\n\r\nx\r\n/)
  expect(sent.body).toMatch(/name="file"; filename="body"\r\nContent-Type: text\/x\r\n\r\nof a file\r\n/)
  expect(sent.body).toMatch(/name="made"\r\nContent-Type: application\/octet-stream\r\n\r\nc\r\n/)
})

test.each<[Record<string, unknown>, Record<string, unknown>]>([
  [{}, { status: 200, redirected: true }],
  [
    { follow_redirects: 'none', status_code: [302] },
    { status: 302, redirected: false },
  ],
  [{ method: 'POST', status_code: [302] }, { status: 302 }],
  [{ method: 'POST', follow_redirects: 'all' }, { status: 200 }],
])('a redirect with %o', async (options, expected) => {
  expect(await run('/redirect', options)).toMatchObject(expected)
})

test('a request that is seen elsewhere becomes a plain one', async () => {
  const { json } = await run('/post-redirect', { method: 'POST', body: 'x', follow_redirects: 'all' })
  expect((json as Map<string, Value>).get('method')).toBe('GET')
})

test('the answer is put into a file', async () => {
  const dest = join(root, 'answer')
  expect(await run('/file', { dest, mode: '0600' })).toMatchObject({ changed: true, path: dest, mode: '0600', size: 5 })
  expect(readFileSync(dest, 'utf8')).toBe('hello')
  expect(await run('/file', { dest: root })).toMatchObject({ path: join(root, 'file') })
})

test('what is there, or not, may be a reason to do nothing', async () => {
  expect(await run('/gone', { creates: root })).toEqual({ changed: false, stdout: `skipped, since '${root}' exists` })
  expect(await run('/gone', { removes: `${root}/no` })).toEqual({
    changed: false,
    stdout: `skipped, since '${root}/no' does not exist`,
  })
})

test('a method is one word', async () => {
  expect((await run('/file', { method: 'get it' })).msg).toMatch(/^Parameter 'method' needs/)
})
