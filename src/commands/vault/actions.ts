/** What `runbook vault` can do, and the options of each. */
import type { Command } from 'commander'
import { newCommand, vaultOptions } from '../options/groups.ts'
import { collect } from '../options/values.ts'

/** One action: its name is the first argument. */
export interface VaultAction {
  readonly description: string
  /** New passwords are asked for twice. */
  readonly writes: boolean
  readonly options: (command: Command) => Command
}

const output = (command: Command): Command =>
  command.option('--output <file>', 'write here instead of over the file; - for standard output')

const encryptId = (command: Command): Command =>
  command.option('--encrypt-vault-id <id>', 'encrypt with the password of this vault id')

const rekeyOptions = (command: Command): Command =>
  encryptId(command)
    .option('--new-vault-id <id>', 'the new vault identity')
    .option('--new-vault-password-file <file>', 'read the new password from this file')

const stringOptions = (command: Command): Command =>
  output(encryptId(command))
    .option('-p, --prompt', 'ask for the string')
    .option('--show-input', 'show the string while it is typed')
    .option('-n, --name <name>', 'the name of the variable (repeatable)', collect)
    .option('--stdin-name <name>', 'the name of the variable from standard input')

/** All actions by their names. */
export const vaultActions = {
  create: {
    description: 'writes a new encrypted file in an editor',
    writes: true,
    options: (command) => encryptId(command).option('--skip-tty-check', 'open the editor without a terminal too'),
  },
  edit: { description: 'changes an encrypted file in an editor', writes: false, options: encryptId },
  view: { description: 'shows what an encrypted file holds', writes: false, options: (command) => command },
  encrypt: {
    description: 'encrypts files, or standard input',
    writes: true,
    options: (command) => output(encryptId(command)),
  },
  decrypt: { description: 'decrypts files, or standard input', writes: false, options: output },
  rekey: { description: 'encrypts files with another password', writes: false, options: rekeyOptions },
  encrypt_string: { description: 'encrypts text for a playbook', writes: true, options: stringOptions },
} satisfies Readonly<Record<string, VaultAction>>

export type VaultActionName = keyof typeof vaultActions

/** The command line of an action. */
export const vaultCommandLine = (name: VaultActionName): Command => {
  const action: VaultAction = vaultActions[name]
  const takes = name === 'encrypt_string' ? 'string' : 'file'
  const command = newCommand(
    `runbook vault ${name}`,
    `[options] [${takes} ...]`,
    `${action.description[0]!.toUpperCase()}${action.description.slice(1)}.`,
  )
  return vaultOptions(action.options(command.argument(`[${takes}...]`)))
}
