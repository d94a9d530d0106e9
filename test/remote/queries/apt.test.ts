import { expect, test } from 'vitest'
import { apt, specName } from '../../../src/remote/queries/apt.ts'

const output = (simulation: string) =>
  `1000\n2000\nnginx amd64 ii  1.22.1-9\nlibc6 amd64 ii  2.36\nlibc6 i386 ii  2.36\nold amd64 rc  1.0\nheld amd64 hi  3\n\n${simulation}`

const ask = (simulation: string, effects: Parameters<ReturnType<typeof apt>['overlay']>[1] = []) => {
  const query = apt({ specs: ['nginx'], simulate: ['install', 'nginx'], expect: 'installed' })
  const answer = query.parse({ stdout: Buffer.from(output(simulation)), stderr: Buffer.alloc(0), status: 0 })
  return query.overlay(answer, effects)
}

test('packages are installed, held, or only configured', () => {
  const { packages, updated, now, simulation } = ask('')
  expect(packages.get('nginx')).toEqual({ version: '1.22.1-9', installed: true, configured: false })
  expect([packages.get('libc6:i386')?.installed, packages.get('held')?.installed]).toEqual([true, true])
  expect(packages.get('old')).toEqual({ version: '1.0', installed: false, configured: true })
  expect([updated, now, simulation]).toEqual([1000, 2000, undefined])
})

test('a simulation tells what would come and go', () => {
  const { simulation } = ask(
    'Inst a [1.0] (1.1 Debian:12 [amd64])\nInst b (2.0 Debian:12 [amd64]) []\nConf a (1.1)\nRemv c [3]\nstatus 0\n',
  )
  expect([...(simulation?.installs ?? [])]).toEqual([
    ['a', '1.1'],
    ['b', '2.0'],
  ])
  expect([simulation?.removes, simulation?.ok]).toEqual([['c'], true])
  expect(ask('E: Unable to locate package x\nstatus 100\n').simulation?.ok).toBe(false)
})

test('what is planned is taken as done', () => {
  const effects = [
    { kind: 'package', name: 'a', version: '1.1' },
    { kind: 'package', name: 'nginx', version: null },
    { kind: 'named', type: 'apt-lists', name: 'lists', value: true },
  ] as const
  const { packages, simulation, updated, uncertain } = ask('Inst a (1.1 x)\nInst b (2.0 x)\nstatus 0\n', effects)
  expect([packages.get('a')?.installed, packages.get('nginx')?.installed]).toEqual([true, false])
  expect([[...(simulation?.installs.keys() ?? [])], updated, uncertain]).toEqual([['b'], 2000, false])
})

test.each([
  ['nginx', 'nginx'],
  ['nginx=1.22*', 'nginx'],
  ['nginx>=1.2', 'nginx'],
  ['nginx/bookworm', 'nginx'],
  ['libc6:i386', 'libc6:i386'],
])('the name of %s is %s', (spec, name) => {
  expect(specName(spec)).toBe(name)
})
