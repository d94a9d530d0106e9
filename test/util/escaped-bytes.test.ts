import { expect, test } from 'vitest'
import { bytesOfText, hasEscapes, textOfBytes } from '../../src/util/escaped-bytes.ts'

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
