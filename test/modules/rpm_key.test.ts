import { expect, test } from 'vitest'
import rpmKey from '../../src/modules/rpm_key.ts'
import { rpmKeys } from '../../src/remote/queries/rpm-keys.ts'
import { changes, failure, plan } from './plan-rig.ts'

const armored = '-----BEGIN PGP PUBLIC KEY BLOCK-----\nx\n-----END PGP PUBLIC KEY BLOCK-----\n'
const print = 'AAAABBBBCCCCDDDDEEEEFFFF0123456789ABCDEF'
const keys = {
  lacks: undefined,
  trusted: ['FFFFFFFF00000000'],
  id: '0123456789ABCDEF',
  fingerprints: [print],
  isFile: true,
}
const given = (options: Record<string, unknown>, answers: Record<string, unknown> = {}) => ({
  options: { key: '/etc/key', ...options },
  answers: { fetched: null, keys, ...answers },
})
const commands = (...args: Parameters<typeof given>) =>
  changes(plan(rpmKey, given(...args))).flatMap((one) => one.commands)

test('a file is imported, once', () => {
  expect(commands({ fingerprint: ['aaaa BBBB CCCC DDDD EEEE FFFF 0123 4567 89AB CDEF'] })).toEqual([
    'rpm --import /etc/key',
  ])
  expect(commands({}, { keys: { ...keys, trusted: [keys.id] } })).toEqual([])
})

test('a key is fetched and imported', () => {
  const fetched = { content: Buffer.from(armored), error: '' }
  expect(commands({ key: 'https://a.org/key' }, { fetched })).toEqual([expect.stringContaining('rpm --import "$t"')])
})

test('a key goes, once', () => {
  const absent = { key: '0xffffffff00000000', state: 'absent' }
  expect(commands(absent)).toEqual(['rpm --erase --allmatches gpg-pubkey-00000000'])
  expect(commands({ ...absent, key: 'DEADBEEF' })).toEqual([])
})

test.each<[Record<string, unknown>, Record<string, unknown>, string]>([
  [{}, { keys: { ...keys, lacks: 'rpm' } }, 'Failed to find required executable "rpm"'],
  [{}, { keys: { ...keys, isFile: false } }, 'Not a valid key /etc/key'],
  [{}, { keys: { ...keys, id: undefined } }, 'Unexpected gpg output'],
  [{ key: 'DEADBEEF' }, {}, 'When importing a key, a valid file must be given'],
  [
    { fingerprint: ['12 34'] },
    {},
    `The specified fingerprint, '{'1234'}', does not match any key fingerprints in '{'${print}'}'`,
  ],
  [
    { key: 'https://a.org/key' },
    { fetched: { content: undefined, error: 'no route' } },
    'failed to fetch key at https://a.org/key , error was: no route',
  ],
  [
    { key: 'https://a.org/key' },
    { fetched: { content: Buffer.from('x'), error: '' } },
    'Not a public key: https://a.org/key',
  ],
])('%o fails', (options, answers, message) => {
  expect(failure(rpmKey, given(options, answers))).toBe(message)
})

test('what the host says is read, and what was planned is known', () => {
  const query = rpmKeys({ file: '/etc/key' })
  const text = `trusted pub:-:4096:1:FFFFFFFF00000000:1:::-:
trusted uid:-::::1::x::
trusted sub:-:4096:1:1111111100000000:1:::-:
file
key pub:-:4096:1:0123456789ABCDEF:1:::-:
key pub:-:4096:1:0123456789ABCDEF:1:::-:
key fpr:::::::::${print}:
`
  const read = query.parse({ stdout: Buffer.from(text), stderr: Buffer.alloc(0), status: 0 })
  expect(read).toEqual({ ...keys, trusted: ['FFFFFFFF00000000', '1111111100000000'] })
  const effect = (name: string, value: string) => ({ kind: 'named', type: 'rpm-key', name, value }) as const
  expect(query.overlay(read, [effect('AB', 'present'), effect('1111111100000000', 'absent')]).trusted).toEqual([
    'FFFFFFFF00000000',
    'AB',
  ])
})
