import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import knownHosts from '../../src/modules/known_hosts.ts'
import { hashHost, namesHost } from '../../src/modules/shared/known-hosts-lines.ts'
import { runSite } from '../rig/run-site.ts'
import { runModule } from './plan-rig.ts'

const key = 'a.example ssh-rsa AAAAone'

test.each([
  ['a.example', 'a.example', true],
  ['b,a.example', 'A.example', true],
  ['*.example', 'a.example', true],
  ['*.example,!a.example', 'a.example', false],
  ['[a.example]:22', 'a.example', false],
  ['aXexample', 'a.example', false],
])('%s means %s: %s', (hosts, host, expected) => {
  expect(namesHost(hosts, host)).toBe(expected)
})

test('a hashed name is found again', () => {
  const line = hashHost('a.example', key)
  expect(line).toMatch(/^\|1\|\S+\|\S+ ssh-rsa AAAAone$/)
  expect(namesHost(line.split(' ')[0] ?? '', 'a.example')).toBe(true)
  expect(namesHost(line.split(' ')[0] ?? '', 'b.example')).toBe(false)
})

const run = async (text: string | undefined, options: Record<string, unknown>) => {
  const path = join(mkdtempSync(join(tmpdir(), 'known-')), 'f')
  if (text !== undefined) writeFileSync(path, text)
  const own = { options: { name: 'a.example', path, ...options } }
  const { changed } = await runModule(knownHosts, own)
  expect((await runModule(knownHosts, own)).changed).toBe(false)
  return { changed, text: changed ? readFileSync(path, 'utf8') : text }
}

test.each<[string | undefined, Record<string, unknown>, string | undefined]>([
  [undefined, { key }, `${key}\n`],
  [`${key}\n`, { key: `${key}\n` }, `${key}\n`],
  [`b x y\n${key}\n`, { key: 'a.example ssh-rsa AAAAtwo' }, 'b x y\na.example ssh-rsa AAAAtwo\n'],
  [`${key}\n`, { key: 'a.example ssh-ed25519 AAAAtwo' }, `${key}\na.example ssh-ed25519 AAAAtwo\n`],
  [`b x y\n${key}\n`, { state: 'absent' }, 'b x y\n'],
  [`b x y\n${key}\n`, { key: 'a.example ssh-rsa AAAAtwo', state: 'absent' }, 'b x y\n'],
  [`${key}\n`, { key: 'a.example ssh-ed25519 AAAAtwo', state: 'absent' }, `${key}\n`],
  [`@revoked ${key}\n`, { key: 'a.example ssh-rsa AAAAtwo', state: 'absent' }, `@revoked ${key}\n`],
  [`${key}\n`, { key, state: 'absent' }, ''],
  [`b x y\n${hashHost('a.example', key)}\n`, { key, state: 'absent' }, 'b x y\n'],
  [undefined, { state: 'absent' }, undefined],
])('%j with %o becomes %j', async (text, options, after) => {
  const result = await run(text, options)
  expect(result).toEqual({ changed: text !== after, text: after })
})

test('a name may be written as a hash', async () => {
  expect((await run(undefined, { key, hash_host: true })).text).toMatch(/^\|1\|/)
})

test.each([
  [{}, 'No key specified when adding a host'],
  [{ key: 'b.example ssh-rsa x' }, 'Host parameter does not match hashed host field in supplied key'],
  [{ name: 'a, b', key }, /^Comma separated list/],
])('%o fails', async (options, message) => {
  await expect(run(undefined, options)).rejects.toThrow(message)
})

test('what differs is told without being asked for, the whole file under its name', async () => {
  const { said } = await runSite(`
    - hosts: a
      tasks:
        - {known_hosts: {name: b, key: b x y, path: "{{ playbook_dir }}/known"}, register: one}
        - {known_hosts: {name: b, key: b x y, path: "{{ playbook_dir }}/known"}, register: two}
        - {debug: {msg: "{{ one.diff.before_header }}{{ one.diff.after }}{{ two.diff.before == two.diff.after }}"}}
        - {debug: {msg: "{{ two.diff.before_header == two.diff.after_header == two.path }}"}}
  `)
  expect(said).toEqual(['/dev/nullb x y\nTrue', true])
})
