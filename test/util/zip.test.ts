import { inflateRawSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { zip } from '../../src/util/zip.ts'

const entries = [
  { name: 'a.py', content: Buffer.from('print(1)\n'.repeat(100)) },
  { name: 'deep/é.py', content: Buffer.alloc(0) },
]

it('lists its files at the end, each with its place, sizes and sum', () => {
  const archive = zip(entries)
  const end = archive.length - 22
  expect(archive.readUInt32LE(end)).toBe(0x06054b50)
  expect(archive.readUInt16LE(end + 10)).toBe(2)
  const listed = archive.readUInt32LE(end + 16)
  expect(archive.readUInt32LE(listed)).toBe(0x02014b50)
  expect(archive.readUInt32LE(listed + 16)).toBe(0x5a1eb410)
  expect(archive.readUInt32LE(listed + 24)).toBe(900)
  expect(archive.toString('utf8', listed + 46, listed + 50)).toBe('a.py')
})

it('holds what was put in', () => {
  const archive = zip(entries)
  const [size, name] = [archive.readUInt32LE(18), archive.readUInt16LE(26)]
  expect(inflateRawSync(archive.subarray(30 + name, 30 + name + size))).toEqual(entries[0]!.content)
})

it('is the same for the same files', () => {
  expect(zip(entries)).toEqual(zip(entries))
})
