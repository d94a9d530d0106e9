import type { TaskStart } from '../../events.ts'
import type { TextView } from '../text-view.ts'
import { filled, taskTimes } from './task-time.ts'

export interface ProfileSettings {
  /** How many tasks the summary shows; `all` of them. */
  readonly limit: number | 'all'
  readonly order: 'descending' | 'ascending' | 'none'
}

interface Timing {
  readonly task: TaskStart
  readonly since: number
  took: number
}

/** Adds the time to each task's heading and lists the slowest tasks at the end. */
export const profileTasks: TextView = (options, printer) => {
  const settings = settingsOf(process.env)
  const timeLine = taskTimes()
  const timings: Timing[] = []
  return (event) => {
    const { time } = event
    if (event.type === 'playbook-start') timeLine(time)
    if (event.type !== 'task-start' && event.type !== 'stats') return
    const last = timings.at(-1)
    if (last) last.took = time - last.since
    if (event.type === 'task-start') {
      printer.line(timeLine(time))
      timings.push({ task: event, since: time, took: 0 })
      return
    }
    printer.banner('TASKS RECAP')
    printer.line(timeLine(time))
    printer.line(filled('', '='))
    for (const timing of chosen(timings, settings)) printer.line(timingText(timing, options))
  }
}

/** `PROFILE_TASKS_TASK_OUTPUT_LIMIT` and `PROFILE_TASKS_SORT_ORDER`. */
const settingsOf = (env: NodeJS.ProcessEnv): ProfileSettings => {
  const limit = env.PROFILE_TASKS_TASK_OUTPUT_LIMIT ?? '20'
  const order = env.PROFILE_TASKS_SORT_ORDER
  return {
    limit: limit === 'all' ? 'all' : Number(limit),
    order: order === 'ascending' || order === 'none' ? order : 'descending',
  }
}

const chosen = (timings: readonly Timing[], { limit, order }: ProfileSettings): readonly Timing[] => {
  const sign = order === 'ascending' ? 1 : -1
  const sorted = order === 'none' ? timings : timings.toSorted((a, b) => sign * (a.took - b.took))
  return limit === 'all' ? sorted : sorted.slice(0, limit)
}

const timingText = (
  { task, took }: Timing,
  { columns, verbosity }: { readonly columns: number; readonly verbosity: number },
): string => {
  const seconds = ` ${(took / 1000).toFixed(2)}s`.padStart(9, '-')
  const line = `${task.name} `.padEnd(columns - 9, '-') + seconds
  const { position } = task
  return verbosity < 2 || !position ? line : `${line}\n${`${position.file}:${position.line} `.padEnd(columns, '-')}`
}
