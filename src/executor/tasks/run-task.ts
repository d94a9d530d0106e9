/** One task on the hosts that have reached it: events, results, what they mean for the hosts. */

import { UserError } from '../../errors.ts'
import type { TaskStart } from '../../events.ts'
import { toBoolean } from '../../modules/kit/coerce.ts'
import { inherited, placeOfKeyword, roleOf } from '../../playbook/inheritance.ts'
import { roleName, taskName } from '../../playbook/names.ts'
import { asRunError, runError } from '../../playbook/run-error.ts'
import type { AnyTask, Task } from '../../playbook/types.ts'
import type { Templar } from '../../templating/templar.ts'
import { forAll } from '../../util/for-all.ts'
import { Template, type Value } from '../../values.ts'
import { type HostRun, isActive } from '../host-run.ts'
import type { PlayRun } from '../play-run.ts'
import { refuseOnce, warnOfTask } from './apart.ts'
import { argumentsText } from './arguments-text.ts'
import { debugTask, type Redo } from './debug-task.ts'
import { flag, flagIfKnown, keyword, toInteger } from './keywords.ts'
import type { HostOutcome, Listener } from './listener.ts'
import { recordOutcome } from './record-outcome.ts'
import { resolveAction } from './resolve-action.ts'
import { mistakeResult } from './results.ts'
import { runOnHost } from './run-on-host.ts'
import { taskModule } from './task-module.ts'
import { throttled } from './throttle.ts'

/** A task being run, with the number its events carry. */
export interface TaskRun<T extends AnyTask = AnyTask> {
  readonly playRun: PlayRun
  readonly task: T
  readonly id: number
}

/** Runs the task on these hosts, as many at a time as `forks` allows. Hosts that fail are marked, nothing is thrown. */
export const runTask = async (playRun: PlayRun, task: Task, hosts: readonly HostRun[]): Promise<void> => {
  const [first] = hosts
  if (!first) return
  const templar = taskTemplar(playRun, task, first)
  warnOfTask(playRun, task, templar)
  const taskRun = { playRun, task, id: announce(playRun, task, templar) }
  const once = isOnce(task, templar)
  const module = await taskModule(playRun.project, task)
  refuseOnce(playRun, task, module)
  const shared = once || (module?.kind === 'action' && module.oncePerBatch === true)
  const chosen = shared ? [first] : hosts
  // What an action does once by its nature is known of the first host only.
  const counting = once ? allOf(playRun, hosts) : [first]
  const limit = throttled(playRun, task, throttleOf(task, templar))
  await forAll(chosen, (host) => runForHost(taskRun, host, shared ? counting : [host]), limit)
  stopOthers(playRun, task, { templar, shared })
}

/** `run_once`; a mistake in it is none of a host, so it ends the run. */
export const isOnce = (task: AnyTask, templar: Templar): boolean => {
  const value = ofRun(() => keyword(task, 'run_once', templar))
  if (value === undefined || value === '') return false
  // What is neither yes nor no is something: one host fails with it.
  return toBoolean(value) ?? true
}

/** `throttle`, how many hosts run the task at a time; none where it is not said. */
const throttleOf = (task: AnyTask, templar: Templar): number | undefined => {
  const value = ofRun(() => keyword(task, 'throttle', templar))
  const number = toInteger(value)
  if (value === undefined || value === '' || number !== undefined) return number
  throw runError(
    'Failed to convert the throttle value to an integer.',
    placeOfKeyword(task, 'throttle'),
    'write a whole number',
  )
}

const ofRun = <T>(evaluate: () => T): T => {
  try {
    return evaluate()
  } catch (error) {
    throw asRunError(error)
  }
}

/** With those that are not here, as an include was for some only: what runs once counts for them as well. */
const allOf = ({ hosts: all }: PlayRun, hosts: readonly HostRun[]): readonly HostRun[] =>
  all.filter((host) => hosts.includes(host) || isActive(host))

/**
 * What a failure means for the hosts that did not fail; `shared` tells that the task ran once for all of them. Hosts
 * that go each for themselves stop none but themselves.
 */
