/** `meta`: orders to the run itself. */

import { UserError } from '../errors.ts'
import { rolesOf } from '../playbook/inheritance.ts'
import type { Meta } from '../playbook/types.ts'
import { whenHolds } from './conditions.ts'
import { flushHandlers } from './flush-handlers.ts'
import type { HostRun } from './host-run.ts'
import { flag } from './keywords.ts'
import type { PlayRun } from './play-run.ts'
import { errorResult } from './results.ts'
import { taskTemplar } from './run-task.ts'

/** Carries out a meta task for the hosts whose conditions hold. */
export const runMeta = async (playRun: PlayRun, task: Meta, hosts: readonly HostRun[]): Promise<void> => {
  const due = hosts.filter((host) => isWanted(playRun, task, host))
  const [first] = due
  if (!first) return
  const templar = taskTemplar(playRun, task, first)
  const order = String(templar.evaluate(task.meta))
  const carryOut = orders[order]
  if (!carryOut) throw new UserError({ message: `invalid meta action requested: ${order}`, position: task.position })
  playRun.run.emit({
    type: 'notice',
    level: 'verbose',
    verbosity: 2,
    message: `META: ${order}`,
    position: task.position,
  })
  await carryOut(playRun, { task, hosts: due, force: flag(task, 'run_once', templar) })
}

const isWanted = (playRun: PlayRun, task: Meta, host: HostRun): boolean => {
  try {
    return whenHolds(task, taskTemplar(playRun, task, host)).holds === true
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    host.state = 'failed'
    host.failure = { task, result: errorResult(error).result }
    playRun.run.stats.count(host.name, 'failed')
    return false
  }
}

interface Order {
  readonly task: Meta
  readonly hosts: readonly HostRun[]
  readonly force: boolean
}

type CarryOut = (playRun: PlayRun, order: Order) => Promise<void> | void

const end = (hosts: readonly HostRun[]): void => {
  for (const host of hosts) if (host.state === 'active') host.state = 'ended'
}

const orders: Readonly<Record<string, CarryOut>> = {
  noop: () => {},
  flush_handlers: (playRun, { hosts }) => flushHandlers(playRun, hosts, false),
  refresh_inventory: (playRun) => playRun.run.hosts.refresh(),
  clear_facts: ({ run }, { hosts }) => {
    for (const host of hosts) run.variables.host(host.name).clearFacts()
  },
  clear_host_errors: ({ hosts }) => {
    for (const host of hosts) {
      if (host.state !== 'failed' && host.state !== 'unreachable') continue
      host.state = 'active'
      host.failure = undefined
    }
  },
  end_host: (_, { hosts }) => end(hosts),
  end_batch: ({ hosts }) => end(hosts),
  end_play: (playRun) => {
    end(playRun.hosts)
    playRun.ended.play = true
  },
  end_role: (_, { task, hosts }) => {
    const [role] = rolesOf(task)
    for (const host of hosts) host.endedRole = role
  },
  reset_connection: async ({ run }, { hosts }) => {
    await Promise.all(hosts.map((host) => run.connections.reset(host.name)))
  },
}
