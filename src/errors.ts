/** Located errors: one type for everything a user can mend, with the source lines shown. */

/** A place in a file that a person wrote. Lines and columns count from 1; columns are UTF-16 units. */
export interface Position {
  readonly file: string
  readonly line: number
  readonly column: number
}

/** What a user did wrong, where, what was found and what would be right. */
export interface Diagnostic {
  /** What is wrong, one sentence without the place: `"coppy" is not a module`. */
  readonly message: string
  readonly position?: Position | undefined
  /** How many characters to underline; the word there unless told. */
  readonly length?: number | undefined
  /** What would be right: `did you mean "copy"?`. */
  readonly hint?: string | undefined
  /** How it was reached, innermost first: a variable's chain of definitions, a chain of includes. */
  readonly trail?: readonly TrailStep[] | undefined
}

/** One step of a {@link Diagnostic.trail}: `in the variable "a"` and where that stands. */
export interface TrailStep {
  readonly message: string
  readonly position?: Position | undefined
  /** The template that was evaluated there. */
  readonly written?: string | undefined
}

/** A mistake in what the user wrote. It is shown as its diagnostic, never as a stack trace. */
export class UserError extends Error {
  readonly diagnostic: Diagnostic
  /** The exit status of the command when this error ends it; Ansible's 4 for parse errors, 1 else. */
  readonly exitStatus: number

  constructor(diagnostic: Diagnostic, exitStatus = 4) {
    super(diagnostic.message)
    this.name = 'UserError'
    this.diagnostic = diagnostic
    this.exitStatus = exitStatus
  }
}

/** Makes a {@link UserError} for a place in a file. */
export const userError = (message: string, position?: Position, hint?: string): UserError =>
  new UserError({ message, position, hint })
