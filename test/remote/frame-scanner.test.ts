import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FrameScanner } from '../../src/remote/frame-scanner.ts'

const marker = '0123456789abcdef'

/** What a scanner finds in bytes that come in parts of these sizes. */
const scan = (bytes: Buffer, sizes: readonly number[]) => {
  const found: [string, string][] = []
  const scanner = new FrameScanner(marker, (words, part) => {
    found.push([part.toString('latin1'), words.join(' ')])
    return words[0] !== 'keep'
  })
  let at = 0
  for (const size of [...sizes, bytes.length]) {
    if (at < bytes.length) scanner.push(bytes.subarray(at, at + size))
    at += size
  }
  return { found, rest: scanner.pending().toString('latin1') }
}

describe('frames', () => {
  it('are found with what comes before them, however the bytes are cut into chunks', () => {
    const part = fc.oneof(fc.uint8Array({ maxLength: 40 }), fc.constant(Buffer.from(marker.slice(0, 9))))
    fc.assert(
      fc.property(fc.array(part), fc.array(fc.integer({ min: 1, max: 20 })), part, (parts, sizes, rest) => {
        const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1')
        const stream = parts.map((bytes, i) => `${text(bytes)}${marker} e ${i}\n`).join('') + text(rest)
        expect(scan(Buffer.from(stream, 'latin1'), sizes)).toEqual({
          found: parts.map((bytes, i) => [text(bytes), `e ${i}`]),
          rest: text(rest),
        })
      }),
    )
  })

  it('may leave the bytes before them to the next one', () => {
    const { found } = scan(Buffer.from(`a${marker} keep\nb${marker} e 0\n`), [])
    expect(found).toEqual([
      ['a', 'keep'],
      ['ab', 'e 0'],
    ])
  })
})
