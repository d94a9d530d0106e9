import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { isExecutable, isReadable, isWritable } from '../../src/util/accessible.ts'

const folder = mkdtempSync(join(tmpdir(), 'accessible-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('a file is readable and writable, and executable once its mode says so; a missing one is nothing', () => {
  const file = join(folder, 'file')
  const all = (path: string) => [isReadable(path), isWritable(path), isExecutable(path)]
  expect(all(file)).toEqual([false, false, false])
  writeFileSync(file, '')
  expect(all(file)).toEqual([true, true, false])
  chmodSync(file, 0o755)
  expect(all(file)).toEqual([true, true, true])
})
