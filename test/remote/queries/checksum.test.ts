import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { openHost } from '../../../src/remote/open-host.ts'
import { checksum, checksumAlgorithms } from '../../../src/remote/queries/checksum.ts'

const directory = mkdtempSync(join(tmpdir(), 'runbook-test-'))
const host = openHost({ transport: 'local' })
afterAll(async () => {
  await host.close()
  rmSync(directory, { recursive: true })
})
const shell = host.as({})
const text = 'some text\n'
const path = join(directory, 'a\\file\n')
writeFileSync(path, text)

/** Directories that hold the tools named and a few others, to stand for hosts with no more than that. */
const withTools = (...tools: string[]): ReadonlyMap<string, string> => {
  const bin = join(directory, tools.join('-') || 'none')
  mkdirSync(bin)
  for (const tool of [...tools, 'cat', 'setsid', 'sh']) symlinkSync(`/usr/bin/${tool}`, join(bin, tool))
  return new Map([['PATH', bin]])
}

describe('a checksum', () => {
  it.each(checksumAlgorithms)('by %s', async (algorithm) => {
    const { found } = await shell.ask({ found: checksum(path, algorithm) })
    expect(found).toBe(createHash(algorithm).update(text).digest('hex'))
  })

  it.each([['sha1sum'], ['openssl'], ['perl'], []])('is computed with %s alone', async (...tools) => {
    const query = checksum(path)
    const [answer] = await shell.exchange([{ script: query.script }], { environment: withTools(...tools) })
    expect(query.parse(answer!)).toBe(createHash('sha1').update(text).digest('hex'))
  })

  it('of nothing is null', async () => {
    expect(await shell.ask({ found: checksum(join(directory, 'nothing')) })).toEqual({ found: null })
  })

  it('of a directory is refused', async () => {
    await expect(shell.ask({ found: checksum(directory) })).rejects.toThrow('Is a directory')
  })

  it('after a change is that of what is planned', () => {
    const overlaid = (stat: object | null, content?: Buffer) =>
      checksum('/a').overlay('before', [{ kind: 'path', path: '/a', stat, content }])
    expect(overlaid({}, Buffer.from(text))).toBe(createHash('sha1').update(text).digest('hex'))
    expect(overlaid({ mode: 0o600 })).toBe('before')
    expect(overlaid(null)).toBe(null)
  })
})
