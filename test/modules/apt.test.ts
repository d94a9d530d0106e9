import { expect, test } from 'vitest'
import apt from '../../src/modules/apt.ts'
import type { AptAnswer, DebPackage, Simulation } from '../../src/remote/queries/apt.ts'
import { changes, failure, plan } from './plan-rig.ts'
import { withDefaults } from './rig.ts'

const installed = (version: string): DebPackage => ({ version, installed: true, configured: false })

const simulation = (installs: Record<string, string>, more: Partial<Simulation> = {}): Simulation => ({
  output: `Reading state information...\nInst ...\n${Object.keys(installs).length} upgraded, 0 newly installed\n`,
  ok: true,
  installs: new Map(Object.entries(installs)),
  removes: [],
  ...more,
})

const answer = (more: Partial<AptAnswer> = {}): AptAnswer => ({
  packages: new Map([['nginx', installed('1.22')]]),
  simulation: undefined,
  updated: 1000,
  now: 2000,
  uncertain: false,
  ...more,
})

const answers = (more: Partial<AptAnswer> = {}) => ({ apt: answer(more), deb: null })

const planned = (options: Record<string, unknown>, more: Partial<AptAnswer> = {}) =>
  changes(plan(apt, { options, answers: answers(more) })).map(({ summary, effects }) => ({ summary, effects }))

const report = (
  options: Record<string, unknown>,
  given: { before?: Partial<AptAnswer>; after?: Partial<AptAnswer>; stdouts?: string[] },
) => {
  const outputs = given.stdouts?.map((stdout) => ({ stdout: Buffer.from(stdout), stderr: Buffer.alloc(0), status: 0 }))
  const before = answers(given.before) as never
  const after = answers(given.after ?? given.before) as never
  const parsed = withDefaults(apt.options, options) as never
  return Object.fromEntries(
    apt.returns?.({ options: parsed, prepared: undefined, before, after, changed: true, outputs }) ?? [],
  )
}

test('what is installed needs nothing', () => {
  expect(planned({ package: ['nginx'] })).toEqual([])
  expect(planned({ package: ['nginx'], state: 'latest' }, { simulation: simulation({}) })).toEqual([])
  expect(planned({ package: ['curl'], state: 'absent' })).toEqual([])
})

test('what is missing is installed with all that comes along', () => {
  expect(planned({ package: ['curl'] }, { simulation: simulation({ curl: '7.88', libcurl4: '7.88' }) })).toEqual([
    {
      summary: 'install curl',
      effects: [
        { kind: 'package', name: 'curl', version: '7.88' },
        { kind: 'package', name: 'libcurl4', version: '7.88' },
      ],
    },
  ])
})

test('a package is removed', () => {
  expect(
    planned({ package: ['nginx'], state: 'absent' }, { simulation: simulation({}, { removes: ['nginx'] }) }),
  ).toEqual([{ summary: 'remove nginx', effects: [{ kind: 'package', name: 'nginx', version: null }] }])
})

test('lists that are old enough are fetched first', () => {
  const lists = { kind: 'named', type: 'apt-lists', name: 'lists', value: true }
  expect(planned({ update_cache: true })).toEqual([{ summary: 'fetch the package lists', effects: [lists] }])
  expect(planned({ update_cache: true, cache_valid_time: 3600 })).toEqual([])
  expect(planned({ package: ['nginx'], cache_valid_time: 500 }).map(({ summary }) => summary)).toEqual([
    'fetch the package lists',
  ])
})

test('what the old lists do not know may be in the new ones', () => {
  const unknown = simulation({}, { ok: false, output: 'E: Unable to locate package x\n' })
  expect(planned({ package: ['x'], update_cache: true }, { simulation: unknown })[1]).toEqual({
    summary: 'install x',
    effects: [{ kind: 'package', name: 'x', version: undefined }],
  })
  expect(planned({ package: ['x'] }, { simulation: unknown, uncertain: true })).toHaveLength(1)
})

test.each([
  ['E: Unable to locate package x\n', "No package matching 'x' is available"],
  ["E: Package 'x' has no installation candidate\n", "No package matching 'x' is available"],
  ["E: Version '9' for 'nginx' was not found\n", 'no available installation candidate for nginx=9'],
])('%s means "%s"', (output, message) => {
  const answered = answers({ simulation: simulation({}, { ok: false, output }) })
  expect(failure(apt, { options: { package: ['x'] }, answers: answered })).toBe(message)
})

test('commands are those of apt-get', () => {
  const options = {
    package: ['curl=7*'],
    install_recommends: false,
    default_release: 'bookworm-backports',
    allow_downgrade: true,
  }
  const [install] = changes(plan(apt, { options, answers: answers({ simulation: simulation({ curl: '7' }) }) }))
  expect(install?.commands).toEqual([
    "DEBIAN_FRONTEND=noninteractive DEBIAN_PRIORITY=critical LC_ALL=C apt-get -y -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold -o DPkg::Lock::Timeout=60 --allow-downgrades -t bookworm-backports -o APT::Install-Recommends=no install 'curl=7*'",
  ])
  expect(install?.diff).toEqual({ prepared: 'Inst ...\n1 upgraded, 0 newly installed' })
})

test('the result tells what apt-get said and whether it did something', () => {
  const done = '0 upgraded, 1 newly installed, 0 to remove and 0 not upgraded.\n'
  const nothing = '0 upgraded, 0 newly installed, 0 to remove and 3 not upgraded.\n'
  const stale = { update_cache: true, package: ['curl'] }
  expect(
    report({ package: ['curl'] }, { before: { simulation: simulation({ curl: '7' }) }, stdouts: [done] }),
  ).toMatchObject({
    changed: true,
    stdout: done,
    stdout_lines: [done.trim()],
    cache_updated: false,
    cache_update_time: 1000,
  })
  expect(report(stale, { after: { updated: 1999 }, stdouts: ['', nothing] })).toMatchObject({
    changed: false,
    cache_updated: true,
    cache_update_time: 1999,
  })
  expect(report({ update_cache: true }, { after: { updated: 1999 }, stdouts: [''] })).toEqual({
    changed: true,
    cache_updated: true,
    cache_update_time: 1999,
  })
  expect(report({ package: ['nginx'], update_cache: true }, { after: { updated: 1999 }, stdouts: [''] }).changed).toBe(
    false,
  )
  expect(report({ package: ['nginx'] }, {}).changed).toBe(false)
})

test('a package file that is not there fails', () => {
  expect(failure(apt, { options: { deb: '/x.deb' }, answers: answers() })).toContain('Could not open file /x.deb')
})

test('an upgrade that has nothing to do tells what apt said', () => {
  const nothing = simulation({}, { output: '0 upgraded, 0 newly installed, 0 to remove and 0 not upgraded.\n' })
  expect(report({ upgrade: 'dist' }, { before: { simulation: nothing } })).toMatchObject({
    changed: false,
    msg: nothing.output,
    stdout: nothing.output,
    stderr: '',
    stdout_lines: [nothing.output.trimEnd()],
  })
})
