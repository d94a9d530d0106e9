import { expect, test } from 'vitest'
import deb822 from '../../src/modules/deb822_repository.ts'
import { changes, failure, plan } from './plan-rig.ts'
import { withDefaults } from './rig.ts'

const source = '/etc/apt/sources.list.d/my-repo-1.sources'
const stat = { path: source, kind: 'file', mode: 0o644, uid: 0, gid: 0, owner: 'root', group: 'root', size: 1 }
const nothing = { path: source, stat: null, target: null, parent: true, checksum: undefined, content: undefined }
const there = (text: string) => ({ ...nothing, stat, target: stat, checksum: 'x', content: Buffer.from(text) })
const directory = { ...stat, path: '/etc/apt/keyrings', kind: 'directory', mode: 0o755 }
const accounts = { ownerEntry: null, groupEntry: null, umask: 0o022, flags: '' }
const usual = { source: nothing, isFile: null, fetched: null, armored: false, binary: false, directory, key: null }
const given = (options: Record<string, unknown>, answers: Record<string, unknown> = {}) => ({
  options: { name: 'My Repo_1!', ...options },
  answers: { ...usual, ...accounts, ...answers },
})

const written = (options: Record<string, unknown>, answers?: Record<string, unknown>) =>
  changes(plan(deb822, given(options, answers)))
    .flatMap(({ effects }) => effects)
    .flatMap((effect) => (effect.kind === 'path' ? [[effect.path, effect.content?.toString()]] : []))

const result = (options: Record<string, unknown>, answers?: Record<string, unknown>) => {
  const { options: all, answers: before } = given(options, answers)
  return Object.fromEntries(deb822.returns?.({ options: withDefaults(deb822.options, all), before } as never) ?? [])
}

const named = given({}).options.name

test('fields are written under the names of the format, in one order', () => {
  const options = { uris: ['http://a.org', 'http://b.org'], suites: ['stable'], components: ['main'], enabled: false }
  expect(written({ ...options, allow_insecure: true, date_max_future: 10, signed_by: 'ABCD' })).toEqual([
    [
      source,
      `Allow-Insecure: yes\nComponents: main\nDate-Max-Future: 10\nEnabled: no\nX-Repolib-Name: ${named}\nSigned-By: ABCD\nSuites: stable\nTypes: deb\nURIs: http://a.org http://b.org\n`,
    ],
  ])
})

test('a key that is given stands below its field', () => {
  const key = '-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nabc\n-----END-----\n'
  expect(written({ signed_by: key })).toEqual([
    [
      source,
      `X-Repolib-Name: ${named}\nSigned-By:\n    -----BEGIN PGP PUBLIC KEY BLOCK-----\n    .\n    abc\n    -----END-----\nTypes: deb\n`,
    ],
  ])
  expect(result({ signed_by: key })).toMatchObject({ key_filename: null })
})

test('a file of the host is named', () => {
  expect(result({ signed_by: '/k.asc' }, { isFile: stat })).toEqual({
    repo: `X-Repolib-Name: ${named}\nSigned-By: /k.asc\nTypes: deb\n`,
    dest: '/etc/apt/sources.list.d/my-repo-1.sources',
    key_filename: '/k.asc',
  })
})

test('a key that is fetched goes into a file, below a directory with the right mode', () => {
  const key = { ...nothing, path: '/etc/apt/keyrings/my-repo-1.gpg' }
  const answers = { key, fetched: { content: Buffer.from('KEY'), error: '' }, directory: { ...directory, mode: 0o700 } }
  const planned = changes(plan(deb822, given({ signed_by: 'https://a.org/key' }, answers)))
  expect(planned.map(({ commands }) => commands)).toEqual([
    ['chmod -- 00755 /etc/apt/keyrings'],
    ['write /etc/apt/keyrings/my-repo-1.gpg'],
    [`write ${source}`],
  ])
  expect(written({ signed_by: 'https://a.org/key' }, answers).at(-1)?.[1]).toContain(`Signed-By: ${key.path}\n`)
})

test('what can not be fetched is a failure', () => {
  const fetched = { content: undefined, error: 'HTTP/1.1 404 Not Found' }
  expect(failure(deb822, given({ signed_by: 'https://a.org/key' }, { fetched }))).toBe(
    'Could not fetch signed_by key: HTTP/1.1 404 Not Found',
  )
})

test('a source goes with its keys', () => {
  const planned = changes(plan(deb822, given({ state: 'absent' }, { source: there('x'), armored: true })))
  expect(planned.flatMap(({ commands }) => commands)).toEqual([
    'rm -f -- /etc/apt/sources.list.d/my-repo-1.sources',
    'rm -f -- /etc/apt/keyrings/my-repo-1.asc',
  ])
  expect(plan(deb822, given({ state: 'absent' }))).toEqual([])
  expect(result({ state: 'absent' })).toMatchObject({ repo: null, key_filename: '/etc/apt/keyrings/my-repo-1.gpg' })
})
