/** Finds the command that is asked for; a playbook is what runbook runs when no other is named. */
import { UserError } from '../errors.ts'
import { reportError } from './report-error.ts'

/** A command: takes its arguments, gives the exit status. */
export type Command = (args: readonly string[]) => Promise<number>

const commands: Readonly<Record<string, () => Promise<Command>>> = {
  adhoc: async () => (await import('./adhoc.ts')).adhocCommand,
  config: async () => (await import('./config.ts')).configCommand,
  inventory: async () => (await import('./inventory.ts')).inventoryCommand,
  playbook: async () => (await import('./playbook.ts')).playbookCommand,
  pull: async () => (await import('./pull.ts')).pullCommand,
  vault: async () => (await import('./vault.ts')).vaultCommand,
}

/** Runs the command line. Every mistake ends as one message and an exit status. */
export const runCommand = async (args: readonly string[]): Promise<number> => {
  const [name = '', ...rest] = args
  const named = Object.hasOwn(commands, name)
  const load = commands[named ? name : 'playbook']!
  try {
    return await (await load())(named ? rest : args)
  } catch (error) {
    reportError(error)
    return error instanceof UserError ? error.exitStatus : 250
  }
}
