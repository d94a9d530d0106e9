import { expect, test } from 'vitest'
import packageFacts from '../../src/modules/package_facts.ts'
import { installedPackages } from '../../src/remote/queries/installed-packages.ts'
import { type Dict, dict } from '../../src/values.ts'
import { failure, plan } from './plan-rig.ts'

const parse = (text: string) =>
  installedPackages().parse({ stdout: Buffer.from(text), stderr: Buffer.alloc(0), status: 0 })

const apt = `=apt
Debian
amd64
installed	dash	0.5	amd64	shells
installed	libc6	2.36	amd64	libs
installed	libc6	2.36	i386	libs
config-files	gone	1	amd64	x
`
const rpm = '=rpm\nbash\t5.1\t2.el9\t(none)\tx86_64\nkernel\t5\t1\t2\tx86_64\nkernel\t6\t1\t2\tx86_64\n'

const facts = (text: string, options: Record<string, unknown> = {}) => {
  const own = { manager: ['auto'], strategy: 'first', ...options }
  const found = packageFacts.returns?.({ options: own, before: { installed: parse(text) } } as never)
  const packages = (found?.get('ansible_facts') as Dict | undefined)?.get('packages')
  return packages as Map<string, Dict[]>
}

test('packages of Debian', () => {
  const found = facts(apt)
  expect([...found.keys()]).toEqual(['dash', 'libc6', 'libc6:i386'])
  const dash = { name: 'dash', version: '0.5', arch: 'amd64', category: 'shells', origin: 'Debian', source: 'apt' }
  expect(found.get('dash')).toEqual([dict(dash)])
})

test('packages of Red Hat, some of them in several versions', () => {
  const found = facts(rpm)
  expect(found.get('kernel')?.map((one) => one.get('version'))).toEqual(['5', '6'])
  expect(found.get('bash')?.[0]).toEqual(
    dict({ name: 'bash', version: '5.1', release: '2.el9', epoch: null, arch: 'x86_64', source: 'rpm' }),
  )
})

test('packages of Alpine and Arch', () => {
  expect(facts('=apk\nlib-x-1.2.3-r4\n').get('lib-x')?.[0]).toEqual(
    dict({ name: 'lib-x', version: '1.2.3', release: 'r4', source: 'apk' }),
  )
  const block =
    'Name            : bash\nVersion         : 5.2-1\nProvides        : sh=5  other\nArchitecture    : x86_64\n\n'
  expect(Object.fromEntries(facts(`=pacman\n${block}`).get('bash')?.[0] ?? [])).toMatchObject({
    version: '5.2-1',
    provides: ['sh', 'other'],
    arch: 'x86_64',
  })
})

test('a manager that is asked for by name is missed, and what one says that can list nothing is told', () => {
  const remarks = (text: string, manager: readonly string[], strategy: 'all' | 'first' = 'first') => {
    const told: string[] = []
    try {
      const options = { manager, strategy } as never
      for (const one of packageFacts.plan(options, { installed: parse(text) } as never, undefined)) {
        if (one.kind === 'warning') told.push(one.message)
      }
    } catch (error) {
      told.push(`failed: ${(error as Error).message}`)
    }
    return told
  }
  const missed = 'Requested package manager pacman was not usable by this module: there is no such command'
  expect(remarks(apt, ['pacman'])).toEqual([
    missed,
    'failed: Could not detect a supported package manager from the following list: pacman. Check warnings for details.',
  ])
  expect(remarks(apt, ['pacman', 'apt'])).toEqual([missed])
  expect(remarks(apt, ['apt', 'pacman'])).toEqual([])
  expect(remarks(apt, ['apt', 'pacman'], 'all')).toEqual([missed])
  expect(remarks(apt, ['auto'])).toEqual([])
  expect(remarks('=apk\n!no database\n', ['apk'])).toEqual([
    'Failed to retrieve packages with apk: Unable to list packages : no database',
  ])
  expect(facts('=apk\n!no database\n', { manager: ['apk'] }).size).toBe(0)
})

test('all managers, or the first', () => {
  expect(facts(apt + rpm).has('bash')).toBe(false)
  expect(facts(apt + rpm, { strategy: 'all' }).has('bash')).toBe(true)
  expect(facts(apt + rpm, { manager: ['dnf'] }).has('bash')).toBe(true)
})

test('a manager that is not there or not known fails', () => {
  const answers = { installed: parse(apt) }
  expect(plan(packageFacts, { answers })).toEqual([])
  expect(failure(packageFacts, { options: { manager: ['apk'] }, answers })).toBe(
    'Could not detect a supported package manager from the following list: apk. Check warnings for details.',
  )
  expect(failure(packageFacts, { options: { manager: ['x'] }, answers })).toBe(
    'Unsupported package managers requested: x',
  )
})
