import { type Command, CommanderError } from 'commander'
import { UserError } from '../../errors.ts'
import { writtenOut } from '../long-options.ts'

/** What was given to a command. */
export interface Parsed {
  readonly given: Given
  /** What is no option. */
  readonly args: readonly string[]
}

/** Options by commander's names. */
export type Given = Readonly<Record<string, unknown>>

/** Reads the arguments of a command; `undefined` when they only asked for help. */
export const parseArguments = (command: Command, args: readonly string[]): Parsed | undefined => {
  try {
    command.parse(writtenOut(args, command), { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.exitCode === 0) return undefined
    throw mistake(error, command)
  }
  return { given: command.opts(), args: command.args }
}

const mistake = (error: CommanderError, command: Command): UserError => {
  const [, message = '', suggestion] = /^(?:error: )?(.*?)(?:\n\(Did you mean (.*)\?\))?$/s.exec(error.message)!
  const hint = suggestion === undefined ? `see ${command.name()} --help` : `did you mean ${suggestion}?`
  return new UserError({ message, hint }, 2)
}
