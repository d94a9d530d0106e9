import { basename, relative } from 'node:path'
import type { Position } from '../errors.ts'

/** What the `JUNIT_*` variables set. */
export interface JunitSettings {
  /** `~/.ansible.log` where absent. */
  readonly outputDir: string | undefined
  readonly failOnChange: boolean
  readonly failOnIgnore: boolean
  readonly includeSetupTasks: boolean
  readonly hideTaskArguments: boolean
  /** Only tasks whose names begin so are cases, and all that fail. */
  readonly testCasePrefix: string
  /** The class of the cases of the task there: its file and line, or as wanted. */
  readonly classOf: (position: Position | undefined) => string | undefined
}

/** Reads the settings from the environment. */
export const junitSettings = (env: Readonly<Record<string, string | undefined>>): JunitSettings => ({
  outputDir: env.JUNIT_OUTPUT_DIR,
  failOnChange: isTrue(env.JUNIT_FAIL_ON_CHANGE),
  failOnIgnore: isTrue(env.JUNIT_FAIL_ON_IGNORE),
  includeSetupTasks: env.JUNIT_INCLUDE_SETUP_TASKS_IN_REPORT?.toLowerCase() !== 'false',
  hideTaskArguments: isTrue(env.JUNIT_HIDE_TASK_ARGUMENTS),
  testCasePrefix: env.JUNIT_TEST_CASE_PREFIX ?? '',
  classOf: (position) => position && className(position, env),
})

const className = (position: Position, env: Readonly<Record<string, string | undefined>>): string => {
  const { JUNIT_TASK_RELATIVE_PATH: base, JUNIT_REPLACE_OUT_OF_TREE_PATH: outside } = env
  const path = `${position.file}:${position.line}`
  const shown = base ? relative(base, path) : path
  const inTree = outside !== undefined && shown.startsWith('../') ? outside + basename(shown) : shown
  return isTrue(env.JUNIT_TASK_CLASS) ? inTree.replace(/\.yml:\d+$/, '') : inTree
}

const isTrue = (text: string | undefined): boolean => text?.toLowerCase() === 'true'
