import { type Diagnostic, UserError } from '../errors.ts'
import { formatDiagnostic } from '../format-diagnostic.ts'
import { placeSentence } from '../util/place-sentence.ts'

/**
 * Writes what ended the command: a mistake as its diagnostic, anything else as a bug.
 *
 * @param args the command line: where it asks for much, the trace of a bug is told as well.
 */
export const reportError = (error: unknown, args: readonly string[]): void => {
  process.stderr.write(error instanceof UserError ? `${text(error)}\n` : bugReport(error, args))
}

const text = ({ diagnostic }: UserError): string =>
  `ERROR! ${formatDiagnostic(diagnostic)}${process.stderr.isTTY ? '' : placeForScripts(diagnostic)}`

/** Scripts look for the place of a mistake in these words; a person has it above, in a form that terminals can open. */
const placeForScripts = ({ position }: Diagnostic): string =>
  position === undefined ? '' : `\n${placeSentence(position)}`

const bugReport = (error: unknown, args: readonly string[]): string => {
  const message = error instanceof Error ? error.message : String(error)
  const trace = error instanceof Error ? (error.stack ?? message) : message
  return [
    `ERROR! Unexpected Exception, this is probably a bug in runbook: ${message}`,
    wantsTrace(args) ? `the full traceback was:\n\n${trace}` : 'to see the full traceback, use -vvv',
    '',
  ].join('\n')
}

/** At least three `-v`. */
const wantsTrace = (args: readonly string[]): boolean => {
  const counts = args.map((arg) => (/^-v+$/.test(arg) ? arg.length - 1 : arg === '--verbose' ? 1 : 0))
  return counts.reduce<number>((sum, count) => sum + count, 0) >= 3
}
