import type { Event } from '../../src/events.ts'
import { type ReporterOptions, reporterOptions } from '../../src/reporters/options.ts'
import { type TextView, textReporter } from '../../src/reporters/text-view.ts'

export interface Printed {
  stdout: string
  stderr: string
}

/** Options whose two streams are kept as text. */
export const keptOutput = (options: Partial<ReporterOptions> = {}) => {
  const printed: Printed = { stdout: '', stderr: '' }
  const keep = (stream: keyof Printed) => ({ write: (text: string) => (printed[stream] += text) })
  return { printed, options: reporterOptions({ ...options, stdout: keep('stdout'), stderr: keep('stderr') }) }
}

/** What the views print for the events. */
export const print = (
  views: readonly TextView[],
  events: readonly Event[],
  given: Partial<ReporterOptions> = {},
): Printed => {
  const { printed, options } = keptOutput(given)
  const reporter = textReporter(views, options)
  for (const event of events) reporter.handle(event)
  return printed
}
