/** Which passwords an action of `runbook vault` opens vaults with, and which it makes them with. */
import type { Config } from '../../config/config.ts'
import { UserError } from '../../errors.ts'
import { loadPasswords, type PasswordRequest } from '../../vault/load-passwords.ts'
import { createVault, type Vault, type VaultPassword } from '../../vault/vault.ts'
import { vaultError } from '../../vault/vault-error.ts'
import type { Given } from '../options/parse-arguments.ts'
import { text, vaultIds } from '../options/run-options.ts'
import type { Terminal } from '../terminal.ts'

export interface Asking {
  readonly given: Given
  readonly config: Config
  readonly terminal: Terminal
}

/** The passwords that the command line and the configuration name; somebody is asked when they name none. */
export const knownPasswords = async (asking: Asking, isNew: boolean): Promise<VaultPassword[]> => {
  const { given, config } = asking
  const { vaultIds: ids, vaultPasswordFiles: files, askVaultPass } = vaultIds(given)
  for (const id of ids)
    if (id.includes(';')) throw usage(`'${id}' is not a valid vault id. The character ';' is not allowed in vault ids`)
  return load(asking, {
    ids: [...config.list('DEFAULT_VAULT_IDENTITY_LIST'), ...ids],
    files: [...files, ...configuredFile(config)],
    ask: askVaultPass || config.flag('DEFAULT_ASK_VAULT_PASS'),
    isNew,
  })
}

/** The password that `rekey` changes to. */
export const newPassword = async (asking: Asking): Promise<VaultPassword> => {
  const { given, config } = asking
  const id = text(given, 'newVaultId')
  const file = text(given, 'newVaultPasswordFile')
  const label = encryptLabel(asking)
  const passwords = await load(asking, {
    ids: [
      ...(label === undefined ? [] : config.list('DEFAULT_VAULT_IDENTITY_LIST')),
      ...(id === undefined ? [] : [id]),
    ],
    files: [...(file === undefined ? [] : [file]), ...configuredFile(config)],
    ask: given.askVaultPassword === true,
    isNew: true,
  })
  return chosen(passwords, label)
}

/** The password to encrypt with. */
export const encryptPassword = (asking: Asking, passwords: readonly VaultPassword[]): VaultPassword => {
  const label = encryptLabel(asking)
  if (passwords.length > 1 && label === undefined) {
    const labels = passwords.map((password) => password.label).join(',')
    throw usage(
      `The vault-ids ${labels} are available to encrypt. Specify the vault-id to encrypt with --encrypt-vault-id`,
    )
  }
  return chosen(passwords, label)
}

/** Opens vaults with some passwords, as the configuration says. */
export const vaultOf = (passwords: readonly VaultPassword[], config: Config): Vault =>
  createVault(passwords, { matchLabels: config.flag('DEFAULT_VAULT_ID_MATCH') })

/** Opens the vault of a file; whatever is wrong with it is told with the file's name. */
export const decryptFile = (vault: Vault, vaultText: string, file: string): Buffer => {
  try {
    return vault.decrypt(vaultText, file)
  } catch (error) {
    if (!(error instanceof UserError) || error.message.includes(file)) throw error
    throw vaultError(`${error.message} for ${file}`)
  }
}

/** Makes vaults with one password, as the configuration says. */
export const sealerOf = (password: VaultPassword, config: Config): Vault => {
  const salt = config.text('VAULT_ENCRYPT_SALT')
  return createVault([password], { salt: salt === undefined ? undefined : Buffer.from(salt) })
}

/** A mistake in the options. */
export const usage = (message: string): UserError => new UserError({ message }, 5)

const load = async ({ config, terminal }: Asking, request: PasswordRequest): Promise<VaultPassword[]> => {
  const none = request.ids?.length === 0 && request.files?.length === 0
  const passwords = await loadPasswords(
    { ...request, ask: request.ask || none, identity: config.text('DEFAULT_VAULT_IDENTITY') },
    {
      prompt: (question) => terminal.password(question),
      warn: (message) => terminal.warn(message),
    },
  )
  if (passwords.length === 0) throw usage("A vault password is required to use Ansible's Vault")
  return passwords
}

const configuredFile = (config: Config): string[] => {
  const file = config.text('DEFAULT_VAULT_PASSWORD_FILE')
  return file === undefined ? [] : [file]
}

const encryptLabel = ({ given, config }: Asking): string | undefined =>
  text(given, 'encryptVaultId') ?? config.text('DEFAULT_VAULT_ENCRYPT_IDENTITY')

const chosen = (passwords: readonly VaultPassword[], label: string | undefined): VaultPassword => {
  const found = label === undefined ? passwords[0] : passwords.find((password) => password.label === label)
  if (found) return found
  const known = passwords.map((password) => `'${password.label}'`).join(', ')
  throw vaultError(`Did not find a match for --encrypt-vault-id=${label} in the known vault-ids [${known}]`)
}
