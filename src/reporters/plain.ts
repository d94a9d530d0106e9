import type { ReporterOptions } from './options.ts'
import { plainText } from './plain-text.ts'
import { createPrinter, writeTo } from './printer.ts'
import type { Reporter } from './reporter.ts'

/** The reporter that prints what Ansible's default callback prints. */
export const plain = (options: ReporterOptions): Reporter => ({
  handle: plainText(options, createPrinter(options, writeTo(options))),
  close: () => {},
})
