import { UserError } from '../errors.ts'
import { formatDiagnostic } from '../format-diagnostic.ts'
import { sourceStack } from './source-stack.ts'

/** Writes what ended the command: a mistake as its diagnostic, anything else as a report of a bug. */
export const reportError = (error: unknown): void => {
  process.stderr.write(error instanceof UserError ? `${text(error)}\n` : bugReport(error))
}

const text = (error: UserError): string => `ERROR! ${formatDiagnostic(error.diagnostic)}`

const bugReport = (error: unknown): string =>
  [
    'ERROR! Unexpected Exception, this is probably a bug in runbook: please report it with what follows.',
    error instanceof Error ? sourceStack(error.stack ?? error.message) : String(error),
    '',
  ].join('\n')
