/** Writes zip archives. */
import { crc32, deflateRawSync } from 'node:zlib'

/** A file of an archive. */
export interface ZipEntry {
  /** Its path, with slashes. */
  readonly name: string
  readonly content: Buffer
}

/** The archive of some files, in their order. The same files give the same bytes: it holds no times. */
export const zip = (entries: readonly ZipEntry[]): Buffer => {
  const files: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const entry of entries) {
    const { data, fields, name } = packed(entry)
    const header = Buffer.concat([numbers([4, 0x04034b50]), fields, numbers([2, 0]), name, data])
    const place = numbers([2, 0], [2, 0], [2, 0], [2, 0], [4, regularFile], [4, offset])
    directory.push(Buffer.concat([numbers([4, 0x02014b50], [2, madeOnUnix]), fields, place, name]))
    files.push(header)
    offset += header.length
  }
  const listed = Buffer.concat(directory)
  const count = entries.length
  const end = numbers([4, 0x06054b50], [2, 0], [2, 0], [2, count], [2, count], [4, listed.length], [4, offset], [2, 0])
  return Buffer.concat([...files, listed, end])
}

const madeOnUnix = (3 << 8) | 20
const regularFile = 0o100644 * 0x10000

/** What both headers of a file say of it: from the version that reads it to the length of its name. */
const packed = ({ name: path, content }: ZipEntry) => {
  const name = Buffer.from(path)
  const data = deflateRawSync(content, { level: 9 })
  const firstDay = 0x21
  const deflated = 8
  const namesAreUtf8 = 0x800
  const fields = numbers(
    [2, 20],
    [2, namesAreUtf8],
    [2, deflated],
    [2, 0],
    [2, firstDay],
    [4, crc32(content)],
    [4, data.length],
    [4, content.length],
    [2, name.length],
  )
  return { name, data, fields }
}

/** Numbers, the lowest byte first, each with its count of bytes. */
const numbers = (...values: readonly (readonly [2 | 4, number])[]): Buffer =>
  Buffer.concat(
    values.map(([size, value]) => {
      const bytes = Buffer.alloc(size)
      bytes.writeUIntLE(value, 0, size)
      return bytes
    }),
  )
