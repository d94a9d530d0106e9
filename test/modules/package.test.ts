import { expect, test } from 'vitest'
import packageModule from '../../src/modules/package.ts'
import { changes, failure, plan } from './plan-rig.ts'

const apt = {
  packages: new Map(),
  simulation: { output: '', ok: true, installs: new Map([['git', '2']]), removes: [] },
  updated: 1,
  now: 2,
  uncertain: false,
}

const commands = (options: Record<string, unknown>, manager: string, installed: string[] = []) =>
  changes(
    plan(packageModule, { options, answers: { apt, deb: null, other: { manager, installed: new Set(installed) } } }),
  ).flatMap((one) => one.commands)

test.each<[Record<string, unknown>, string, string[], string[]]>([
  [{ name: ['git', 'vim'], state: 'present' }, 'dnf', ['vim'], ['LC_ALL=C dnf -y install git']],
  [{ name: ['git'], state: 'latest' }, 'dnf', ['git'], ['LC_ALL=C dnf -y upgrade git']],
  [{ name: ['git'], state: 'absent' }, 'apk', ['git'], ['LC_ALL=C apk del git']],
  [{ name: ['git'], state: 'installed' }, 'apk', [], ['LC_ALL=C apk add git']],
  [{ name: ['git'], state: 'removed' }, 'zypper', [], []],
])('%o with %s', (options, manager, installed, expected) => {
  expect(commands(options, manager, installed)).toEqual(expected)
})

test('on Debian it is apt, with its options', () => {
  const [command] = commands({ name: ['git'], state: 'installed', install_recommends: false }, 'apt-get')
  expect(command).toContain('-o APT::Install-Recommends=no install git')
})

test('a host without package manager fails', () => {
  const answers = { apt, deb: null, other: { manager: undefined, installed: new Set() } }
  expect(failure(packageModule, { options: { name: ['a'], state: 'present' }, answers })).toBe(
    'Could not find a module for unknown package manager.',
  )
})
