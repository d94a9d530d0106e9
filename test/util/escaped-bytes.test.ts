import { expect, test } from 'vitest'
import { bytesOfText, hasEscapes, textOfBytes, utf16Text } from '../../src/util/escaped-bytes.ts'

test.each(['', 'plain', 'Café 😀', 'caf\xe9 E\xf1e', '\xff\xfe\x80', '\xf0\x9f a'])(
  '%j is carried there and back',
  (text) => {
    for (const bytes of [Buffer.from(text), Buffer.from(text, 'latin1')]) {
      expect(bytesOfText(textOfBytes(bytes))).toEqual(bytes)
    }
  },
)

test('what is text stays that, what is not is marked', () => {
  expect(textOfBytes(Buffer.from('é😀'))).toBe('é😀')
  expect(textOfBytes(Buffer.from([0x41, 0xe9, 0x42]))).toBe('A\udce9B')
  expect([hasEscapes('é😀'), hasEscapes('A\udce9B')]).toEqual([false, true])
})

test.each([
  ['text', [0x61, 0x00, 0x3d, 0xd8, 0x00, 0xde], 'a😀'],
  ['a half alone', [0x86, 0xdb, 0x61, 0x00], '\udc86\udcdba'],
  ['an odd byte', [0x61, 0x00, 0xff], 'a\udcff'],
  ['a byte that can not be kept', [0x61, 0x00, 0x41], undefined],
])('UTF-16: %s', (_, bytes, text) => {
  expect(utf16Text(Buffer.from(bytes))).toBe(text)
})
