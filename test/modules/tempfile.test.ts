import { rmSync, statSync } from 'node:fs'
import { expect, test } from 'vitest'
import tempfile from '../../src/modules/tempfile.ts'
import { Unknown } from '../../src/values.ts'
import { runAction } from './rig.ts'

test.each([
  ['file', '0600', /^\/tmp\/ansible\.[0-9a-f]{8}$/],
  ['directory', '0700', /^\/tmp\/ansible\.[0-9a-f]{8}$/],
])('a %s with mode %s is made', async (state, mode, name) => {
  const { result } = await runAction(tempfile, { options: { state, path: '/tmp' } })
  const path = String(result.get('path'))
  expect(Object.fromEntries(result)).toMatchObject({ changed: true, state, mode })
  expect(path).toMatch(name)
  expect(statSync(path).isDirectory()).toBe(state === 'directory')
  rmSync(path, { recursive: true })
})

test('its name can be shaped', async () => {
  const { result } = await runAction(tempfile, { options: { prefix: 'x-', suffix: '.yml', path: '/tmp' } })
  expect(result.get('path')).toMatch(/^\/tmp\/x-[0-9a-f]{8}\.yml$/)
  rmSync(String(result.get('path')))
})

test('a directory that is not there fails', async () => {
  const { result } = await runAction(tempfile, { options: { path: '/nope' } })
  expect(result.get('failed')).toBe(true)
})

test('a dry run does not know the name', async () => {
  const { result } = await runAction(tempfile, { dryRun: true })
  expect([result.get('changed'), result.get('path')]).toEqual([true, expect.any(Unknown)])
})
