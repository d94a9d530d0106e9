/** The password hashes of crypt(3): MD5, SHA-256 and SHA-512. */
import { createHash, hash } from 'node:crypto'

const ALPHABET = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** Three bytes as four characters, the lowest six bits first. */
const encodeGroup = (bytes: readonly number[], length: number): string => {
  let bits = bytes.reduce((value, byte) => (value << 8) | byte, 0)
  let text = ''
  for (let i = 0; i < length; i++) {
    text += ALPHABET[bits & 0x3f]
    bits >>>= 6
  }
  return text
}

const encode = (
  digest: Buffer,
  groups: readonly (readonly number[])[],
  last: { bytes: number[]; length: number },
): string =>
  groups
    .map((group) =>
      encodeGroup(
        group.map((index) => digest[index]!),
        4,
      ),
    )
    .join('') +
  encodeGroup(
    last.bytes.map((index) => digest[index]!),
    last.length,
  )

const repeated = (bytes: Buffer, length: number): Buffer => Buffer.alloc(length, bytes)

const sha512Order = Array.from({ length: 21 }, (_unused, i) => rotated(i, 21))

const sha256Order = Array.from({ length: 10 }, (_unused, i) => rotated(i, 10))

/** Bytes a third of the digest apart, begun one third further back in each group. */
function rotated(i: number, third: number): number[] {
  const group = [i, i + third, i + 2 * third]
  const shift = third === 21 ? i % 3 : (3 - (i % 3)) % 3
  return [...group.slice(shift), ...group.slice(0, shift)]
}

/** SHA-crypt as Ulrich Drepper specified it; the part after the salt. */
export const shaCrypt = (
  name: 'sha256' | 'sha512',
  password: string,
  { salt, rounds }: { salt: string; rounds: number },
): string => {
  const key = Buffer.from(password)
  const saltBytes = Buffer.from(salt)
  const digest = (...parts: Buffer[]): Buffer => createHash(name).update(Buffer.concat(parts)).digest()
  const size = name === 'sha512' ? 64 : 32
  const alternate = digest(key, saltBytes, key)
  const parts = [key, saltBytes, repeated(alternate, key.length)]
  for (let bits = key.length; bits > 0; bits >>= 1) parts.push(bits & 1 ? alternate : key)
  const start = digest(...parts)
  const p = repeated(digest(repeated(key, key.length ** 2)), key.length)
  const s = repeated(digest(repeated(saltBytes, saltBytes.length * (16 + start[0]!))), saltBytes.length)
  const result = shaRounds(start, { name, p, s, rounds })
  return size === 64
    ? encode(result, sha512Order, { bytes: [63], length: 2 })
    : encode(result, sha256Order, { bytes: [31, 30], length: 3 })
}

interface ShaRounds {
  readonly name: string
  readonly p: Buffer
  readonly s: Buffer
  readonly rounds: number
}

/** What is hashed in a round: all of it but the digest of the round before, and where that goes. */
interface RoundInput {
  readonly bytes: Buffer
  readonly digestAt: number
}

/**
 * Half a million rounds are usual, so that each must cost little: the inputs repeat every 42 rounds and are made once, and the
 * digest goes from hash to input as a binary string, which costs half of what a Buffer does.
 */
const shaRounds = (start: Buffer, { name, p, s, rounds }: ShaRounds): Buffer => {
  const inputs = Array.from({ length: 42 }, (_unused, i) => roundInput(i, { p, s, size: start.length }))
  let digest = start.toString('binary')
  for (let i = 0; i < rounds; i++) {
    const { bytes, digestAt } = inputs[i % 42]!
    bytes.write(digest, digestAt, 'binary')
    digest = hash(name, bytes, 'binary')
  }
  return Buffer.from(digest, 'binary')
}

const roundInput = (i: number, { p, s, size }: { p: Buffer; s: Buffer; size: number }): RoundInput => {
  const middle = [...(i % 3 ? [s] : []), ...(i % 7 ? [p] : [])]
  const gap = Buffer.alloc(size)
  const parts = i & 1 ? [p, ...middle, gap] : [gap, ...middle, p]
  const bytes = Buffer.concat(parts)
  return { bytes, digestAt: i & 1 ? bytes.length - size : 0 }
}

const md5Order = [0, 1, 2, 3, 4].map((i) => [i, i + 6, i === 4 ? 5 : i + 12])

/** FreeBSD's MD5-crypt; the part after the salt. */
export const md5Crypt = (password: string, salt: string): string => {
  const key = Buffer.from(password)
  const saltBytes = Buffer.from(salt)
  const md5 = (...parts: Buffer[]): Buffer => createHash('md5').update(Buffer.concat(parts)).digest()
  const parts = [key, Buffer.from('$1$'), saltBytes, repeated(md5(key, saltBytes, key), key.length)]
  for (let bits = key.length; bits > 0; bits >>= 1) parts.push(bits & 1 ? Buffer.alloc(1) : key.subarray(0, 1))
  let digest = md5(...parts)
  for (let i = 0; i < 1000; i++) {
    digest = md5(
      i & 1 ? key : digest,
      i % 3 ? saltBytes : Buffer.alloc(0),
      i % 7 ? key : Buffer.alloc(0),
      i & 1 ? digest : key,
    )
  }
  return encode(digest, md5Order, { bytes: [11], length: 2 })
}
