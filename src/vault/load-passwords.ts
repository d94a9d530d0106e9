/** Vault passwords from `--vault-id`, `--vault-password-file` and `--ask-vault-pass`. */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { extname, resolve } from 'node:path'
import { UserError } from '../errors.ts'
import { isExecutable } from '../util/accessible.ts'
import { expandHome } from '../util/expand-home.ts'
import { isVaultText } from './envelope.ts'
import { createVault, type VaultPassword } from './vault.ts'
import { vaultError } from './vault-error.ts'

/** Which passwords are wanted. */
export interface PasswordRequest {
  /** `LABEL@SOURCE` or `SOURCE`, in the order of the command line; those of the configuration first. */
  readonly ids?: readonly string[] | undefined
  readonly files?: readonly string[] | undefined
  /** `--ask-vault-pass`. */
  readonly ask?: boolean | undefined
  /** The label of passwords that come without one; `default` unless told. */
  readonly identity?: string | undefined
  /** Ask twice, for a password that is new. */
  readonly isNew?: boolean | undefined
}

/** How a person is asked and told. */
export interface PasswordPerson {
  /** Asks for a text that isn't shown. */
  readonly prompt: (text: string) => Promise<string>
  readonly warn: (message: string) => void
}

/**
 * The passwords of a request, in order. A source that can't be read is a warning when another can, else an error. A file
 * of a password may itself be a vault of an earlier one.
 */
export const loadPasswords = async (request: PasswordRequest, person: PasswordPerson): Promise<VaultPassword[]> => {
  const passwords: VaultPassword[] = []
  let failure: UserError | undefined
  for (const id of requestedIds(request)) {
    if (id.source === 'prompt' || id.source === 'prompt_ask_vault_pass') {
      passwords.push(await promptFor(labelled(id, request), request.isNew ?? false, person))
      continue
    }
    try {
      passwords.push(readPassword(id, passwords, request.identity))
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      const what = isThere(id) ? 'Error in vault password file loading' : 'Error getting vault password file'
      person.warn(`${what} (${id.label ?? 'None'}): ${error.message}`)
      failure = error
    }
  }
  if (failure && passwords.length === 0) throw failure
  return passwords
}

interface VaultId {
  readonly label: string | undefined
  readonly source: string
}

const requestedIds = ({ ids = [], files = [], ask, identity = 'default' }: PasswordRequest): VaultId[] => [
  ...ids.map(splitId),
  ...files.map((source) => ({ label: identity, source })),
  ...(ask ? [{ label: identity, source: 'prompt_ask_vault_pass' }] : []),
]

/** `label@source`; without `@` the whole is a source. */
const splitId = (id: string): VaultId => {
  const at = id.indexOf('@')
  return at === -1 ? { label: undefined, source: id } : { label: id.slice(0, at), source: id.slice(at + 1) }
}

const labelled = (id: VaultId, { identity = 'default' }: PasswordRequest): VaultId => ({
  ...id,
  label: id.label || identity,
})

const promptFor = async (
  { label, source }: VaultId,
  isNew: boolean,
  person: PasswordPerson,
): Promise<VaultPassword> => {
  const name = label || 'default'
  const texts = promptTexts(source === 'prompt' ? ` (${name})` : '', isNew, source === 'prompt')
  const answers: string[] = []
  for (const text of texts) answers.push((await person.prompt(text)).trim())
  if (!answers[0]) throw vaultError('Invalid vault password was provided')
  if (answers.some((answer) => answer !== answers[0])) throw vaultError('Passwords do not match')
  return password(name, Buffer.from(answers[0]))
}

const promptTexts = (id: string, isNew: boolean, lower: boolean): string[] => {
  const vault = lower ? 'vault' : 'Vault'
  const first = lower ? 'new' : 'New'
  return isNew
    ? [`New ${vault} password${id}: `, `Confirm ${first} ${vault} password${id}: `]
    : [`Vault password${id}: `]
}

const readPassword = (
  { label, source }: VaultId,
  known: readonly VaultPassword[],
  identity = 'default',
): VaultPassword => {
  const path = pathOf(source)
  if (!existsSync(path)) throw vaultError(`The vault password file ${path} was not found`)
  const bytes = isProgram(path) ? runScript(path, label) : readFile(path, known)
  return password(label || identity, bytes)
}

const pathOf = (source: string): string => resolve(expandHome(source))

const isThere = ({ source }: VaultId): boolean => existsSync(pathOf(source))

const password = (label: string, bytes: Buffer): VaultPassword => ({ label, reveal: () => bytes })

const isProgram = (path: string): boolean => isExecutable(path) && statSync(path).isFile()

const readFile = (path: string, known: readonly VaultPassword[]): Buffer => {
  const bytes = trimmed(readBytes(path))
  const text = bytes.toString('latin1')
  const password = isVaultText(text) ? createVault(known).decrypt(text, path) : bytes
  return notEmpty(withoutLineEnds(password), `Invalid vault password was provided from file (${path})`)
}

const readBytes = (path: string): Buffer => {
  try {
    return readFileSync(path)
  } catch (error) {
    throw vaultError(`Could not read vault password file ${path}: ${(error as Error).message}`)
  }
}

/** Runs a script that prints a password; one whose name ends in `-client` is told which one. */
const runScript = (path: string, label: string | undefined): Buffer => {
  const isClient = path.slice(0, path.length - extname(path).length).endsWith('-client')
  const kind = isClient ? 'client script' : 'script'
  const args = isClient && label ? ['--vault-id', label] : []
  // A plain script may ask a person itself.
  const { stdout, stderr, status, error } = spawnSync(path, args, {
    stdio: ['inherit', 'pipe', isClient ? 'pipe' : 'inherit'],
  })
  if (error) {
    const hint = 'If this is not a script, remove the executable bit from the file.'
    throw vaultError(`Problem running vault password ${kind} ${path} (${error.message}). ${hint}`)
  }
  const said = stderr?.toString() ?? ''
  if (isClient && status === 2) {
    throw vaultError(`Vault password client script ${path} did not find a secret for vault-id=${label}: ${said}`)
  }
  if (status !== 0) {
    const purpose = isClient ? ` when getting secret for vault-id=${label}` : ''
    throw vaultError(`Vault password ${kind} ${path} returned non-zero (${status})${purpose}: ${said}`)
  }
  return notEmpty(withoutLineEnds(stdout), `Invalid vault password was provided from script (${path})`)
}

const notEmpty = (bytes: Buffer, message: string): Buffer => {
  if (bytes.length === 0) throw vaultError(message)
  return bytes
}

// Bytes beyond ASCII stay as they are: a password need not be text.
const trimmed = (bytes: Buffer): Buffer =>
  Buffer.from(bytes.toString('latin1').replace(/^[ \t-\r]+|[ \t-\r]+$/g, ''), 'latin1')
const withoutLineEnds = (bytes: Buffer): Buffer =>
  Buffer.from(bytes.toString('latin1').replace(/^[\r\n]+|[\r\n]+$/g, ''), 'latin1')
