import type { Config } from '../config/config.ts'
import { UserError } from '../errors.ts'
import type { EventBody, EventSink } from '../events.ts'
import { reporterOptions } from '../reporters/options.ts'
import { createReporter, isReporterName, type Reporter, type ReporterName } from '../reporters/reporter.ts'
import type { RunOptions } from '../run-options.ts'

export interface Reporting {
  readonly reporter: Reporter
  readonly emit: EventSink
}

/** The reporter that the command line, the configuration or the terminal ask for. */
export const openReporter = async (options: RunOptions, config: Config): Promise<Reporting> => {
  const listing = options.list.hosts || options.list.tasks || options.list.tags || options.syntaxCheck
  const name = options.output ?? (process.stdout.isTTY && !listing && options.verbosity === 0 ? 'tui' : 'plain')
  if (!isReporterName(name)) throw new UserError({ message: `there is no output "${name}"` }, 2)
  const reporter = await createReporter(name as ReporterName, settingsOf(options, config))
  return { reporter, emit: (event: EventBody) => reporter.handle({ ...event, time: Date.now() }) }
}

const settingsOf = (options: RunOptions, config: Config) =>
  reporterOptions({
    verbosity: options.verbosity + (config.number('DEFAULT_VERBOSITY') ?? 0),
    color: config.flag('FORCE_COLOR') || (process.stdout.isTTY === true && !config.flag('NOCOLOR')),
    columns: process.stdout.isTTY ? (process.stdout.columns ?? 80) - 1 : 79,
    check: options.check,
    diff: options.diff || config.flag('DIFF_ALWAYS'),
    diffContext: config.number('DIFF_CONTEXT') ?? 3,
    displaySkippedHosts: config.flag('DISPLAY_SKIPPED_HOSTS'),
    displayOkHosts: config.flag('DISPLAY_OK_HOSTS'),
    displayFailedStderr: config.flag('DISPLAY_FAILED_STDERR'),
    displayArgsToStdout: config.flag('DISPLAY_ARGS_TO_STDOUT'),
    showCustomStats: config.flag('SHOW_CUSTOM_STATS'),
    showPerHostStart: config.flag('SHOW_PER_HOST_START'),
    showTaskPathOnFailure: config.flag('SHOW_TASK_PATH_ON_FAILURE'),
    checkModeMarkers: config.flag('CHECK_MODE_MARKERS'),
    resultFormat: config.text('CALLBACK_RESULT_FORMAT') === 'yaml' ? 'yaml' : 'json',
    prettyResults: config.get('CALLBACK_FORMAT_PRETTY') === null ? undefined : config.flag('CALLBACK_FORMAT_PRETTY'),
    verboseToStderr: config.flag('VERBOSE_TO_STDERR'),
    actionWarnings: config.flag('ACTION_WARNINGS'),
    deprecationWarnings: config.flag('DEPRECATION_WARNINGS'),
  })
