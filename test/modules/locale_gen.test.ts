import { expect, test } from 'vitest'
import localeGen from '../../src/modules/locale_gen.ts'
import type { Query } from '../../src/remote/query.ts'
import { changes, failure, plan } from './plan-rig.ts'

const debian = {
  present: new Set(['C', 'de_DE.utf8']),
  ubuntu: false,
  chosen: Buffer.from('# about\n# en_GB.UTF-8 UTF-8\nde_DE.UTF-8 UTF-8\n'),
  own: null,
  supported: Buffer.from('en_GB.UTF-8 UTF-8\nfr_FR.UTF-8 UTF-8\n'),
}
const ubuntu = { ...debian, ubuntu: true, own: Buffer.from('de_DE.UTF-8 UTF-8\nen_US.UTF-8 UTF-8\n') }

const planned = (options: Record<string, unknown>, answers: object = debian) =>
  changes(plan(localeGen, { options, answers: answers as never }))

test('a locale is made', () => {
  const [one] = planned({ name: ['en_GB.UTF-8'] })
  expect(one?.commands).toEqual(['write /etc/locale.gen', 'PATH=$PATH:/usr/sbin locale-gen'])
  expect(one?.diff).toMatchObject({ after: '# about\nen_GB.UTF-8 UTF-8\nde_DE.UTF-8 UTF-8\n' })
})

test('a locale that stands nowhere yet is added', () => {
  const [one] = planned({ name: ['fr_FR.UTF-8', 'de_DE.UTF-8'] })
  expect(one?.diff).toMatchObject({ after: `${debian.chosen}fr_FR.UTF-8 UTF-8\n` })
})

test('a locale goes', () => {
  const [one] = planned({ name: ['de_DE.UTF-8'], state: 'absent' })
  expect(one?.diff).toMatchObject({ after: '# about\n# en_GB.UTF-8 UTF-8\n# de_DE.UTF-8 UTF-8\n' })
})

test('nothing is done for what is so', () => {
  expect(planned({ name: ['de_DE.UTF-8'] })).toEqual([])
  expect(planned({ name: ['en_GB.UTF-8'], state: 'absent' })).toEqual([])
})

test('Ubuntu has its own ways', () => {
  expect(planned({ name: ['en_GB.UTF-8'] }, ubuntu)[0]?.commands).toEqual([
    'PATH=$PATH:/usr/sbin locale-gen en_GB.UTF-8',
  ])
  const supported = Buffer.from('de_DE.UTF-8 UTF-8\n')
  expect(planned({ name: ['de_DE.UTF-8'], state: 'absent' }, { ...ubuntu, supported })[0]?.commands).toEqual([
    'write /var/lib/locales/supported.d/local',
    'PATH=$PATH:/usr/sbin locale-gen --purge',
  ])
})

test.each([
  [debian, "The locale you've entered is not available on your system."],
  [
    { ...debian, chosen: null },
    '/etc/locale.gen and /var/lib/locales/supported.d/local are missing. Is the package "locales" installed?',
  ],
])('what can not be made is a failure', (answers, message) => {
  expect(failure(localeGen, { options: { name: ['xx_XX.UTF-8'] }, answers })).toBe(message)
})

test('a dry run knows what was planned', () => {
  const { present } = localeGen.inspect({} as never, undefined) as { present: Query<ReadonlySet<string>> }
  const effects = planned({ name: ['en_GB.UTF-8'] }).flatMap((one) => one.effects)
  expect([...present.overlay(debian.present, effects)]).toEqual(['C', 'de_DE.utf8', 'en_GB.utf8'])
})
