import { Config } from '../config/config.ts'
import type { Surroundings } from '../startup/open-run.ts'
import type { RunOptions } from '../startup/run-options.ts'
import { pendingSignals } from '../util/pending-signals.ts'
import { INTERRUPTED, Interrupted } from './ask-password.ts'
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
  const interruption = onInterrupt()
  const terminal = openTerminal(() => reporting.reporter, interruption.signal)
  try {
    for (const message of early) reporting.emit({ type: 'notice', level: 'warning', message })
    const status = await work({ config, terminal, emit: reporting.emit, signal: interruption.signal }).catch(
      (error) => {
        // The question that waited when the signal came.
        if (error instanceof Interrupted && interruption.signal.aborted) return error.exitStatus
        throw error
      },
    )
    await pendingSignals()
    const interrupted = interruption.status()
    if (interrupted === undefined) return status
    reporting.emit({ type: 'notice', level: 'error', message: INTERRUPTED })
    return interrupted
  } finally {
    interruption.stop()
    await reporting.reporter.close()
  }
}
