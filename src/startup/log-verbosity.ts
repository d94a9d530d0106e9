import type { Config } from '../config/config.ts'

/** How many `-v` count for the log: `log_verbosity`, or as many as count for the output. */
export const logVerbosity = (config: Config, verbosity: number): number =>
  config.text('DEFAULT_LOG_PATH') === undefined ? verbosity : (config.number('LOG_VERBOSITY') ?? verbosity)
