import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { programsIn } from '../../../src/playbook/modules/programs.ts'

it('knows the modules of a folder by their names without endings, and nothing else in it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'library-'))
  for (const name of ['a', 'b.sh', 'c.py', 'c.rb', 'README.md', 'd.pyc', '__init__.py', '.hidden', 'e.py~'])
    writeFileSync(join(folder, name), '')
  mkdirSync(join(folder, 'sub'))
  const found = [...programsIn(folder)].map(([name, path]) => `${name} ${path.slice(folder.length + 1)}`)
  expect(found.sort()).toEqual(['a a', 'b b.sh', 'c c.py'])
})

it('finds nothing where there is no folder', () => {
  expect(programsIn('/nowhere/library').size).toBe(0)
})
