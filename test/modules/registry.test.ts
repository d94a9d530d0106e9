import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { loadModule, moduleNames } from '../../src/modules/registry.ts'
import { root } from '../rig/source-files.ts'

const files = readdirSync(join(root, 'src/modules'))
  .filter((file) => file.endsWith('.ts') && file !== 'registry.ts')
  .map((file) => file.replace('.ts', ''))

it('knows each file of its folder as a module', () => {
  expect(files.filter((name) => !moduleNames().has(name))).toEqual([])
})

it('gives each module by the name of its file', async () => {
  const modules = await Promise.all(files.map((name) => loadModule(name)))
  expect(modules.map((module) => module?.name)).toEqual(files)
}, 60_000)

it('gives the same module by another of its names, and none for a name that there is not', async () => {
  expect(await loadModule('systemd_service')).toBe(await loadModule('systemd'))
  expect(loadModule('constructor')).toBeUndefined()
})

it.each([...moduleNames()])('says what each option of %s is for', async (name) => {
  const { options, summary } = (await loadModule(name))!
  expect(summary).toMatch(/^\S[\s\S]*\S$/)
  const silent = Object.entries(options).filter(([key, { help }]) => !key.startsWith('_') && !help?.endsWith('.'))
  expect(silent.map(([key]) => key)).toEqual([])
})
