import { type Position, UserError } from '../errors.ts'

/** A mistake that ends the command with 1 rather than the 4 of parse errors, as the reference does. */
export const runError = (message: string, position?: Position, hint?: string): UserError =>
  new UserError({ message, position, hint }, 1)
