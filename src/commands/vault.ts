/** `runbook vault ACTION`: makes, opens and changes encrypted files, as ansible-vault does. */
import { spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { Config } from '../config/config.ts'
import { UserError } from '../errors.ts'
import { splitWords } from '../util/split-words.ts'
import { didYouMean } from '../util/suggest.ts'
import type { VaultPassword } from '../vault/vault.ts'
import { parseArguments } from './options/parse-arguments.ts'
import { text } from './options/run-options.ts'
import { tellOfVersion } from './options/version-text.ts'
import { openTerminal } from './terminal.ts'
import { type VaultActionName, vaultActions, vaultCommandLine } from './vault/actions.ts'
import { createFile, editFile } from './vault/edit.ts'
import { encryptStrings } from './vault/encrypt-string.ts'
import { readSource, realPath, writeTarget } from './vault/files.ts'
import {
  type Asking,
  decryptFile,
  encryptPassword,
  knownPasswords,
  newPassword,
  sealerOf,
  usage,
  vaultOf,
} from './vault/passwords.ts'

/** Does what the first argument says and gives the exit status. */
export const vaultCommand = async (args: readonly string[]): Promise<number> => {
  const [name = '', ...rest] = args
  if (name === '-h' || name === '--help') return help()
  if (name === '--version') return tellOfVersion()
  if (!isAction(name)) throw unknownAction(name)
  const parsed = parseArguments(vaultCommandLine(name), rest)
  if (!parsed) return 0
  const terminal = openTerminal(() => undefined)
  const config = new Config(process.env, process.cwd(), (message) => terminal.warn(message))
  const { given } = parsed
  if (text(given, 'output') !== undefined && name !== 'encrypt_string' && parsed.args.length > 1)
    throw usage('At most one input file may be used with the --output option')
  if (text(given, 'newVaultId') !== undefined && text(given, 'newVaultPasswordFile') !== undefined)
    throw new UserError({ message: '--new-vault-password-file: not allowed with argument --new-vault-id' }, 2)
  const asking = { given, config, terminal }
  const passwords = await knownPasswords(asking, vaultActions[name].writes)
  await perform[name]({ asking, passwords, args: parsed.args })
  return 0
}

const isAction = (name: string): name is VaultActionName => Object.hasOwn(vaultActions, name)

const help = (): number => {
  const width = Math.max(...Object.keys(vaultActions).map((name) => name.length))
  const lines = Object.entries(vaultActions).map(([name, { description }]) => `  ${name.padEnd(width)}  ${description}`)
  const text = ['Usage: runbook vault <action> [options] [file ...]', '', 'Actions:', ...lines, '']
  process.stdout.write([...text, 'runbook vault <action> --help tells the options of an action.', ''].join('\n'))
  return 0
}

const unknownAction = (name: string): UserError => {
  const names = Object.keys(vaultActions)
  const message = name === '' ? 'an action is missing' : `there is no action "${name}"`
  return new UserError({ message, hint: didYouMean(name, names) ?? `one of ${names.join(', ')}` }, 2)
}

interface Work {
  readonly asking: Asking
  readonly passwords: readonly VaultPassword[]
  readonly args: readonly string[]
}

const create = ({ asking, passwords, args }: Work): void => {
  const [file, ...others] = args
  if (file === undefined || others.length > 0) throw usage('ansible-vault create can take only one filename argument')
  if (!process.stdout.isTTY && asking.given.skipTtyCheck !== true) throw usage('not a tty, editor cannot be opened')
  const { config, terminal } = asking
  const password = encryptPassword(asking, passwords)
  createFile(file, { password, config, warn: (message) => terminal.warn(message) })
}

const edit = ({ asking: { config }, passwords, args }: Work): void => {
  for (const file of args) editFile(file, { passwords, config })
}

const view = ({ asking: { config }, passwords, args }: Work): void => {
  const vault = vaultOf(passwords, config)
  for (const file of args) page(decryptFile(vault, readSource(file).toString('utf8'), file), config)
}

const page = (bytes: Buffer, config: Config): void => {
  const [program, ...args] = splitWords(config.text('PAGER') ?? 'less')
  if (process.stdout.isTTY && program !== undefined) {
    const env = { ...process.env, LESS: process.env.LESS ?? 'FRSX' }
    if (!spawnSync(program, args, { input: bytes, stdio: ['pipe', 'inherit', 'inherit'], env }).error) return
  }
  process.stdout.write(bytes.at(-1) === 0x0a ? bytes : Buffer.concat([bytes, Buffer.from('\n')]))
}

const encrypt = ({ asking, passwords, args }: Work): void => {
  const { given, config, terminal } = asking
  const password = encryptPassword(asking, passwords)
  if (args.length === 0 && process.stdin.isTTY) terminal.note('Reading plaintext input from stdin')
  const sealer = sealerOf(password, config)
  for (const file of args.length > 0 ? args : ['-']) {
    const source = realPath(file)
    const target = text(given, 'output') ?? source
    const vaultText = sealer.encrypt(readSource(source), password.label)
    writeTarget(target, Buffer.from(vaultText), { shred: target === source })
  }
  if (process.stdout.isTTY) terminal.note('Encryption successful')
}

const decrypt = ({ asking: { given, config, terminal }, passwords, args }: Work): void => {
  if (args.length === 0 && process.stdin.isTTY) terminal.note('Reading ciphertext input from stdin')
  const vault = vaultOf(passwords, config)
  for (const file of args.length > 0 ? args : ['-']) {
    const source = realPath(file)
    writeTarget(text(given, 'output') ?? source, decryptFile(vault, readSource(source).toString('utf8'), source))
  }
  if (process.stdout.isTTY) terminal.note('Decryption successful')
}

const rekey = async ({ asking, passwords, args }: Work): Promise<void> => {
  const { config, terminal } = asking
  const vault = vaultOf(passwords, config)
  const password = await newPassword(asking)
  for (const file of args.map(realPath)) {
    const plaintext = decryptFile(vault, readSource(file).toString('utf8'), file)
    const vaultText = sealerOf(password, config).encrypt(plaintext, password.label)
    writeTarget(file, Buffer.from(vaultText), { like: statSync(file) })
  }
  terminal.note('Rekey successful')
}

const encryptString = async ({ asking, passwords, args }: Work): Promise<void> => {
  await encryptStrings(args, { asking, password: encryptPassword(asking, passwords) })
  if (process.stdout.isTTY) asking.terminal.note('Encryption successful')
}

const perform: Readonly<Record<VaultActionName, (work: Work) => void | Promise<void>>> = {
  create,
  edit,
  view,
  encrypt,
  decrypt,
  rekey,
  encrypt_string: encryptString,
}
