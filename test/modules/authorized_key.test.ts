import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import authorizedKey from '../../src/modules/authorized_key.ts'
import { editKeys } from '../../src/modules/shared/edit-authorized-keys.ts'
import { runModule } from './plan-rig.ts'

const one = 'ssh-ed25519 AAAAone me@one'
const two = 'ssh-rsa AAAAtwo'
const base = { options: undefined, comment: undefined, state: 'present', exclusive: false } as const

test.each<[string, string, Partial<Parameters<typeof editKeys>[1]>, string]>([
  ['a first key', '', { keys: one }, `${one}\n`],
  ['a key that is there', `${one}\n`, { keys: `${one}\n` }, `${one}\n`],
  ['several keys', `# mine\n${one}\n`, { keys: `${one}\n# x\n\n${two}` }, `# mine\n${one}\n${two}\n`],
  ['other options', `${one}\n`, { keys: one, options: 'no-pty' }, `no-pty ${one}\n`],
  [
    'the same options',
    `no-pty,from="a, b" ${one}\n`,
    { keys: one, options: 'from="a, b",no-pty' },
    `no-pty,from="a, b" ${one}\n`,
  ],
  ['options that go', `command="a b" ${one}\n`, { keys: one }, `${one}\n`],
  ['another comment', `${one}\n`, { keys: one, comment: 'new' }, 'ssh-ed25519 AAAAone new\n'],
  ['no other keys', `# mine\n${two}\n${one}\n`, { keys: one, exclusive: true }, `${one}\n`],
  ['no such key', `${two}\nno-pty ${one}\n`, { keys: one, state: 'absent' }, `${two}\n`],
  ['no such key, as it is', two, { keys: one, state: 'absent' }, two],
])('%s', (_what, text, settings, after) => {
  expect(editKeys(text, { ...base, keys: '', ...settings })).toBe(after)
})

test('what is no key fails', () => {
  expect(() => editKeys('', { ...base, keys: 'something' })).toThrow('invalid key specified: something')
})

const { username } = userInfo()
const root = () => mkdtempSync(join(tmpdir(), 'keys-'))

test('directory and file are made for the user alone', async () => {
  const path = join(root(), '.ssh/authorized_keys')
  const options = { user: username, key: one, path }
  const controller = {}
  expect((await runModule(authorizedKey, { options, controller, dryRun: true })).changed).toBe(true)
  expect((await runModule(authorizedKey, { options, controller })).result.get('keyfile')).toBe(path)
  expect(readFileSync(path, 'utf8')).toBe(`${one}\n`)
  expect([statSync(path).mode & 0o777, statSync(join(path, '..')).mode & 0o777]).toEqual([0o600, 0o700])
  expect((await runModule(authorizedKey, { options, controller })).changed).toBe(false)
})

test('keys may come from a URL', async () => {
  const server = createServer((_request, response) => response.end(`${one}\n${two}\n`)).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const path = join(root(), 'keys')
  writeFileSync(path, '')
  const key = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  await runModule(authorizedKey, { options: { user: username, key, path }, controller: {} })
  server.close()
  expect(readFileSync(path, 'utf8')).toBe(`${one}\n${two}\n`)
})

test('an unknown user fails', async () => {
  await expect(
    runModule(authorizedKey, { options: { user: 'no-such-user', key: one }, controller: {} }),
  ).rejects.toThrow('Failed to lookup user no-such-user')
})

test('the home of a planned user is known', async () => {
  const { result } = await runModule(authorizedKey, {
    options: { user: 'planned', key: one },
    controller: {},
    effects: [{ kind: 'user', name: 'planned', entry: new Map([['home', '/srv/planned']]) }],
    dryRun: true,
  })
  expect(result.get('keyfile')).toBe('/srv/planned/.ssh/authorized_keys')
})
