/** What an outcome means: events, counts, registered variables, notified handlers, hosts that are out. */
import { UserError } from '../../errors.ts'
import type { Status } from '../../events.ts'
import { roleOf } from '../../playbook/inheritance.ts'
import { isBuiltin } from '../../playbook/modules/module-names.ts'
import type { AnyTask } from '../../playbook/types.ts'
import type { Templar } from '../../templating/templar.ts'
import { type Dict, Secret, Template, type Value } from '../../values.ts'
import { restsOnPlans } from '../engine/foreseen.ts'
import { notify } from '../handlers/notify.ts'
import type { HostRun } from '../host-run.ts'
import { failedTask } from './failed-task.ts'
import { flag, flagIfKnown, isHidden } from './keywords.ts'
import type { HostOutcome, Listener } from './listener.ts'
import { censored, registered, statusOf } from './results.ts'
import type { TaskRun } from './run-task.ts'

export interface Recording {
  readonly taskRun: TaskRun
  readonly host: HostRun
  /** The hosts the result counts for: more than one with `run_once`. */
  readonly sharing: readonly HostRun[]
  readonly templar: Templar
  /** A failure counts as one even where it is going to be rescued or errors are ignored. */
  readonly alwaysCounts?: boolean
}

export interface Recorder {
  readonly listener: Listener
  /** @param duration milliseconds */
  record(outcome: HostOutcome, duration: number): Settled
}

/** Records what happens to a host in a task. */
export const recordOutcome = (recording: Recording): Recorder => {
  const { taskRun, host } = recording
  const { emit } = taskRun.playRun.run
  const shown = (result: Dict, hidden: boolean): Dict => (hidden ? censored(result) : result)
  const at = { task: taskRun.id, host: host.name }
  return {
    listener: {
      onItem: ({ outcome, label, ignored, hidden }) =>
        emit({
          type: 'item-result',
          ...at,
          status: statusOf(outcome.result),
          ignored,
          label: hidden ? null : label,
          result: shown(outcome.result, hidden),
          delegatedTo: outcome.target?.delegatedTo,
          delegatedAddress: outcome.result.get('unreachable') === true ? undefined : outcome.target?.address,
        }),
      onAsync: (state, jobId) => emit({ type: 'async', ...at, state, jobId }),
      onRetry: ({ result, attempt, retries, hidden }) =>
        emit({ type: 'retry', ...at, attempt, retries, name: ownName(recording), result: shown(result, hidden) }),
    },
    record: (outcome, duration) => {
      const status = statusOf(outcome.result)
      const ignored = isIgnored(recording, status)
      const hidden = outcome.hidden ?? hidesOutcome(recording)
      register(recording, outcome.result)
      emit({
        type: 'host-result',
        ...at,
        status,
        ignored,
        loop: outcome.loop,
        result: shown(outcome.result, hidden),
        delegatedTo: outcome.target?.delegatedTo,
        delegatedAddress: outcome.result.get('unreachable') === true ? undefined : outcome.target?.address,
        duration,
        diagnostic: hidden ? undefined : outcome.diagnostic,
      })
      const settled = { status, ignored, result: outcome.result }
      settleHosts(recording, settled)
      return settled
    },
  }
}

/** Where `no_log` asks for the item of a loop, nobody has an item any more. */
const hidesOutcome = ({ taskRun: { playRun, task }, templar }: Recording): boolean =>
  task.loop === undefined
    ? isHidden(task, templar, playRun.run.settings)
    : flagIfKnown(() => flag(task, 'no_log', templar, playRun.run.settings.noLog))

/** The task's name on this host; nothing for one without, or whose templates can't be resolved. */
const ownName = ({ taskRun: { task }, templar }: Recording): string | undefined => {
  if (!(task.name instanceof Template)) return undefined
  try {
    return String(templar.evaluate(task.name))
  } catch (error) {
    if (error instanceof UserError) return undefined
    throw error
  }
}

