import type { Terminal } from '../commands/terminal.ts'
import type { Config } from '../config/config.ts'
import type { Vault } from '../vault/vault.ts'
import type { RunOptions } from './run-options.ts'

/** The vault of all passwords that are named or asked for; `undefined` when there are none. */
export const openVault = async (
  options: Pick<RunOptions, 'vaultIds' | 'vaultPasswordFiles' | 'askVaultPass'>,
  config: Config,
  terminal: Terminal,
): Promise<Vault | undefined> => {
  const configured = config.text('DEFAULT_VAULT_PASSWORD_FILE')
  const ids = [...config.list('DEFAULT_VAULT_IDENTITY_LIST'), ...options.vaultIds]
  const files = [...(configured === undefined ? [] : [configured]), ...options.vaultPasswordFiles]
  const ask = options.askVaultPass || config.flag('DEFAULT_ASK_VAULT_PASS')
  if (ids.length === 0 && files.length === 0 && !ask) return undefined
  const { loadPasswords } = await import('../vault/load-passwords.ts')
  const { createVault } = await import('../vault/vault.ts')
  const person = {
    prompt: (text: string) => terminal.password(text),
    warn: (message: string) => terminal.warn(message),
  }
  const passwords = await loadPasswords({ ids, files, ask, identity: config.text('DEFAULT_VAULT_IDENTITY') }, person)
  return createVault(passwords, { matchLabels: config.flag('DEFAULT_VAULT_ID_MATCH') })
}
