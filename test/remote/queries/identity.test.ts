import { userInfo } from 'node:os'
import { expect, it } from 'vitest'
import { openHost } from '../../../src/remote/open-host.ts'
import { exists } from '../../../src/remote/queries/exists.ts'
import { identity } from '../../../src/remote/queries/identity.ts'

it('tells as whom a shell runs', async () => {
  const host = openHost({ transport: 'local' })
  const { found } = await host.as({}).ask({ found: identity() })
  const { username: name, uid, gid } = userInfo()
  expect(found).toEqual({ name, uid, gid, home: process.env.HOME })
  await host.close()
})

it('tells whether something is there', async () => {
  const host = openHost({ transport: 'local' })
  expect(await host.as({}).ask({ a: exists('/etc'), b: exists('/nonexistent') })).toEqual({ a: true, b: false })
  expect(exists('/a').overlay(false, [{ kind: 'path', path: '/a/b', stat: { kind: 'file' } }])).toBe(true)
  await host.close()
})
