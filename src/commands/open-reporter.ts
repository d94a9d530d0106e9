import type { Config } from '../config/config.ts'
import type { EventBody, EventSink } from '../events.ts'
import { type ColorRole, colorRoles, wantsColor } from '../reporters/colors.ts'
import { combined } from '../reporters/combined.ts'
import { type ReporterOptions, reporterOptions } from '../reporters/options.ts'
import { createReporter, type Reporter } from '../reporters/reporter.ts'
import type { RunOptions } from '../startup/run-options.ts'
import { terminalColumns } from '../util/terminal-columns.ts'
import { chooseOutput, type OutputChoice } from './choose-output.ts'
import { openLog } from './open-log.ts'

export interface Reporting {
  readonly reporter: Reporter
  readonly emit: EventSink
}

/** The reporter that a command, its options, the configuration or the terminal ask for. */
export const openReporter = async (options: RunOptions, config: Config, chosen?: OutputChoice): Promise<Reporting> => {
  const isTerminal = process.stdout.isTTY === true && process.env.TERM !== 'dumb'
  const choice = chosen ?? chooseOutput(options, config, isTerminal)
  const settings = settingsOf(options, config, choice)
  const main = await create(choice, settings)
  const { reporter: logger, warnings } = await openLog(config, choice, settings)
  const reporter = logger ? combined([main, logger]) : main
  const emit = (event: EventBody): void => reporter.handle({ ...event, time: Date.now() })
  if (options.verbosity > 0) emit({ type: 'notice', level: 'verbose', verbosity: 1, message: configText(config) })
  for (const message of [...choice.warnings, ...warnings]) emit({ type: 'notice', level: 'warning', message })
  return { reporter, emit }
}

/** Which file of settings counts, for people. */
export const configText = ({ file }: Config): string =>
  file === undefined ? 'No config file found; using defaults' : `Using ${file} as config file`

const create = async (choice: OutputChoice, settings: ReporterOptions): Promise<Reporter> => {
  const main = await createReporter(choice.name, settings, choice.addOns)
  const others = [
    ...(choice.junit ? [await createReporter('junit', settings)] : []),
    ...(choice.tree === undefined ? [] : [(await import('../reporters/tree.ts')).tree(choice.tree, settings)]),
  ]
  return others.length > 0 ? combined([main, ...others]) : main
}

/** The colours that are set. */
const colorsOf = (config: Config): Partial<Record<ColorRole, string>> =>
  Object.fromEntries(
    colorRoles.flatMap((role) => {
      const color = config.text(`COLOR_${role.toUpperCase() as Uppercase<ColorRole>}`)
      return color === undefined ? [] : [[role, color]]
    }),
  )

const settingsOf = (options: RunOptions, config: Config, choice: OutputChoice): ReporterOptions =>
  reporterOptions({
    verbosity: options.verbosity + (config.number('DEFAULT_VERBOSITY') ?? 0),
    color:
      config.flag('ANSIBLE_FORCE_COLOR') ||
      (!config.flag('ANSIBLE_NOCOLOR') && wantsColor(process.env, process.stdout.isTTY === true)),
    colors: colorsOf(config),
    columns: terminalColumns(process.stdout),
    check: options.check,
    diff: options.diff || config.flag('DIFF_ALWAYS'),
    diffContext: config.number('DIFF_CONTEXT') ?? 3,
    displaySkippedHosts: config.flag('DISPLAY_SKIPPED_HOSTS'),
    skipsQuietly: choice.skippy === true,
    displayOkHosts: config.flag('DISPLAY_OK_HOSTS'),
    displayFailedStderr: config.flag('DISPLAY_FAILED_STDERR'),
    displayArgsToStdout: config.flag('DISPLAY_ARGS_TO_STDOUT'),
    showCustomStats: config.flag('SHOW_CUSTOM_STATS'),
    showPerHostStart: config.flag('SHOW_PER_HOST_START'),
    showTaskPathOnFailure: config.flag('SHOW_TASK_PATH_ON_FAILURE'),
    checkModeMarkers: config.flag('CHECK_MODE_MARKERS'),
    resultFormat: resultFormat(choice, config),
    prettyResults: config.get('CALLBACK_FORMAT_PRETTY') === null ? undefined : config.flag('CALLBACK_FORMAT_PRETTY'),
    verboseToStderr: config.flag('VERBOSE_TO_STDERR'),
    actionWarnings: config.flag('ACTION_WARNINGS'),
    deprecationWarnings: config.flag('DEPRECATION_WARNINGS'),
  })

const resultFormat = ({ yaml, debug }: OutputChoice, config: Config): ReporterOptions['resultFormat'] => {
  if (debug === true) return 'debug'
  return yaml || config.text('CALLBACK_RESULT_FORMAT') === 'yaml' ? 'yaml' : 'json'
}
