import { type Position, UserError } from '../errors.ts'

/** A mistake that ends the command with 1 rather than the 4 of parse errors, as the reference does. */
export const runError = (message: string, position?: Position, hint?: string): UserError =>
  new UserError({ message, position, hint }, 1)

/** The error, which ends the run with 1 where it is a mistake of the user: for what is the run's, and no host's, to evaluate. */
export const asRunError = (error: unknown): unknown =>
  error instanceof UserError ? new UserError(error.diagnostic, 1) : error
