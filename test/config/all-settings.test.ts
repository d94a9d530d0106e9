import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { allSettings } from '../../src/config/all-settings.ts'
import type { Setting } from '../../src/config/setting.ts'
import { settings } from '../../src/config/settings.ts'
import { reasonsWithoutEffect } from '../../src/config/settings-without-effect.ts'
import { colorRoles } from '../../src/reporters/colors.ts'
import { root, sourceFiles } from '../rig/source-files.ts'

const known: Readonly<Record<string, Setting>> = allSettings

const reference = readFileSync(join(import.meta.dirname, 'reference/settings.txt'), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.split(' '))

describe('the settings of ansible-core', () => {
  it.each(reference)('%s is known', (name, places = '') => {
    const { env = [], ini = [] } = known[name!] ?? {}
    const own = [...env, ...ini.map((place) => place.join('.'))]
    expect(places.split(',').filter((place) => place !== '' && !own.includes(place))).toEqual([])
    expect(Object.keys(known)).toContain(name)
  })
})

/** Read by names that are put together. */
const readTogether = new Set([...colorRoles.map((role) => `COLOR_${role.toUpperCase()}`)])

const code = sourceFiles('src')
  .filter(({ path }) => !path.startsWith('src/config/'))
  .map(({ text }) => text)
  .join('\n')

describe('a setting that makes a difference', () => {
  const names = Object.keys(settings).filter((name) => !readTogether.has(name) && name !== 'ANSIBLE_HOME')
  it.each(names)('%s is read', (name) => {
    expect(code.includes(`'${name}'`)).toBe(true)
  })
})

describe('a setting without effect', () => {
  const docs = readFileSync(join(root, 'docs/compatibility.md'), 'utf8')
  const rows = [...reasonsWithoutEffect].flatMap(([reason, names]) => names.map((name) => [name, reason] as const))
  it.each(rows)('%s is documented', (name, reason) => {
    const line = docs.split('\n').find((text) => text.includes(`\`${name}\``)) ?? ''
    expect(line.toLowerCase()).toContain(reason.toLowerCase())
  })
})
