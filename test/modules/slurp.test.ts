import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import slurp from '../../src/modules/slurp.ts'
import { dict } from '../../src/values.ts'
import { runModule } from './plan-rig.ts'

const root = mkdtempSync(join(tmpdir(), 'slurp-'))

test('a file comes as Base64', async () => {
  const source = join(root, 'f')
  writeFileSync(source, Buffer.from([0, 255, 10]))
  const { result } = await runModule(slurp, { options: { src: source } })
  expect(result).toEqual(dict({ changed: false, content: 'AP8K', source, encoding: 'base64' }))
})

test.each([
  ['/nope', 'file not found: /nope'],
  ['/proc/self/comm/x', 'unable to slurp file: Not a directory'],
  [root, `source is a directory and must be a file: ${root}`],
])('%s fails', async (src, message) => {
  await expect(runModule(slurp, { options: { src } })).rejects.toThrow(message)
})

test('a file that a dry run plans has its planned content', async () => {
  const effects = [{ kind: 'path', path: '/later', stat: { kind: 'file' }, content: Buffer.from('x') } as const]
  const { result } = await runModule(slurp, { options: { src: '/later' }, effects, dryRun: true })
  expect(result.get('content')).toBe('eA==')
})
