/** Finds the command that is asked for; a playbook is what runbook runs when no other is named. */
import { existsSync } from 'node:fs'
import { UserError } from '../errors.ts'
import { localeMistake } from '../startup/locale.ts'
import { closest } from '../util/suggest.ts'
import { reportError } from './report-error.ts'
import type { CommandName } from './summaries.ts'

/** A command: takes its arguments, gives the exit status. */
export type Command = (args: readonly string[]) => Promise<number>

const commands: Readonly<Record<CommandName, () => Promise<Command>>> = {
  adhoc: async () => (await import('./adhoc.ts')).adhocCommand,
  compat: async () => (await import('./compat.ts')).compatCommand,
  config: async () => (await import('./config.ts')).configCommand,
  console: async () => (await import('./console.ts')).consoleCommand,
  doc: async () => (await import('./doc.ts')).docCommand,
  explain: async () => (await import('./explain.ts')).explainCommand,
  inventory: async () => (await import('./inventory.ts')).inventoryCommand,
  playbook: async () => (await import('./playbook.ts')).playbookCommand,
  pull: async () => (await import('./pull.ts')).pullCommand,
  vault: async () => (await import('./vault.ts')).vaultCommand,
}

/** Runs the command line. Every mistake ends as one message and an exit status. */
export const runCommand = async (args: readonly string[]): Promise<number> => {
  const mistake = localeMistake(process.env)
  if (mistake !== undefined) {
    process.stderr.write(`ERROR: ${mistake}\n`)
    return 1
  }
  try {
    const { load, rest } = commandOf(args)
    return await (await load())(rest)
  } catch (error) {
    reportError(error, args)
    return error instanceof UserError ? error.exitStatus : 250
  }
}

interface Found {
  readonly load: () => Promise<Command>
  readonly rest: readonly string[]
}

const commandOf = (args: readonly string[]): Found => {
  const [name = '', ...rest] = args
  if (name === 'help') return { load: commands.playbook, rest: ['--help'] }
  if (isCommand(name)) return { load: commands[name], rest }
  const meant = /^[a-z]+$/.test(name) && !existsSync(name) ? closest(name, Object.keys(commands)) : undefined
  if (meant === undefined) return { load: commands.playbook, rest: args }
  const message = `the playbook: ${name} could not be found`
  throw new UserError({ message, hint: `did you mean the command "runbook ${meant}"?` }, 1)
}

const isCommand = (name: string): name is CommandName => Object.hasOwn(commands, name)
