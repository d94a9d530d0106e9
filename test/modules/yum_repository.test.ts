import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import yumRepository from '../../src/modules/yum_repository.ts'
import { Secret } from '../../src/values.ts'
import { runModule } from './plan-rig.ts'

const present = `[one]
baseurl: http://one.org/a
  http://one.org/b
# a comment
Enabled=1

[two]
name = Two
`

const make = (text?: string) => {
  const reposdir = mkdtempSync(join(tmpdir(), 'repos-'))
  const file = join(reposdir, 'all.repo')
  if (text !== undefined) writeFileSync(file, text)
  const run = (options: Record<string, unknown>, dryRun = false) =>
    runModule(yumRepository, { options: { file: 'all', reposdir, ...options }, dryRun })
  return { file, run, text: () => readFileSync(file, 'utf8') }
}

const epel = {
  name: 'epel',
  description: 'EPEL',
  baseurl: ['https://a.org/$basearch', 'https://b.org'],
  gpgcheck: false,
}

test('a repository goes into a file of its own', async () => {
  const { run, text } = make()
  const { changed, result } = await run({ ...epel, exclude: ['a*', 'b'], password: new Secret('pw') })
  expect(changed).toBe(true)
  expect(result).toEqual(
    new Map<string, unknown>([
      ['changed', true],
      ['repo', 'epel'],
      ['state', 'present'],
    ]),
  )
  expect(text()).toBe(
    '[epel]\nbaseurl = https://a.org/$basearch\n\thttps://b.org\nexclude = a* b\ngpgcheck = 0\nname = EPEL\npassword = pw\n\n',
  )
  expect((await run({ ...epel, exclude: ['a*', 'b'], password: new Secret('pw') })).changed).toBe(false)
})

test('a repository is set anew below the others', async () => {
  const { run, text } = make(present)
  expect((await run({ name: 'one', description: 'One', metalink: 'http://m.org' })).changed).toBe(true)
  expect(text()).toBe('[two]\nname = Two\n\n[one]\nmetalink = http://m.org\nname = One\n\n')
})

test('what is as wanted keeps its order and comments', async () => {
  const { run, text } = make(present)
  const options = { name: 'one', baseurl: ['http://one.org/a', 'http://one.org/b'], enabled: true }
  expect((await run(options)).changed).toBe(false)
  expect(text()).toBe(present)
})

test('a repository goes, and with the last one the file', async () => {
  const { file, run, text } = make(present)
  expect((await run({ name: 'one', state: 'absent' })).changed).toBe(true)
  expect(text()).toBe('[two]\nname = Two\n\n')
  const dry = await run({ name: 'two', state: 'absent' }, true)
  expect(dry.effects).toEqual([{ kind: 'path', path: file, stat: null }])
  await run({ name: 'two', state: 'absent' })
  expect(existsSync(file)).toBe(false)
  expect((await run({ name: 'two', state: 'absent' })).changed).toBe(false)
})

test('the mode of the file is kept', async () => {
  const { run } = make(present)
  expect((await run({ name: 'none', state: 'absent', mode: '0600' })).changes.map(({ summary }) => summary)).toEqual([
    expect.stringContaining('set attributes of'),
  ])
})

test('the directory must be there', async () => {
  await expect(make().run({ ...epel, reposdir: '/nowhere' })).rejects.toThrow(
    "Repo directory '/nowhere' does not exist.",
  )
})

test('options that have no effect are told', async () => {
  const { warnings } = await make().run({ ...epel, async: true, protect: false })
  expect(warnings).toEqual([
    "'async' parameter is deprecated as it has been removed on systems supported by ansible-core.",
    "'protect' parameter is deprecated as it has no effect with dnf as an underlying package manager.",
  ])
})
