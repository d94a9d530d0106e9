/** Which handlers a changed task notifies. */

import { inherited } from '../../playbook/inheritance.ts'
import { runError } from '../../playbook/run-error.ts'
import type { AnyTask } from '../../playbook/types.ts'
import { str } from '../../templating/python/repr.ts'
import type { Templar } from '../../templating/templar.ts'
import type { Value } from '../../values.ts'
import type { HostRun } from '../host-run.ts'
import type { PlayRun } from '../play-run.ts'
import type { TaskRun } from '../tasks/run-task.ts'
import { handlersNamed } from './find-handlers.ts'

/** Marks the handlers of the task's `notify` for each of the hosts. */
export const notify = ({ playRun, task }: TaskRun, templar: Templar, hosts: readonly HostRun[]): void => {
  for (const name of namesOf(inherited(task, 'notify') ?? [], templar)) {
    const handlers = handlersNamed(playRun, name, templar)
    if (handlers.length === 0) missing(playRun, task, name)
    for (const host of hosts) notifyHost(playRun, host, { name, handlers })
  }
}

/**
 * Finds anew what hosts have notified: roles that were included meanwhile have handlers too. Until ansible-core 2.15 those
 * counted that were there when the task notified them.
 */
export const findNotifiedAnew = (playRun: PlayRun, hosts: readonly HostRun[]): void => {
  if (playRun.run.settings.compat === '2.14') return
  for (const host of hosts) {
    const templar = playRun.run.templar({ play: playRun.variables, host: host.name })
    for (const [name, known] of host.notifications) {
      if (!known.some((handler) => host.notified.has(handler))) continue
      notifyHost(playRun, host, { name, handlers: handlersNamed(playRun, name, templar) })
    }
  }
}

/** A role that was read again since has handlers of its own, which take the place of the older ones. */
const notifyHost = ({ run }: PlayRun, host: HostRun, { name, handlers }: Notified): void => {
  for (const older of host.notifications.get(name) ?? []) if (!handlers.includes(older)) host.notified.delete(older)
  host.notifications.set(name, handlers)
  for (const handler of handlers) {
    if (!host.notified.has(handler)) run.emit({ type: 'handler-notified', handler: name, host: host.name })
    host.notified.add(handler)
  }
}

interface Notified {
  readonly name: string
  readonly handlers: ReturnType<typeof handlersNamed>
}

/** Ends the run, or warns where that is set. */
const missing = ({ run }: PlayRun, task: AnyTask, name: string): void => {
  const message = `The requested handler '${name}' was not found in either the main handlers list nor in the listening handlers list`
  const position = task.keywords.get('notify') ?? task.position
  if (run.settings.errorOnMissingHandler) throw runError(message, position)
  run.emit({ type: 'notice', level: 'warning', message, position })
}

const namesOf = (written: readonly Value[], templar: Templar): readonly string[] =>
  written.flatMap((item) => {
    const value = templar.evaluate(item)
    return Array.isArray(value) ? value.map(str) : value === null ? [] : [str(value)]
  })
