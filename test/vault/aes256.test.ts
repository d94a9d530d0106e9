import fc from 'fast-check'
import { expect, test } from 'vitest'
import { seal, unseal } from '../../src/vault/aes256.ts'

const password = Buffer.from('pw')
const salt = Buffer.alloc(32, 1)

test('any bytes come back', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 70 }), (bytes) => {
      const sealed = { label: undefined, ...seal(bytes, password, salt) }
      expect(unseal(sealed, password)).toEqual(Buffer.from(bytes))
    }),
    { numRuns: 40 },
  )
})

test('another password or a changed text opens nothing', () => {
  const sealed = { label: undefined, ...seal(Buffer.from('text'), password, salt) }
  expect(unseal(sealed, Buffer.from('other'))).toBeUndefined()
  const changed = Buffer.from(sealed.ciphertext)
  changed[0]! ^= 1
  expect(unseal({ ...sealed, ciphertext: changed }, password)).toBeUndefined()
})
