import { expect, test } from 'vitest'
import aptRepository from '../../src/modules/apt_repository.ts'
import { changes, failure, plan } from './plan-rig.ts'
import { withDefaults } from './rig.ts'

const list = '/etc/apt/sources.list'
const sources = new Map([
  [list, ['# main', 'deb  http://deb.debian.org/debian bookworm main # comment', '# deb http://x.org/debian sid main']],
  ['/etc/apt/sources.list.d/y.list', ['deb [arch=amd64] https://y.org/apt stable main']],
])

const planned = (options: Record<string, unknown>) => changes(plan(aptRepository, { options, answers: { sources } }))

const files = (options: Record<string, unknown>) =>
  planned(options).flatMap(({ effects }) =>
    effects
      .filter((effect) => effect.kind === 'path')
      .map((effect) => [effect.path, effect.stat && effect.content?.toString()]),
  )

test.each<[Record<string, unknown>, [string, string | null][]]>([
  [{ repo: 'deb http://deb.debian.org/debian  bookworm main' }, []],
  [
    { repo: 'deb [a=b] https://user:pw@z.org/apt/x stable main' },
    [['/etc/apt/sources.list.d/z_org_apt_x.list', 'deb [a=b] https://user:pw@z.org/apt/x stable main\n']],
  ],
  [
    { repo: 'deb https://z.org/apt stable main', filename: 'own' },
    [['/etc/apt/sources.list.d/own.list', 'deb https://z.org/apt stable main\n']],
  ],
  [
    { repo: 'deb-src https://y.org/apt stable main', filename: 'y' },
    [
      [
        '/etc/apt/sources.list.d/y.list',
        'deb [arch=amd64] https://y.org/apt stable main\ndeb-src https://y.org/apt stable main\n',
      ],
    ],
  ],
  [
    { repo: 'deb http://x.org/debian sid main' },
    [[list, '# main\ndeb  http://deb.debian.org/debian bookworm main # comment\ndeb http://x.org/debian sid main\n']],
  ],
  [
    { repo: 'deb [arch=amd64] https://y.org/apt stable main', state: 'absent' },
    [['/etc/apt/sources.list.d/y.list', null]],
  ],
  [{ repo: 'deb https://none.org/apt stable main', state: 'absent' }, []],
])('%o', (options, expected) => {
  expect(files(options)).toEqual(expected)
})

test('the lists are fetched after a change unless told otherwise', () => {
  const commands = (update_cache: boolean) =>
    planned({ repo: 'deb https://z.org/apt stable main', update_cache }).flatMap((one) => one.commands)
  expect(commands(true)).toEqual([
    'write /etc/apt/sources.list.d/z_org_apt.list',
    expect.stringContaining('apt-get -q'),
  ])
  expect(commands(false)).toEqual(['write /etc/apt/sources.list.d/z_org_apt.list'])
})

test('the result names what came', () => {
  const options = withDefaults(aptRepository.options, { repo: 'deb https://z.org/apt stable main' })
  expect(Object.fromEntries(aptRepository.returns?.({ options, before: { sources } } as never) ?? [])).toEqual({
    repo: 'deb https://z.org/apt stable main',
    state: 'present',
    sources_added: ['/etc/apt/sources.list.d/z_org_apt.list'],
    sources_removed: [],
  })
})

test.each([
  ['nonsense', 'Invalid repository string: nonsense'],
  ['ppa:a/b', 'personal package archives (ppa:) are not supported: give the line and its key'],
])('%s fails', (repo, message) => {
  expect(failure(aptRepository, { options: { repo }, answers: { sources } })).toBe(message)
})
