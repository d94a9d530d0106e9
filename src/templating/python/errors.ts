/** The errors that filters, tests, lookups and operators throw; the engine adds the expression and its place. */

import type { Undefined, Unknown } from '../../values.ts'

/** A failure while a template is evaluated, without a place; the engine turns it into a located one. */
export class EvaluationError extends Error {
  override name = 'EvaluationError'
}

/** An operation on values of the wrong type, or wrong arguments: Python's TypeError. */
export class TemplateTypeError extends EvaluationError {
  override name = 'TypeError'
}

/** A filter, test or lookup that can't do its work: a wrong value, a missing file. */
export class FilterError extends EvaluationError {
  override name = 'FilterError'
  /** What would be right: `did you mean "file"?`. */
  readonly hint: string | undefined

  constructor(message: string, hint?: string) {
    super(message)
    this.hint = hint
  }
}

/** A lookup of a name that no lookup has: a mistake in the playbook, which `errors=ignore` does not cover. */
export class UnknownLookupError extends FilterError {
  override name = 'UnknownLookupError'
}

/** A template that does not compile, an unknown filter or test included. */
export class TemplateSyntaxError extends EvaluationError {
  override name = 'TemplateSyntaxError'
  /** Offset into the template's text, where it is known. */
  readonly offset: number | undefined
  /** What would be right: `did you mean "upper"?`. */
  readonly hint: string | undefined

  constructor(message: string, offset?: number, hint?: string) {
    super(message)
    this.offset = offset
    this.hint = hint
  }
}

/** A value that is not there was used. */
export class UndefinedError extends EvaluationError {
  override name = 'UndefinedError'
  /** The value that was used, where there is one; it knows the name and how it came to be undefined. */
  readonly origin: Undefined | undefined

  constructor(cause: string | Undefined) {
    super(typeof cause === 'string' ? cause : cause.message)
    this.origin = typeof cause === 'string' ? undefined : cause
  }
}

/** Ends an evaluation that needs a value known after apply only; the engine answers with that {@link Unknown}. */
export class UnknownSignal extends Error {
  override name = 'UnknownSignal'
  readonly unknown: Unknown

  constructor(unknown: Unknown) {
    super(unknown.reason)
    this.unknown = unknown
  }
}

/** A template that `include`, `import` or `extends` names and that is nowhere. */
export class TemplateNotFound extends EvaluationError {
  override name = 'TemplateNotFound'
}
