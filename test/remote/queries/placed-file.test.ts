import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { placedFile } from '../../../src/remote/queries/placed-file.ts'

it.each([
  ['new', true],
  ['there/new', true],
  ['not-there/new', false],
])('tells whether the folder of %s is there, from where the shell is', (dest, parent) => {
  const cwd = mkdtempSync(join(tmpdir(), 'placed-'))
  mkdirSync(join(cwd, 'there'))
  const { script, parse } = placedFile({ dest })
  const { stdout, stderr, status } = spawnSync('/bin/sh', ['-c', script.text], { cwd })
  expect(parse({ stdout, stderr, status: status ?? -1 })).toMatchObject({ path: dest, parent, stat: null })
})
