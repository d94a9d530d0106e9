import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import assemble from '../../src/modules/assemble.ts'
import type { Controller } from '../../src/modules/kit/controller.ts'
import { runModule } from './plan-rig.ts'

const root = mkdtempSync(join(tmpdir(), 'assemble-'))
const src = join(root, 'parts')
mkdirSync(join(src, 'directory'), { recursive: true })
writeFileSync(join(src, '20-b'), 'b')
writeFileSync(join(src, '10-a'), 'a\n')
writeFileSync(join(src, '30-c.conf'), 'c\n')
writeFileSync(join(src, '.hidden'), 'h\n')

const controller: Partial<Controller> = { find: () => src, read: async (path) => readFileSync(path) }
let count = 0

const run = async (options: Record<string, unknown>) => {
  const dest = join(root, `out${count++}`)
  const { result } = await runModule(assemble, { options: { src, dest, ...options }, controller })
  expect(result.get('changed')).toBe(true)
  expect((await runModule(assemble, { options: { src, dest, ...options }, controller })).changes).toEqual([])
  return readFileSync(dest, 'utf8')
}

test.each([
  [{}, 'h\na\nb\nc\n'],
  [{ ignore_hidden: true }, 'a\nb\nc\n'],
  [{ regexp: '\\.conf$' }, 'c\n'],
  [{ ignore_hidden: true, delimiter: '### part ###' }, 'a\n### part ###\nb\n### part ###\nc\n'],
  [{ ignore_hidden: true, delimiter: '--\\n' }, 'a\n--\nb\n--\nc\n'],
  [{ remote_src: false, ignore_hidden: true }, 'a\nb\nc\n'],
])('%o', async (options, text) => {
  expect(await run(options)).toBe(text)
})

test('a directory that is not there fails', async () => {
  await expect(runModule(assemble, { options: { src: '/nope', dest: join(root, 'x') } })).rejects.toThrow(
    'Source (/nope) does not exist',
  )
})
