/** The vault's cipher: AES-256 in counter mode with an HMAC-SHA256 over the cipher text, keys by PBKDF2. */
import { createCipheriv, createDecipheriv, createHmac, pbkdf2Sync, timingSafeEqual } from 'node:crypto'
import type { Envelope } from './envelope.ts'

const rounds = 10_000
const blockSize = 16

/** Encrypts with a password and a salt, which must be random and new for each text. */
export const seal = (plaintext: Uint8Array, password: Buffer, salt: Buffer): Omit<Envelope, 'label'> => {
  const { cipherKey, hmacKey, counter } = deriveKeys(password, salt)
  const cipher = createCipheriv('aes-256-ctr', cipherKey, counter)
  const ciphertext = Buffer.concat([cipher.update(pad(plaintext)), cipher.final()])
  return { salt, hmac: createHmac('sha256', hmacKey).update(ciphertext).digest(), ciphertext }
}

/** Decrypts; undefined when the password is another, or the text was changed. */
export const unseal = ({ salt, hmac, ciphertext }: Envelope, password: Buffer): Buffer | undefined => {
  const { cipherKey, hmacKey, counter } = deriveKeys(password, salt)
  const expected = createHmac('sha256', hmacKey).update(ciphertext).digest()
  if (hmac.length !== expected.length || !timingSafeEqual(hmac, expected)) return undefined
  const decipher = createDecipheriv('aes-256-ctr', cipherKey, counter)
  return unpad(Buffer.concat([decipher.update(ciphertext), decipher.final()]))
}

const deriveKeys = (password: Buffer, salt: Buffer) => {
  const keys = pbkdf2Sync(password, salt, rounds, 32 + 32 + blockSize, 'sha256')
  return { cipherKey: keys.subarray(0, 32), hmacKey: keys.subarray(32, 64), counter: keys.subarray(64) }
}

/** PKCS#7: as many bytes as are missing to a full block, each of them that number. */
const pad = (plaintext: Uint8Array): Buffer => {
  const missing = blockSize - (plaintext.length % blockSize)
  return Buffer.concat([plaintext, Buffer.alloc(missing, missing)])
}

const unpad = (padded: Buffer): Buffer | undefined => {
  const missing = padded.at(-1) ?? 0
  return missing > 0 && missing <= blockSize ? padded.subarray(0, padded.length - missing) : undefined
}
