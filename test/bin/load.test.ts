import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import module from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { root } from '../rig/source-files.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'runbook-load-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const program = (hash: string, says: string) =>
  `/* ${hash} */ process.stdout.write('${says} ' + require('node:path').basename(__filename))`

const run = (hash: string, says: string): string => {
  const file = join(folder, 'cli.cjs')
  writeFileSync(file, program(hash, says))
  const start = `import { load } from ${JSON.stringify(pathToFileURL(join(root, 'bin/load.js')).href)}; load(process.argv[1])`
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', start, '--', file], {
    encoding: 'utf8',
  })
  return stdout + stderr
}

const kept = () => readdirSync(folder).filter((name) => name !== 'cli.cjs')

const FIRST = '0123456789abcdef'
const OTHER = 'fedcba9876543210'

it('runs a program, again and again', () => {
  expect(run(FIRST, 'one')).toBe('one cli.cjs')
  expect(run(FIRST, 'one')).toBe('one cli.cjs')
})

it('runs another program of the same length', () => {
  expect(run(FIRST, 'one')).toBe('one cli.cjs')
  expect(run(OTHER, 'two')).toBe('two cli.cjs')
})

describe.skipIf('enableCompileCache' in module)('without help from Node.js', () => {
  it('keeps the compiled form, one for each program', () => {
    run(FIRST, 'one')
    expect(kept()).toEqual([expect.stringContaining(FIRST)])
    run(OTHER, 'two')
    expect(kept()).toHaveLength(2)
  })

  it('replaces what is kept when it is of no use', () => {
    run(FIRST, 'one')
    const path = join(folder, kept()[0]!)
    const good = readFileSync(path)
    writeFileSync(path, 'broken')
    expect(run(FIRST, 'one')).toBe('one cli.cjs')
    expect(readFileSync(path).length).toBe(good.length)
  })
})
