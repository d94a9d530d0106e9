import { randomBytes } from 'node:crypto'
import { seal, unseal } from './aes256.ts'
import { formatEnvelope, isVaultText, parseEnvelope } from './envelope.ts'
import { vaultError } from './vault-error.ts'

/** A password and the vault id it goes by. */
export interface VaultPassword {
  readonly label: string
  /** Gives the password; a function, so that nothing prints it by accident. */
  readonly reveal: () => Buffer
}

/** Opens and makes vaults with the passwords that are known. */
export interface Vault {
  readonly passwords: readonly VaultPassword[]
  /** The bytes of a vault. Throws a UserError when no password fits. */
  decrypt(vaultText: string, name?: string): Buffer
  /** The text of a vault. */
  decryptText(vaultText: string, name?: string): string
  /** The label of the password that opens a vault. */
  labelFor(vaultText: string, name?: string): string
  /** A vault of the text or bytes, with the password of the label, or with the first one and no label. */
  encrypt(plaintext: string | Uint8Array, label?: string): string
}

/** How vaults are opened and made. */
export interface VaultOptions {
  /** `vault_id_match`: try only the password of the label that a vault names. */
  readonly matchLabels?: boolean | undefined
  /** `vault_encrypt_salt`; random bytes unless told. */
  readonly salt?: Buffer | undefined
}

/** The vault for some passwords; the first ones are tried first. */
export const createVault = (passwords: readonly VaultPassword[], options: VaultOptions = {}): Vault => ({
  passwords,
  decrypt: (vaultText, name) => open(vaultText, { passwords, options, name }).plaintext,
  decryptText: (vaultText, name) => open(vaultText, { passwords, options, name }).plaintext.toString('utf8'),
  labelFor: (vaultText, name) => open(vaultText, { passwords, options, name }).label,
  encrypt(plaintext, label) {
    const bytes = typeof plaintext === 'string' ? Buffer.from(plaintext) : plaintext
    if (isVaultText(Buffer.from(bytes.subarray(0, 20)).toString('latin1')))
      throw vaultError('input is already encrypted')
    const salt = options.salt ?? randomBytes(32)
    return formatEnvelope({ label, ...seal(bytes, passwordFor(passwords, label).reveal(), salt) })
  },
})

interface Opening {
  readonly passwords: readonly VaultPassword[]
  readonly options: VaultOptions
  readonly name: string | undefined
}

const open = (vaultText: string, { passwords, options, name }: Opening): { plaintext: Buffer; label: string } => {
  const envelope = parseEnvelope(vaultText)
  if (passwords.length === 0) throw vaultError('Attempting to decrypt but no vault secrets found')
  const wanted = envelope.label ?? 'default'
  const matching = passwords.filter(({ label }) => label === wanted)
  const others = options.matchLabels ? [] : passwords.filter(({ label }) => label !== wanted)
  for (const { label, reveal } of [...matching, ...others]) {
    const plaintext = unseal(envelope, reveal())
    if (plaintext) return { plaintext, label }
  }
  const where = name ? ` on ${name}` : ''
  throw vaultError(`Decryption failed (no vault secrets were found that could decrypt)${where}`)
}

const passwordFor = (passwords: readonly VaultPassword[], label: string | undefined): VaultPassword => {
  const [first] = passwords
  if (!first) throw vaultError('A vault password must be specified to encrypt data')
  if (label === undefined) return first
  const found = passwords.find((password) => password.label === label)
  if (found) return found
  const known = passwords.map((password) => `'${password.label}'`).join(', ')
  throw vaultError(`Did not find a match for --encrypt-vault-id=${label} in the known vault-ids [${known}]`)
}
