import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { dict, Float, Secret, Unknown } from '../../src/values.ts'
import { jsonFileCache } from '../../src/vars/fact-cache.ts'

let directory = ''
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'runbook-facts-'))
})
afterEach(() => rmSync(directory, { recursive: true }))

const warnings: string[] = []
const cache = (timeout = 0) =>
  jsonFileCache({ directory, prefix: '', timeout, warn: (message) => warnings.push(message) })

describe('a cache of facts in files', () => {
  it('gives back what was saved', () => {
    const facts = dict({ ansible_load: new Float(2), list: [1, dict({ a: null })] })
    cache().save('h', { facts, gathered: true })
    expect(cache().load('h')).toEqual({ facts: new Map([...facts].sort()), gathered: true })
    expect(JSON.parse(readFileSync(join(directory, 'h'), 'utf8'))).toMatchObject({ _ansible_facts_gathered: true })
    expect(statSync(join(directory, 'h')).mode & 0o777).toBe(0o600)
  })

  it('knows nothing of a host that nothing was saved of, or that was dropped', () => {
    cache().save('h', { facts: new Map(), gathered: false })
    cache().drop('h')
    expect([cache().load('h'), cache().load('other')]).toEqual([undefined, undefined])
  })

  it('writes no secrets, nor what only a dry run knows', () => {
    const facts = dict({ a: 1, secret: new Secret('x'), deep: [new Secret('x')], later: new Unknown('y') })
    cache().save('h', { facts, gathered: false })
    expect(cache().load('h')?.facts).toEqual(dict({ a: 1 }))
  })

  it('passes over what is too old', () => {
    cache().save('h', { facts: new Map(), gathered: false })
    utimesSync(join(directory, 'h'), 1000, 1000)
    expect(cache(60).load('h')).toBeUndefined()
    expect(cache(0).load('h')).toBeDefined()
  })

  it('removes what it can not read, with a warning', () => {
    writeFileSync(join(directory, 'h'), '{"a": ')
    expect(cache().load('h')).toBeUndefined()
    expect(existsSync(join(directory, 'h'))).toBe(false)
    expect(warnings.at(-1)).toContain(`while trying to read ${join(directory, 'h')}`)
  })

  it('needs a directory that can be made', () => {
    writeFileSync(join(directory, 'file'), '')
    const make = () => jsonFileCache({ directory: join(directory, 'file/x'), prefix: '', timeout: 0, warn: () => {} })
    expect(make).toThrow("error in 'jsonfile' cache plugin while trying to create cache dir")
  })
})
