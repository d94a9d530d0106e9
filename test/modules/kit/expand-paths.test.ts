import { homedir } from 'node:os'
import { expect, test } from 'vitest'
import { pathQueries, withPaths } from '../../../src/modules/kit/expand-paths.ts'
import { bool, list, path, pathOnHostIf, str } from '../../../src/modules/kit/option.ts'
import type { Query } from '../../../src/remote/query.ts'
import { localShell } from '../rig.ts'

const table = { dest: path(), many: list(path()), text: str() }

test('the host says what ~ and variables mean, in paths only', async () => {
  const options = { dest: '~/a b', many: ['/x', '$HOME/y'], text: '~/z' }
  const answers = await localShell().ask(pathQueries(table, options) as Record<string, Query<string>>)
  expect(withPaths(table, options, answers)).toEqual({
    dest: `${homedir()}/a b`,
    many: ['/x', `${homedir()}/y`],
    text: '~/z',
  })
})

test("a path is the host's where another option says so", () => {
  const either = { src: pathOnHostIf('remote_src'), remote_src: bool() }
  const asked = (remote_src: boolean) => Object.keys(pathQueries(either, { src: '~/a', remote_src }))
  expect([asked(true), asked(false)]).toEqual([['~/a'], []])
})

test('plain paths ask for nothing', () => {
  expect(pathQueries(table, { dest: '/a', many: ['/b~'], text: '$HOME' })).toEqual({})
})

test('the home of a user who is only planned is known', () => {
  const query = pathQueries(table, { dest: '~app/.ssh' })['~app/.ssh'] as Query<string>
  const effects = [{ kind: 'user', name: 'app', entry: new Map([['home', '/srv/app']]) } as const]
  expect(query.overlay('~app/.ssh', effects)).toBe('/srv/app/.ssh')
})
