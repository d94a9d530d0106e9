import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { fetched } from '../../../../src/modules/shared/http/fetched.ts'
import { localShell } from '../../rig.ts'

test('a file is read, byte for byte', async () => {
  const path = join(mkdtempSync(join(tmpdir(), 'fetched-')), 'a b')
  writeFileSync(path, Buffer.from([0, 255, 10]))
  const { found } = await localShell().ask({ found: fetched(`file://${path}`) })
  expect(found.content).toEqual(Buffer.from([0, 255, 10]))
})

test('what is not there is told', async () => {
  const { found } = await localShell().ask({ found: fetched('file:///nowhere/x') })
  expect(found.content).toBeUndefined()
  expect(found.error).toContain('No such file')
})
