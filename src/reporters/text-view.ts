import type { Event } from '../events.ts'
import type { ReporterOptions } from './options.ts'
import { createPrinter, type Printer, writeTo } from './printer.ts'
import type { Reporter } from './reporter.ts'

/** A way to tell a run as text: gives what turns each event into lines of the printer. */
export type TextView = (options: ReporterOptions, printer: Printer) => (event: Event) => void

/** The reporter that prints what its views say of each event, in their order. */
export const textReporter = (views: readonly TextView[], options: ReporterOptions): Reporter => {
  const printer = createPrinter(options, writeTo(options))
  const tell = views.map((view) => view(options, printer))
  return {
    handle: (event) => {
      for (const one of tell) one(event)
    },
    close: () => {},
  }
}
