import { expect, test } from 'vitest'
import group from '../../src/modules/group.ts'
import { group as groupQuery } from '../../src/remote/queries/accounts.ts'
import { changes, failure, plan } from './plan-rig.ts'

const entry = { name: 'www', gid: 33, members: [] }
const shadow = { status: 0 }
const busybox = { status: 1 }

test.each<[Record<string, unknown>, unknown, string[]]>([
  [{}, { entry: null, tools: shadow }, ['groupadd  www']],
  [{ gid: 5, non_unique: true, system: true }, { entry: null, tools: shadow }, ['groupadd -g 5 -o -r www']],
  [{ gid: 33 }, { entry, tools: shadow }, []],
  [{}, { entry, tools: shadow }, []],
  [{ gid: 34 }, { entry, tools: shadow }, ['groupmod -g 34 www']],
  [{ state: 'absent' }, { entry, tools: shadow }, ['groupdel  www']],
  [{ state: 'absent', force: true }, { entry, tools: shadow }, ['groupdel -f www']],
  [{ state: 'absent' }, { entry: null, tools: shadow }, []],
  [{ gid: 5, system: true }, { entry: null, tools: busybox }, ['addgroup -g 5 -S www']],
  [{ state: 'absent' }, { entry, tools: busybox }, ['delgroup www']],
  [{ local: true, gid: 5 }, { entry: null, tools: shadow }, ['lgroupadd -g 5 www']],
  [{}, { entry: { ...entry, name: 'found by number' }, tools: shadow }, ['groupadd  www']],
])('%o with %o', (options, answers, expected) => {
  const planned = changes(plan(group, { options: { name: 'www', ...options }, answers: answers as never }))
  expect(planned.flatMap(({ commands }) => commands)).toEqual(expected)
})

test('a planned group has its number', () => {
  const [made] = changes(plan(group, { options: { name: 'www', gid: 5 }, answers: { entry: null, tools: shadow } }))
  expect(groupQuery('www').overlay(null, made?.effects ?? [])).toEqual({ name: 'www', gid: 5, members: [] })
})

test('force and local exclude each other', () => {
  const options = { name: 'www', force: true, local: true }
  expect(failure(group, { options, answers: { entry, tools: shadow } })).toMatch('mutually exclusive')
})
