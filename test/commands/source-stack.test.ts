import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { transformSync } from 'esbuild'
import { afterAll, expect, it } from 'vitest'
import { sourceStack } from '../../src/commands/source-stack.ts'

const folder = mkdtempSync(join(tmpdir(), 'runbook-stack-'))
afterAll(() => rmSync(folder, { recursive: true }))

const bundle = join(folder, 'cli.cjs')
const source = 'interface Unused {}\n\nfunction fail(): never {\n  throw new Error()\n}\n'
const { map } = transformSync(source, { loader: 'ts', sourcemap: 'external', sourcefile: '../src/fail.ts' })
writeFileSync(`${bundle}.map`, map)

it('names the places of the sources instead of those of the bundle', () => {
  const stack = `Error: no\n    at fail (${bundle}:2:9)\n    at async file://${bundle}:1:1`
  expect(sourceStack(stack)).toBe('Error: no\n    at fail (src/fail.ts:4:9)\n    at async src/fail.ts:3:1')
})

it('leaves what has no map', () => {
  const stack = 'Error: no\n    at there (/nowhere/cli.cjs:2:9)\n    at readFileSync (node:fs:448:20)'
  expect(sourceStack(stack)).toBe(stack)
})
