import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { RemoteFailure } from '../../../src/remote/failure.ts'
import { openHost } from '../../../src/remote/open-host.ts'
import { content } from '../../../src/remote/queries/content.ts'

const host = openHost({ transport: 'local' })
const directory = mkdtempSync(join(tmpdir(), 'runbook-test-'))
afterAll(async () => {
  await host.close()
  rmSync(directory, { recursive: true })
})
const read = async (path: string, limit?: number) => (await host.as({}).ask({ found: content(path, { limit }) })).found

describe('the content of', () => {
  const path = join(directory, 'file')

  it('a file is exact', async () => {
    const bytes = randomBytes(100_000)
    writeFileSync(path, bytes)
    expect((await read(path))?.equals(bytes)).toBe(true)
  })

  it('nothing is null', async () => {
    expect(await read(join(directory, 'nothing'))).toBe(null)
  })

  it('a file may have as many bytes as the limit and no more', async () => {
    writeFileSync(path, 'four')
    expect(String(await read(path, 4))).toBe('four')
    await expect(read(path, 3)).rejects.toThrow('it has more than 3 bytes')
  })

  it('a directory is refused with the words of the host', async () => {
    await expect(read(directory)).rejects.toThrow('Is a directory')
    await expect(read(directory)).rejects.toBeInstanceOf(RemoteFailure)
  })

  it('a file after a change is what is planned, where that is known', () => {
    const before = Buffer.from('before')
    const planned = Buffer.from('after')
    const overlaid = (stat: object | null, text?: Buffer) =>
      content('/a').overlay(before, [{ kind: 'path', path: '/a', stat, content: text }])
    expect(overlaid({}, planned)).toBe(planned)
    expect(overlaid({ mode: 0 })).toBe(before)
    expect(overlaid(null)).toBe(null)
  })
})