export const stopOthers = (
  playRun: PlayRun,
  task: AnyTask,
  how: { readonly templar: Templar; readonly shared: boolean },
): void => {
  if (!playRun.inStep) return
  failAllTogether(playRun, task, how)
  failPastPercentage(playRun, task)
}

/** Says that a task begins, and gives its number; hosts that don't go in step share both. */
export const announce = (playRun: PlayRun, task: AnyTask, templar: Templar): number => {
  const known = playRun.sharedTaskIds.get(task)
  if (known !== undefined) return known
  const id = playRun.nextTaskId()
  if (!playRun.inStep) playRun.sharedTaskIds.set(task, id)
  const role = roleOf(task)
  playRun.run.emit({
    type: 'task-start',
    task: id,
    play: playRun.id,
    kind: kindOf(task),
    name: shownName(task, templar),
    role: role && roleName(role),
    action: task.action,
    check: safely(false, () => flag(task, 'check_mode', templar, playRun.run.settings.check)),
    diff: safely(false, () => flag(task, 'diff', templar, playRun.run.settings.diff)),
    noLog: hidesForAll(task, playRun.run.settings.noLog),
    position: task.position,
    arguments: playRun.run.settings.tellsArguments ? argumentsText(task) : undefined,
  })
  return id
}

export const taskTemplar = (playRun: PlayRun, task: AnyTask, host: HostRun): Templar =>
  playRun.run.templar({ play: playRun.variables, host: host.name, task })

/** Where it depends on the host, each result says for itself that it is hidden. */
const hidesForAll = (task: AnyTask, otherwise: boolean): boolean => {
  const written = inherited(task, 'no_log')
  if (written === undefined) return otherwise
  return !(written instanceof Template) && toBoolean(written as Value) === true
}

const kindOf = (task: AnyTask): TaskStart['kind'] => (task.handler ? 'handler' : 'task')

/** What is wrong with a keyword is told where its task runs, not here. */
const safely = <T>(otherwise: T, evaluate: () => T): T => {
  try {
    return evaluate()
  } catch (error) {
    if (error instanceof UserError) return otherwise
    throw error
  }
}

/** The name with its templates resolved as far as they can be: a loop's item is not known yet. */
export const shownName = (task: AnyTask, templar: Templar): string => {
  const name = task.name instanceof Template ? nameOf(task, task.name, templar) : task.name
  return taskName({ ...task, name: typeof name === 'string' ? name : undefined })
}

/** Ansible shows the name of an order to the run itself as it is written. */
const nameOf = (task: AnyTask, name: Template, templar: Templar): Value =>
  task.kind === 'meta' ? name.source : resolved(name, templar)

const resolved = (name: Template, templar: Templar): Value => {
  try {
    return templar.evaluate(name)
  } catch (error) {
    if (error instanceof UserError) return name.source
    throw error
  }
}

/** Runs it for one host; with `run_once` the result counts for all of `sharing`. */
const runForHost = async (taskRun: TaskRun<Task>, host: HostRun, sharing: readonly HostRun[]): Promise<void> => {
  const { playRun, task, id } = taskRun
  if (!isActive(host)) return
  playRun.run.emit({ type: 'host-start', task: id, host: host.name })
  let round: Redo = task
  while (round) round = await runRound(taskRun, round, { host, sharing })
}

/** Runs it as it is written now; gives the task that the debugger wants to be run again. */
const runRound = async (
  taskRun: TaskRun<Task>,
  task: Task,
  { host, sharing }: { readonly host: HostRun; readonly sharing: readonly HostRun[] },
): Promise<Redo> => {
  const { playRun } = taskRun
  const begin = performance.now()
  const templar = taskTemplar(playRun, task, host)
  const forget = remembered(playRun, host, sharing)
  const recorder = recordOutcome({ taskRun, host, sharing, templar })
  const outcome = await outcomeOn({ ...taskRun, task }, { host, sharing, templar, listener: recorder.listener })
  const settled = recorder.record(outcome, performance.now() - begin)
  const redo = await debugTask({
    ...{ playRun, task, host: host.name, ...settled },
    templar: (changed) => taskTemplar(playRun, changed, host),
  })
  if (redo) forget()
  return redo
}

