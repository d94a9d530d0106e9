import type { Dict } from '../values.ts'
import type { Printer, StreamName } from './printer.ts'

export interface ExceptionOptions {
  readonly verbosity: number
  readonly printer: Printer
  readonly stream: StreamName
}

/** Prints what a result says of an exception: its last line, and from `-vvv` all of it. */
export const printException = (result: Dict, { verbosity, printer, stream }: ExceptionOptions): void => {
  const exception = result.get('exception')
  if (exception === undefined) return
  const text = String(exception)
  const last = text.trim().split('\n').at(-1)
  const shown =
    verbosity < 3
      ? `An exception occurred during task execution. To see the full traceback, use -vvv. The error was: ${last}`
      : `The full traceback is:\n${text}`
  printer.line(shown, 'error', stream)
}
