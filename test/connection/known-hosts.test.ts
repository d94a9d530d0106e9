import { createHmac } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { addKnownKey, findKnownKeys, fingerprint, keyType, knownHostsName } from '../../src/connection/known-hosts.ts'
import { makeKey } from '../rig/ssh-server.ts'

const directory = mkdtempSync(join(tmpdir(), 'runbook-test-'))
afterAll(() => rmSync(directory, { recursive: true }))

const [a, b] = [makeKey().public, makeKey().public].map((text) => text.split(' ').slice(0, 2).join(' ')) as [
  string,
  string,
]
const blob = (text: string) => Buffer.from(text.split(' ')[1]!, 'base64')
let files = 0
const file = (...lines: string[]): string => {
  const path = join(directory, `known_hosts_${files++}`)
  writeFileSync(path, lines.join('\n'))
  return path
}
const found = async (name: string, ...lines: string[]) =>
  (await findKnownKeys([file(...lines)], name)).map(({ line, revoked }) => (revoked ? -line : line))

describe('known_hosts', () => {
  it('names hosts by address, with another port than 22 in brackets', () => {
    expect(knownHostsName('Web1', 22)).toBe('web1')
    expect(knownHostsName('::1', 2222)).toBe('[::1]:2222')
  })

  it('holds keys under names, lists of names and patterns', async () => {
    const lines = [`web1 ${a}`, `db,web2 ${a}`, `*.example.org,!bad.example.org ${a}`, `web? ${a}`]
    expect(await found('web1', ...lines)).toEqual([1, 4])
    expect(await found('web2', ...lines)).toEqual([2, 4])
    expect(await found('good.example.org', ...lines)).toEqual([3])
    expect(await found('bad.example.org', ...lines)).toEqual([])
    expect(await found('other', ...lines)).toEqual([])
  })

  it('does not take the brackets of a name for a pattern', async () => {
    expect(await found('[web1]:2222', `[web1]:2222 ${a}`, `web1 ${a}`)).toEqual([1])
  })

  it('holds keys under hashed names', async () => {
    const salt = Buffer.from('a salt of twenty bits')
    const hash = createHmac('sha1', salt).update('web1').digest('base64')
    const line = `|1|${salt.toString('base64')}|${hash} ${a}`
    expect(await found('web1', line)).toEqual([1])
    expect(await found('web2', line)).toEqual([])
  })

  it('marks revoked keys and passes over authorities, comments and what it can not read', async () => {
    const lines = [
      '# web1',
      '',
      'web1',
      'web1 ssh-rsa !!!',
      `@cert-authority web1 ${a}`,
      `@revoked web1 ${a}`,
      `web1 ${b}`,
    ]
    expect(await found('web1', ...lines)).toEqual([-6, 7])
  })

  it('is read from several files, missing ones among them', async () => {
    const keys = await findKnownKeys([file(`web1 ${a}`), '/nonexistent', file('', `web1 ${b}`)], 'web1')
    expect(keys.map((key) => [key.blob.equals(blob(a)), key.line])).toEqual([
      [true, 1],
      [false, 2],
    ])
  })

  it('gets new keys on lines of their own', async () => {
    const path = join(directory, 'made', 'known_hosts')
    await addKnownKey(path, 'web1', blob(a))
    writeFileSync(path, readFileSync(path, 'utf8').trimEnd())
    await addKnownKey(path, '[web2]:23', blob(b))
    expect(readFileSync(path, 'utf8')).toBe(`web1 ${a}\n[web2]:23 ${b}\n`)
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect((await findKnownKeys([path], '[web2]:23')).map((key) => key.line)).toEqual([2])
  })
})

describe('a key', () => {
  it('tells its type and fingerprint', () => {
    const known = 'AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl'
    expect(keyType(Buffer.from(known, 'base64'))).toBe('ssh-ed25519')
    expect(fingerprint(Buffer.from(known, 'base64'))).toBe('SHA256:+DiY3wvvV6TuJJhbpZisF/zLDA0zPMSvHdkr4UvCOqU')
  })
})