/** How things stood before a round, to be put back when its result shall not count. */
const remembered = ({ run }: PlayRun, host: HostRun, sharing: readonly HostRun[]): (() => void) => {
  const counts = run.stats.of(host.name)
  const before = sharing.map(({ state, failure }) => ({ state, failure }))
  return () => {
    run.stats.put(host.name, counts)
    sharing.forEach((one, at) => void Object.assign(one, before[at]))
  }
}

interface On {
  readonly host: HostRun
  readonly sharing: readonly HostRun[]
  readonly templar: Templar
  readonly listener: Listener
}

/** A keyword that can't be right fails the task like anything else in it. */
const outcomeOn = async (
  { playRun, task }: TaskRun<Task>,
  { host, sharing, templar, listener }: On,
): Promise<HostOutcome> => {
  try {
    const resolved = resolveAction(playRun.project, task, templar)
    const module = await taskModule(playRun.project, resolved)
    if (!module) throw unknownAction(resolved)
    const { check, diff } = playRun.run.settings
    const hostTask = {
      playRun,
      task: resolved,
      module,
      host: host.name,
      sharing: sharing.map(({ name }) => name),
      // What is wrong with them is told where the task is not skipped.
      check: flagIfKnown(() => flag(task, 'check_mode', templar, check), check),
      diff: flagIfKnown(() => flag(task, 'diff', templar, diff), diff),
    }
    return await runOnHost(hostTask, listener)
  } catch (error) {
    return { ...mistakeResult(error, playRun.run.settings), loop: false }
  }
}

const unknownAction = ({ action, position }: Task): UserError =>
  new UserError({
    message: `couldn't resolve module/action '${action}'. This often indicates a misspelling, missing collection, or incorrect module path.`,
    position,
  })

/** `any_errors_fatal`: one failed host takes all others with it, into the rescue too where there is one. */
const failAllTogether = (
  playRun: PlayRun,
  task: AnyTask,
  { templar, shared }: { readonly templar: Templar; readonly shared: boolean },
): void => {
  const { anyErrorsFatal } = playRun.run.settings
  const fatal = shared || safely(true, () => flag(task, 'any_errors_fatal', templar, anyErrorsFatal))
  if (!fatal || !playRun.hosts.some(failedAt(task, playRun))) return
  for (const host of playRun.hosts) if (isActive(host)) takeAlong(host, task)
  if (playRun.hosts.some(isLost)) playRun.ended.together = true
  if (playRun.run.settings.compat === '2.14' && playRun.hosts.every(isLost))
    playRun.run.emit({ type: 'no-hosts', play: playRun.id, reason: 'none-remaining' })
}

const takeAlong = (host: HostRun, task: AnyTask): void => {
  host.state = 'failed'
  host.failure = { task, result: new Map() }
}

/** `max_fail_percentage`: when more hosts of the whole batch failed than that, the others stop too. */
const failPastPercentage = (playRun: PlayRun, task: AnyTask): void => {
  const most = playRun.maxFailPercentage
  if (most === undefined) return
  const failed = playRun.hosts.filter((host) => host.state === 'failed' && isLost(host)).length
  if ((100 * failed) / playRun.batchSize <= most) return
  for (const host of playRun.hosts) if (isActive(host)) takeAlong(host, task)
  // Once for what stops the play and once for the end of it, as the reference tells it.
  for (let told = 0; told < 2; told++)
    playRun.run.emit({ type: 'no-hosts', play: playRun.id, reason: 'none-remaining' })
}

/** Until ansible-core 2.15 a failure that is going to be rescued left the other hosts alone. */
const failedAt =
  (task: AnyTask, { run }: PlayRun) =>
  (host: HostRun): boolean =>
    host.failure?.task === task && (isLost(host) || (host.state === 'failed' && run.settings.compat !== '2.14'))

/** Out of the play: not where a rescue or an `always` is still to come. */
const isLost = ({ state, rescues, finals }: HostRun): boolean =>
  state === 'unreachable' || (state === 'failed' && rescues === 0 && finals === 0)
