/** `meta`: orders to the run itself. */
import { UserError } from '../../errors.ts'
import { rolesOf } from '../../playbook/inheritance.ts'
import { asRunError } from '../../playbook/run-error.ts'
import type { Meta } from '../../playbook/types.ts'
import { dict } from '../../values.ts'
import { flushHandlers } from '../handlers/flush-handlers.ts'
import type { HostRun } from '../host-run.ts'
import type { PlayRun } from '../play-run.ts'
import { whenHolds } from '../tasks/conditions.ts'
import { announce, taskTemplar } from '../tasks/run-task.ts'
import { warnOnce } from '../warn-once.ts'
import { orders } from './meta-orders.ts'

/** Carries out a meta task: for each host whose condition holds, or once when the order is for all of them. */
export const runMeta = async (playRun: PlayRun, task: Meta, hosts: readonly HostRun[]): Promise<void> => {
  const [first] = hosts
  if (!first) return
  const name = String(taskTemplar(playRun, task, first).evaluate(task.meta))
  const order = orders[name]
  if (!order) throw new UserError({ message: `invalid meta action requested: ${name}`, position: task.position })
  const due: HostRun[] = []
  for (const host of order.forAll ? [first] : hosts) if (await carryOut(playRun, { task, name, host })) due.push(host)
  if (name === 'flush_handlers' && due.length > 0) await flushHandlers(playRun, due, false)
}

interface Carrying {
  readonly task: Meta
  readonly name: string
  readonly host: HostRun
}

/** Returns whether the condition held. */
const carryOut = async (playRun: PlayRun, { task, name, host }: Carrying): Promise<boolean> => {
  const order = orders[name]!
  const { run } = playRun
  const id = announce(playRun, task, taskTemplar(playRun, task, host))
  const wanted = isWanted(playRun, { task, name, host })
  if (wanted) await order.carryOut(playRun, { host, role: rolesOf(task)[0] })
  const told = wanted ? order.told(host.name) : `${name} conditional evaluated to False${order.otherwise(host.name)}`
  run.emit({ type: 'notice', level: 'verbose', verbosity: 2, message: `META: ${told}` })
  if (!wanted && host.state === 'active')
    run.emit({
      type: 'host-result',
      task: id,
      host: host.name,
      status: 'skipped',
      ignored: false,
      loop: false,
      result: dict({ msg: toldOfSkipping(name, host.name), skip_reason: told, skipped: true }),
      duration: 0,
    })
  return wanted
}

/** Orders that are carried out whatever `when` says. */
const unconditional: ReadonlySet<string> = new Set(['noop', 'refresh_inventory', 'reset_connection'])

const toldOfSkipping = (name: string, host: string): string =>
  name === 'end_host' ? `end_host conditional evaluated to false, continuing execution for ${host}` : name

const isWanted = (playRun: PlayRun, { task, name, host }: Carrying): boolean => {
  const templar = taskTemplar(playRun, task, host)
  if (unconditional.has(name)) {
    if (task.when.length > 0) warnOnce(playRun.run, `${name} task does not support when conditional`)
    return true
  }
  try {
    return whenHolds(task, templar).holds === true
  } catch (error) {
    // Orders are to the run, so a mistake in one ends it.
    throw asRunError(error)
  }
}
