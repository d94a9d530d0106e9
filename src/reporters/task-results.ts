/** What a reporter remembers of a play and its tasks, and the results it shows. */
import type { Event, HostResult, IncludeResult, ItemResult, Retry, TaskStart } from '../events.ts'
import { withoutBuiltin } from '../util/without-builtin.ts'
import type { Dict, Value } from '../values.ts'
import { isFacts } from './actions.ts'
import { visibleResult } from './shown.ts'

export type AnyResult = HostResult | ItemResult | Retry

export interface TaskBook {
  /** Takes note of a task. */
  add(task: TaskStart): void
  /** The task of an event. */
  taskOf(event: { readonly task: number }): TaskStart
  /** The result as it may be shown, of which the caller may drop keys. */
  resultOf(event: AnyResult): Dict
  /** The same for what a host wants to include. */
  includeOf(event: IncludeResult): Dict
  /** True when the task shows its differences. */
  showsDiff(event: { readonly task: number }): boolean
}

/** Makes a {@link TaskBook}; `diff` is what holds for tasks that don't say. */
export const createTaskBook = (diff: boolean): TaskBook => {
  const tasks = new Map<number, TaskStart>()
  const taskOf: TaskBook['taskOf'] = ({ task }) => {
    const known = tasks.get(task)
    if (!known) throw new Error(`an event came for task ${task}, which has not started`)
    return known
  }
  return {
    add: (task) => tasks.set(task.task, task),
    taskOf,
    resultOf: (event) => withDisplayHints(event, taskOf(event)),
    includeOf: (event) => visibleResult(event.result, taskOf(event).noLog),
    showsDiff: (event) => (taskOf(event).diff ?? diff) === true,
  }
}

/** The result with the marks that say how to show it, where its action alone tells them. */
const withDisplayHints = (event: AnyResult, task: TaskStart): Dict => {
  const result = visibleResult(event.result, task.noLog)
  if (result.has('censored')) return result
  // A loop says it of each of its items, not of them together.
  const isWhole = event.type === 'host-result' && event.loop
  const isDone = event.type !== 'retry' && !isWhole && (event.status === 'ok' || event.status === 'changed')
  if (isDone && isFacts(task.action)) result.set('_ansible_verbose_override', true)
  if (isDone && withoutBuiltin(task.action) === 'debug') result.set('_ansible_verbose_always', true)
  return result
}

/** True when the result is shown in full: at a high enough verbosity, or as it asks for. */
export const isVerbose = (result: Dict, verbosity: number, above = 0): boolean =>
  (verbosity > above || result.get('_ansible_verbose_always') === true) &&
  result.get('_ansible_verbose_override') !== true

/** True for the events that carry a result. */
export const hasResult = (event: Event): event is Event & AnyResult =>
  event.type === 'host-result' || event.type === 'item-result' || event.type === 'retry'

/** The result's difference when there is one to show. */
export const diffOf = (event: HostResult | ItemResult, result: Dict): Value | undefined => {
  if (event.status !== 'changed') return undefined
  const diff = result.get('diff')
  return diff === null || (Array.isArray(diff) && diff.length === 0) ? undefined : diff
}
