import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { localTree } from '../../../src/modules/shared/local-source.ts'

test('files of a directory come before those of the directories in it; what leads back stays a link', async () => {
  const root = mkdtempSync(join(tmpdir(), 'tree-'))
  mkdirSync(join(root, 'a'))
  for (const name of ['a/z', 'b', 'c']) writeFileSync(join(root, name), name)
  symlinkSync('..', join(root, 'a/back'))
  const found = await localTree(root, { follow: true })
  expect(found.files).toEqual(['b', 'c', 'a/z'])
  expect([found.directories, [...found.links]]).toEqual([['a'], [['a/back', '..']]])
})
