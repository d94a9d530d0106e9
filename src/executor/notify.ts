/** Which handlers a changed task notifies. */
import { UserError } from '../errors.ts'
import { inherited } from '../playbook/inheritance.ts'
import type { Templar } from '../templating/templar.ts'
import type { Value } from '../values.ts'
import { handlersNamed } from './find-handlers.ts'
import type { HostRun } from './host-run.ts'
import type { TaskRun } from './run-task.ts'

/** Marks the handlers of the task's `notify` for each of the hosts. */
export const notify = ({ playRun, task }: TaskRun, templar: Templar, hosts: readonly HostRun[]): void => {
  for (const name of namesOf(inherited(task, 'notify') ?? [], templar)) {
    const handlers = handlersNamed(playRun, name, templar)
    if (handlers.length === 0)
      throw new UserError({
        message: `The requested handler '${name}' was not found in either the main handlers list nor in the listening handlers list`,
        position: task.keywords.get('notify') ?? task.position,
      })
    for (const host of hosts)
      for (const handler of handlers) {
        if (!host.notified.has(handler)) playRun.run.emit({ type: 'handler-notified', handler: name, host: host.name })
        host.notified.add(handler)
      }
  }
}

const namesOf = (written: readonly Value[], templar: Templar): readonly string[] =>
  written.flatMap((item) => {
    const value = templar.evaluate(item)
    return Array.isArray(value) ? value.map(String) : value === null ? [] : [String(value)]
  })
