import { unzipSync } from 'fflate'
import { expect, it } from 'vitest'
import { zip } from '../../src/util/zip.ts'

const entries = [
  { name: 'b.py', content: Buffer.from('print(1)\n'.repeat(100)) },
  { name: 'deep/é.py', content: Buffer.alloc(0) },
]

it('holds what was put in, in that order', () => {
  const held = Object.entries(unzipSync(zip(entries))).map(([name, content]) => ({
    name,
    content: Buffer.from(content),
  }))
  expect(held).toEqual(entries)
})

it('is the same for the same files', () => {
  expect(zip(entries)).toEqual(zip(entries))
})
