/**
 * The text form of a vault: a header, then hexadecimal digits in lines of 80, which hold three hexadecimal lines again:
 * salt, HMAC and cipher text.
 */
import { vaultError } from './vault-error.ts'

/** A vault's parts. */
export interface Envelope {
  /** The vault id of format 1.2; undefined in 1.1. */
  readonly label: string | undefined
  readonly salt: Buffer
  readonly hmac: Buffer
  readonly ciphertext: Buffer
}

const magic = '$ANSIBLE_VAULT'

/** True for text that is a vault. */
export const isVaultText = (text: string): boolean => text.startsWith(magic)

/** Takes a vault's text apart. Throws a UserError when it isn't one. */
export const parseEnvelope = (text: string): Envelope => {
  if (!isVaultText(text)) throw vaultError('input is not vault encrypted data')
  const [header, ...body] = text.split(/\r\n|\r|\n/)
  const [, version, cipher, label] = header!.split(';').map((part) => part.trim())
  if (version === undefined || cipher === undefined)
    throw vaultError('Vault envelope format error: the header is incomplete')
  if (cipher !== 'AES256') throw vaultError(`${cipher} cipher could not be found`)
  const parts = fromHex(body.join('')).toString('latin1').split('\n')
  if (parts.length !== 3) throw vaultError('Vault vaulttext format error: salt, HMAC and cipher text were expected')
  const [salt, hmac, ciphertext] = parts.map(fromHex) as [Buffer, Buffer, Buffer]
  return { label: label || undefined, salt, hmac, ciphertext }
}

/** The text of a vault; in format 1.2 when it has a label other than `default`. */
export const formatEnvelope = ({ label, salt, hmac, ciphertext }: Envelope): string => {
  const header = label && label !== 'default' ? `${magic};1.2;AES256;${label}` : `${magic};1.1;AES256`
  const inner = [salt, hmac, ciphertext].map((part) => part.toString('hex')).join('\n')
  const digits = Buffer.from(inner).toString('hex')
  return [header, ...(digits.match(/.{1,80}/g) ?? []), ''].join('\n')
}

const fromHex = (digits: string): Buffer => {
  const trimmed = digits.trim()
  if (trimmed.length % 2 === 1) throw vaultError('Vault format unhexlify error: Odd-length string')
  if (!/^[0-9a-fA-F]*$/.test(trimmed)) throw vaultError('Vault format unhexlify error: Non-hexadecimal digit found')
  return Buffer.from(trimmed, 'hex')
}
