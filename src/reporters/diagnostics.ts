import type { Diagnostic } from '../errors.ts'
import { formatDiagnostic } from '../format-diagnostic.ts'
import type { Printer } from './printer.ts'

/**
 * Gives what prints a located mistake: on stderr, so that the lines on stdout stay those that programs expect, and
 * once, however many hosts it stops.
 */
export const diagnosticPrinter = (printer: Printer): ((diagnostic: Diagnostic) => void) => {
  const printed = new Set<string>()
  const colors = {
    error: (text: string) => printer.paint(text, 'error'),
    place: (text: string) => printer.paint(text, 'highlight'),
    hint: (text: string) => printer.paint(text, 'skip'),
  }
  return (diagnostic) => {
    const text = formatDiagnostic(diagnostic, { colors })
    if (printed.has(text)) return
    printed.add(text)
    printer.line(text, undefined, 'stderr')
  }
}
