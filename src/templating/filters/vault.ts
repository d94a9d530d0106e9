/** vault and unvault: text encrypted with a password that the template gives. */
import { UserError } from '../../errors.ts'
import { Secret, type Value } from '../../values.ts'
import { isVaultText } from '../../vault/envelope.ts'
import { createVault } from '../../vault/vault.ts'
import { VaultSecret } from '../../yaml/vault-secret.ts'
import { type FilterFunction, filter } from '../plugin.ts'
import { FilterError, TemplateTypeError } from '../python/errors.ts'
import { open } from '../python/secret.ts'
import { classOf, flagOf, required, textOf } from './arguments.ts'

const text = (value: Value | undefined, what: string): string => {
  const given = open(required(value))
  if (typeof given === 'string') return given
  throw new TemplateTypeError(`${what}, instead we got: ${classOf(given)}`)
}

const passwordOf = (secret: Value | undefined): string => text(secret, 'Secret passed is required to be a string')

const labelOf = (id: Value | undefined): string => (id === undefined || id === null ? 'filter_default' : textOf(id))

const encrypt = filter(
  ['secret', 'salt?', 'vault_id?', 'wrap_object?', 'vaultid?'],
  (_, value, [secret, salt, id, wrap, oldId]) => {
    const plain = text(value, 'Can only vault strings')
    const label = labelOf(id ?? oldId)
    const password = passwordOf(secret)
    const options = salt === undefined || salt === null ? {} : { salt: Buffer.from(textOf(salt)) }
    const sealed = createVault([{ label, reveal: () => Buffer.from(password) }], options).encrypt(plain, label)
    return flagOf(wrap) ? new Secret(plain) : sealed
  },
)

const decrypt = filter(['secret', 'vault_id?', 'vaultid?'], (_, value, [secret, id, oldId]) => {
  const sealed = text(
    value instanceof VaultSecret ? value.ciphertext : value,
    'Vault should be in the form of a string',
  )
  const password = passwordOf(secret)
  if (!isVaultText(sealed)) return sealed
  const label = labelOf(id ?? oldId)
  try {
    return createVault([{ label, reveal: () => Buffer.from(password) }]).decryptText(sealed)
  } catch (error) {
    throw error instanceof UserError ? new FilterError(`Unable to decrypt: ${error.message}`) : error
  }
})

/** Filters of vaults. */
export const vaultFilters: Readonly<Record<string, FilterFunction>> = { vault: encrypt, unvault: decrypt }
