/** An editor on the plain text of a vault. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, type Stats, statSync } from 'node:fs'
import { dirname, extname, join } from 'node:path'
import type { Config } from '../../config/config.ts'
import { osErrorText } from '../../modules/shared/python-error.ts'
import { splitWords } from '../../util/split-words.ts'
import { parseEnvelope } from '../../vault/envelope.ts'
import type { VaultPassword } from '../../vault/vault.ts'
import { vaultError } from '../../vault/vault-error.ts'
import { readSource, realPath, shredFile, writeNew, writeTarget } from './files.ts'
import { decryptFile, sealerOf, vaultOf } from './passwords.ts'

/** Makes a new vault of what is written in the editor. */
export const createFile = (
  file: string,
  { password, config, warn }: { password: VaultPassword; config: Config; warn: (message: string) => void },
): void => {
  const folder = dirname(file)
  if (!existsSync(folder)) {
    warn(`${folder} does not exist, creating...`)
    mkdirSync(folder, { recursive: true })
  }
  if (existsSync(file)) throw vaultError(`${file} exists, please use 'edit' instead`)
  const bytes = edited(Buffer.alloc(0), extname(file), config)
  save(file, sealerOf(password, config).encrypt(bytes, password.label))
}

/** Lets somebody change a vault; its password and its label stay as they are. */
export const editFile = (
  file: string,
  { passwords, config }: { passwords: readonly VaultPassword[]; config: Config },
): void => {
  const target = realPath(file)
  const vaultText = readSource(target).toString('utf8')
  const { password, plaintext } = opened(vaultText, { passwords, config, file: target })
  const bytes = edited(plaintext, extname(target), config)
  if (bytes.equals(plaintext)) return
  const label = parseEnvelope(vaultText).label ?? 'default'
  const sealer = sealerOf({ ...password, label }, config)
  save(target, sealer.encrypt(bytes, label), statSync(target))
}

const opened = (
  vaultText: string,
  { passwords, config, file }: { passwords: readonly VaultPassword[]; config: Config; file: string },
): { password: VaultPassword; plaintext: Buffer } => {
  const plaintext = decryptFile(vaultOf(passwords, config), vaultText, file)
  const opens = (password: VaultPassword): boolean => {
    try {
      return vaultOf([password], config).decrypt(vaultText).equals(plaintext)
    } catch {
      return false
    }
  }
  return { password: passwords.find(opens)!, plaintext }
}

/** What the text is after an editor had it; the plain text is nowhere afterwards. */
const edited = (plaintext: Buffer, extension: string, config: Config): Buffer => {
  const folder = mkdtempSync(join(temporaryFolder(config), 'runbook-vault-'))
  const file = join(folder, `edit${extension}`)
  try {
    writeNew(file, plaintext)
    const [program = 'vi', ...args] = [...splitWords(config.text('EDITOR') ?? 'vi'), file]
    const { error } = spawnSync(program, args, { stdio: 'inherit' })
    if (error)
      throw vaultError(
        `Unable to execute the command "${[program, ...args].join(' ')}": ${osErrorText(error, program)}`,
      )
    return readFileSync(file)
  } finally {
    if (existsSync(file)) shredFile(file)
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Where the plain text is while somebody edits it: people may have a file system in memory for that. */
const temporaryFolder = (config: Config): string => {
  const folder = config.text('DEFAULT_LOCAL_TMP') ?? '.'
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return folder
}

const save = (file: string, vaultText: string, like?: Stats): void =>
  writeTarget(file, Buffer.from(vaultText), { like })
