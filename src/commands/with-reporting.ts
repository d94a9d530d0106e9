import { Config } from '../config/config.ts'
import type { Surroundings } from '../startup/open-run.ts'
import type { RunOptions } from '../startup/run-options.ts'
import type { OutputChoice } from './choose-output.ts'
import { onInterrupt } from './on-interrupt.ts'
import { openReporter } from './open-reporter.ts'
import { openTerminal } from './terminal.ts'

/**
 * Does work whose events are shown, with signals ending it in order. Gives the exit status.
 *
 * @param choose what shows the events; decided by the options, the configuration and the terminal unless given.
 */
export const withReporting = async (
  options: RunOptions,
  work: (surroundings: Surroundings) => Promise<number>,
  choose?: (config: Config) => OutputChoice,
): Promise<number> => {
  const early: string[] = []
  const config = new Config(process.env, process.cwd(), (message) => early.push(message))
  const reporting = await openReporter(options, config, choose?.(config))
  const terminal = openTerminal(() => reporting.reporter)
  const interruption = onInterrupt()
  try {
    for (const message of early) reporting.emit({ type: 'notice', level: 'warning', message })
    const status = await work({ config, terminal, emit: reporting.emit, signal: interruption.signal })
    return interruption.status() ?? status
  } finally {
    interruption.stop()
    await reporting.reporter.close()
  }
}
