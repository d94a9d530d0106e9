import type { ColorRole } from './colors.ts'

/** Takes text: `process.stdout`, or a collector in a test. */
export interface TextOutput {
  write(text: string): unknown
}

/** How results are shown. Names and defaults are those of Ansible's settings. */
export interface ReporterOptions {
  readonly stdout: TextOutput
  readonly stderr: TextOutput
  /** How many `-v` were given. */
  readonly verbosity: number
  readonly color: boolean
  /** Colours by what they mark, where they differ from the usual ones: `blue`, `bright red`, `color81`, `rgb135`. */
  readonly colors: Readonly<Partial<Record<ColorRole, string>>>
  /** The width of banners and warnings. */
  readonly columns: number
  /** `--check` was given. */
  readonly check: boolean
  /** `--diff` was given. */
  readonly diff: boolean
  /** Equal lines around a difference. */
  readonly diffContext: number
  /** Results that were skipped are left out, though the headings of their tasks are not. */
  readonly skipsQuietly: boolean
  readonly displaySkippedHosts: boolean
  readonly displayOkHosts: boolean
  readonly displayFailedStderr: boolean
  readonly displayArgsToStdout: boolean
  readonly showCustomStats: boolean
  readonly showPerHostStart: boolean
  readonly showTaskPathOnFailure: boolean
  readonly checkModeMarkers: boolean
  /** With `debug` the texts of a result stand below it, as they are. */
  readonly resultFormat: 'json' | 'yaml' | 'debug'
  /** Results over several lines always or never; for YAML always and for JSON from `-vvv` where absent. */
  readonly prettyResults: boolean | undefined
  readonly verboseToStderr: boolean
  readonly actionWarnings: boolean
  readonly deprecationWarnings: boolean
}

/** The options with the defaults for all that is not given. */
export const reporterOptions = (given: Partial<ReporterOptions> = {}): ReporterOptions => ({
  stdout: process.stdout,
  stderr: process.stderr,
  verbosity: 0,
  color: false,
  colors: {},
  columns: 79,
  check: false,
  diff: false,
  diffContext: 3,
  skipsQuietly: false,
  displaySkippedHosts: true,
  displayOkHosts: true,
  displayFailedStderr: false,
  displayArgsToStdout: false,
  showCustomStats: false,
  showPerHostStart: false,
  showTaskPathOnFailure: false,
  checkModeMarkers: false,
  resultFormat: 'json',
  prettyResults: undefined,
  verboseToStderr: false,
  actionWarnings: true,
  deprecationWarnings: true,
  ...given,
})
