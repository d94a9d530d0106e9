import { mkdtempSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import waitFor from '../../src/modules/wait_for.ts'
import type { Answer } from '../../src/remote/answer.ts'
import { dict, Tuple, type Value } from '../../src/values.ts'
import { localShell, runAction } from './rig.ts'

const file = join(mkdtempSync(join(tmpdir(), 'wait-')), 'file')
writeFileSync(file, 'first\nroot:x\n')

const name = expect.any(String)
const owner = { uid: process.getuid?.(), gid: process.getgid?.(), owner: name, group: name }

const answering = (stdout: string, status = 0) => ({
  ...localShell(),
  exchange: async () => [{ stdout: Buffer.from(stdout), stderr: Buffer.alloc(0), status } satisfies Answer],
})

test.each<[Record<string, Value>, Record<string, Value>]>([
  [{ path: file }, { path: file }],
  [
    { path: '/nope', state: 'absent' },
    { path: '/nope', state: 'absent' },
  ],
  [
    { path: file, search_regex: '^(?P<a>ro+)t:(x)' },
    {
      path: file,
      search_regex: '^(?P<a>ro+)t:(x)',
      match_groups: Tuple.from_(['roo', 'x']),
      match_groupdict: dict({ a: 'roo' }),
    },
  ],
  [
    { port: 1, state: 'stopped' },
    { port: 1, state: 'stopped' },
  ],
])('%o is so at once', async (options, expected) => {
  const nothing = { state: 'started', port: null, search_regex: null, path: null }
  const groups = { match_groups: Tuple.from_([]), match_groupdict: new Map() }
  const { result } = await runAction(waitFor, { options })
  const found = options.path === file ? { ...owner, mode: expect.any(String), size: 13, state: 'file' } : {}
  expect(Object.fromEntries(result)).toEqual({
    changed: false,
    elapsed: 0,
    ...nothing,
    ...groups,
    ...expected,
    ...found,
  })
})

test('an open port is seen, also in what it sends', async () => {
  const server = createServer((socket) => socket.on('error', () => {}).end('SSH-2.0-x'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  const { spawn } = await import('node:child_process')
  const remote = { ...localShell(), exchange: viaSpawn(spawn) }
  const plain = await runAction(waitFor, { options: { port }, remote })
  const searched = await runAction(waitFor, { options: { port, search_regex: 'SSH-\\d' }, remote })
  server.close()
  expect([plain.result.get('failed'), searched.result.get('failed')]).toEqual([undefined, undefined])
})

/** Like the rig's shell, but leaves this process free to serve meanwhile. */
const viaSpawn =
  (spawn: typeof import('node:child_process').spawn) =>
  async (steps: readonly unknown[]): Promise<Answer[]> => {
    const child = spawn('/bin/sh', ['-c', (steps[0] as { script: { text: string } }).script.text])
    const chunks: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
    const status = await new Promise<number>((resolve) => child.on('close', (code) => resolve(code ?? 255)))
    return [{ stdout: Buffer.concat(chunks), stderr: Buffer.alloc(0), status }]
  }

test.each([
  [{ port: 1 }, 'Timeout when waiting for 127.0.0.1:1'],
  [{ port: 1, search_regex: 'x' }, 'Timeout when waiting for search string x in 127.0.0.1:1'],
  [{ port: 1, state: 'stopped' }, 'Timeout when waiting for 127.0.0.1:1 to stop.'],
  [{ port: 1, state: 'drained' }, 'Timeout when waiting for 127.0.0.1:1 to drain'],
  [{ path: '/a' }, 'Timeout when waiting for file /a'],
  [{ path: '/a', search_regex: 'x' }, 'Timeout when waiting for search string x in /a'],
  [{ path: '/a', state: 'absent' }, 'Timeout when waiting for /a to be absent.'],
  [{ path: '/a', msg: 'too late' }, 'too late'],
])('%o fails with "%s" when the time is over', async (options, msg) => {
  const { result } = await runAction(waitFor, { options: { ...options, timeout: 0 } })
  expect(result).toEqual(dict({ failed: true, msg, elapsed: 0 }))
})

test.each([
  [{ port: 1, path: '/a' }, 'port and path parameter can not both be passed to wait_for'],
  [{ path: '/a', state: 'stopped' }, 'state=stopped should only be used for checking a port in the wait_for module'],
  [{ port: 1, exclude_hosts: ['a'] }, 'exclude_hosts should only be with state=drained'],
  [{ port: 1, active_connection_states: ['X'] }, 'unknown active_connection_state (X) defined'],
])('%o is refused', async (options, msg) => {
  expect((await runAction(waitFor, { options })).result).toEqual(dict({ failed: true, msg, elapsed: 0 }))
})

const connection = (local: string, state: string) =>
  `   0: ${local}:0050 0200007F:D431 ${state} 00000000:00000000 00:00000000 00000000     0        0 1 1\n`

test.each([
  ['a connection to the port', connection('0100007F', '01'), true],
  ['a connection in another state', connection('0100007F', '0A'), false],
  ['a connection to another address', connection('0500007F', '01'), false],
  ['a connection over IPv6 to the IPv4 address', connection('0000000000000000FFFF00000100007F', '06'), true],
])('%s counts for drained: %s', async (_name, table, counts) => {
  const remote = answering(`host 127.0.0.1 127.0.0.1\n${table}`)
  const options = { port: 80, state: 'drained', timeout: 1, sleep: 1 }
  expect((await runAction(waitFor, { options, remote })).result.get('failed')).toBe(counts ? true : undefined)
})
