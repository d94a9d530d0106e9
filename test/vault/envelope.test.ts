import { expect, test } from 'vitest'
import { formatEnvelope, isVaultText, parseEnvelope } from '../../src/vault/envelope.ts'

const parts = { salt: Buffer.from('salt'), hmac: Buffer.alloc(32, 7), ciphertext: Buffer.alloc(40, 255) }

test('a label makes format 1.2, none or "default" 1.1', () => {
  const header = (label: string | undefined) => formatEnvelope({ label, ...parts }).split('\n')[0]
  expect(header('dev')).toBe('$ANSIBLE_VAULT;1.2;AES256;dev')
  expect(header('default')).toBe('$ANSIBLE_VAULT;1.1;AES256')
  expect(header(undefined)).toBe('$ANSIBLE_VAULT;1.1;AES256')
})

test('what is put together is taken apart again, in lines of 80', () => {
  const text = formatEnvelope({ label: 'dev', ...parts })
  expect(parseEnvelope(text)).toEqual({ label: 'dev', ...parts })
  expect(Math.max(...text.split('\n').map(({ length }) => length))).toBe(80)
  expect(parseEnvelope(text.replaceAll('\n', '\r\n'))).toEqual({ label: 'dev', ...parts })
})

test('other text is no vault', () => {
  expect(isVaultText('a: 1')).toBe(false)
  expect(() => parseEnvelope('a: 1')).toThrow('input is not vault encrypted data')
})

test.each([
  ['$ANSIBLE_VAULT', 'the header is incomplete'],
  ['$ANSIBLE_VAULT;1.1;AES\n6162', 'AES cipher could not be found'],
  ['$ANSIBLE_VAULT;1.1;AES256\n6162', 'Vault vaulttext format error'],
  ['$ANSIBLE_VAULT;1.1;AES256\n616', 'Odd-length string'],
  ['$ANSIBLE_VAULT;1.1;AES256\n61xy', 'Non-hexadecimal digit found'],
])('%j is refused', (text, message) => {
  expect(() => parseEnvelope(text)).toThrow(message)
})
