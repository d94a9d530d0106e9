import type { PlayStart, TaskStart } from '../events.ts'
import type { ReporterOptions } from './options.ts'
import type { Printer } from './printer.ts'

/** Prints the headings of plays and tasks, each task's once and before its first line. */
export interface TaskHeadings {
  play(play: PlayStart): void
  /** A task begins: its heading follows at once, unless its results may all be hidden or other tasks run beside it. */
  start(task: TaskStart): void
  /** A line of the task is to follow. */
  ensure(task: TaskStart): void
}

export const createTaskHeadings = (options: ReporterOptions, printer: Printer): TaskHeadings => {
  let last: number | undefined
  let inStep = true
  const print = (task: TaskStart): void => {
    printer.banner(taskHeading(task, options))
    const path = options.verbosity >= 2 ? taskPath(task) : undefined
    if (path) printer.line(path, 'debug')
    last = task.task
  }
  return {
    play: (play) => {
      inStep = !/(^|\.)(free|host_pinned)$/.test(play.strategy ?? 'linear')
      printer.banner(playHeading(play, options))
    },
    start: (task) => {
      if (inStep && options.displaySkippedHosts && options.displayOkHosts) print(task)
    },
    ensure: (task) => {
      if (last !== task.task) print(task)
    },
  }
}

/** Where the task stands, as `-vv` shows it. */
export const taskPath = ({ position }: TaskStart): string | undefined =>
  position && `task path: ${position.file}:${position.line}`

const PREFIXES = { task: 'TASK', handler: 'RUNNING HANDLER', cleanup: 'CLEANUP TASK' } as const

const taskHeading = (task: TaskStart, options: ReporterOptions): string => {
  const showsArguments = options.displayArgsToStdout && !task.noLog
  const given = showsArguments && task.arguments !== undefined ? ` ${task.arguments}` : ''
  return `${PREFIXES[task.kind]} [${task.name.trim()}${given}]${checkMark(task, options)}`
}

const playHeading = (play: PlayStart, options: ReporterOptions): string => {
  const name = play.name.trim()
  return `PLAY${name === '' ? '' : ` [${name}]`}${checkMark(play, options)}`
}

const checkMark = ({ check }: { readonly check: boolean }, options: ReporterOptions): string =>
  check && options.checkModeMarkers ? ' [CHECK MODE]' : ''
