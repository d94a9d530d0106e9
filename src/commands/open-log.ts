import { statSync } from 'node:fs'
import { userInfo } from 'node:os'
import { dirname } from 'node:path'
import type { Config } from '../config/config.ts'
import type { ReporterOptions } from '../reporters/options.ts'
import { createLog, type Reporter } from '../reporters/reporter.ts'
import { logVerbosity } from '../startup/log-verbosity.ts'
import { isWritable } from '../util/accessible.ts'
import type { OutputChoice } from './choose-output.ts'

/** The log that `log_path` asks for, or why there is none. */
export const openLog = async (
  config: Config,
  choice: OutputChoice,
  options: ReporterOptions,
): Promise<{ readonly reporter?: Reporter; readonly warnings: readonly string[] }> => {
  const path = config.text('DEFAULT_LOG_PATH')
  if (path === undefined || config.list('DEFAULT_LOG_FILTER').includes('ansible')) return { warnings: [] }
  const problem = problemOf(path)
  if (problem !== undefined) return { warnings: [problem] }
  const settings = { path, user: userName(), verbosity: logVerbosity(config, options.verbosity) }
  return { reporter: await createLog(choice.name, settings, options), warnings: [] }
}

const problemOf = (path: string): string | undefined => {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (stat?.isDirectory()) return `DEFAULT_LOG_PATH can not be a directory '${path}', aborting`
  if (isWritable(stat ? path : dirname(path))) return undefined
  return `log file at '${path}' is not writeable and we cannot create it, aborting`
}

/** Also where the user has no entry in the machine's list of users. */
const userName = (): string => {
  try {
    return userInfo().username
  } catch {
    return `uid=${process.getuid?.() ?? ''}`
  }
}