const isIgnored = ({ taskRun: { task }, templar, alwaysCounts }: Recording, status: Status): boolean =>
  !alwaysCounts &&
  ((status === 'failed' && flagIfKnown(() => flag(task, 'ignore_errors', templar))) ||
    (status === 'unreachable' && flagIfKnown(() => flag(task, 'ignore_unreachable', templar))))

/** The result under the name that `register` gives it, for every host it counts for. */
const register = ({ taskRun, sharing }: Recording, result: Dict): void => {
  const { task, playRun } = taskRun
  if (task.register === undefined) return
  const values = new Map<Value, Value>([[task.register, withoutSecrets(registered(result)) as Dict]])
  for (const host of sharing) {
    playRun.run.variables.host(host.name).addSetFacts(values)
    const foreseen = playRun.run.foreseen(host.name)
    if (restsOnPlans(result)) foreseen.add(task.register)
    else foreseen.delete(task.register)
  }
}

const withoutSecrets = (value: Value): Value => {
  if (value instanceof Secret) return value.toString()
  if (Array.isArray(value)) return value.map(withoutSecrets)
  return value instanceof Map ? new Map([...value].map(([key, item]) => [key, withoutSecrets(item)])) : value
}

/** What was recorded. */
export interface Settled {
  readonly status: Status
  readonly ignored: boolean
  readonly result: Dict
}

const settleHosts = (recording: Recording, settled: Settled): void => {
  const { taskRun, host, sharing } = recording
  count(recording, settled)
  if (settled.status !== 'skipped' && settled.status !== 'unreachable') touchRole(recording)
  if (isChanged(settled) && !changesInventory(taskRun.task)) notify(taskRun, recording.templar, [host])
  if (settled.ignored) return
  if (settled.status === 'unreachable') host.state = 'unreachable'
  if (settled.status === 'failed') for (const one of sharing) one.state = 'failed'
  if (settled.status === 'failed' || settled.status === 'unreachable')
    for (const one of sharing)
      one.failure = {
        task: taskRun.task,
        result: settled.result,
        facts: () => failedTask(taskRun.task, recording.templar, taskRun.playRun.run.settings),
      }
}

/** A role has run on a host once one of its tasks was: it was not skipped, and the host could be reached. */
const touchRole = ({ taskRun, host }: Recording): void => {
  const role = roleOf(taskRun.task)
  if (role) host.rolesTouched.add(role)
}

/** In Ansible these have not changed anything yet when their handlers would be notified, unless `changed_when` says so. */
const changesInventory = ({ action, ...task }: AnyTask): boolean =>
  !('changed_when' in task && task.changed_when !== undefined) &&
  (isBuiltin(action, 'add_host') || isBuiltin(action, 'group_by'))

/** A failed loop whose items changed something has changed the host as well; so handlers hear only of success. */
const isChanged = ({ status }: Settled): boolean => status === 'changed'

const count = ({ taskRun, host, alwaysCounts }: Recording, { status, ignored, result }: Settled): void => {
  const { stats } = taskRun.playRun.run
  // The failure of a handler counts as one where a block around the flush rescues it, too.
  const isRescued = host.rescues > 0 && !alwaysCounts && !taskRun.task.handler
  switch (status) {
    case 'changed':
      stats.count(host.name, 'ok')
      stats.count(host.name, 'changed')
      break
    case 'failed':
      if (ignored) {
        stats.count(host.name, 'ok')
        stats.count(host.name, 'ignored')
        if (result.get('changed') === true) stats.count(host.name, 'changed')
      } else stats.count(host.name, isRescued ? 'rescued' : 'failed')
      break
    case 'unreachable':
      stats.count(host.name, ignored ? 'ok' : 'unreachable')
      if (ignored) stats.count(host.name, 'ignored')
      break
    default:
      stats.count(host.name, status)
  }
}
