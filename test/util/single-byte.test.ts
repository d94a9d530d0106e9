import { expect, it } from 'vitest'
import { encodeSingleByte } from '../../src/util/single-byte.ts'

it('encodes text in encodings of single bytes', () => {
  expect(encodeSingleByte('a€', 'windows-1252')).toEqual(Buffer.from([0x61, 0x80]))
  expect(encodeSingleByte('я', 'koi8-r')).toEqual(Buffer.from([0xd1]))
})

it('gives nothing where the encoding is not known, has other sizes, or lacks a character', () => {
  expect(encodeSingleByte('a', 'no-such')).toBeUndefined()
  expect(encodeSingleByte('a', 'utf-8')).toBeUndefined()
  expect(encodeSingleByte('я', 'windows-1252')).toBeUndefined()
})
