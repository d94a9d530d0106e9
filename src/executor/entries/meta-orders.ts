/** What each `meta` order does, and what `-vv` tells of it. */
import type { Role } from '../../playbook/types.ts'
import type { HostRun } from '../host-run.ts'
import type { PlayRun } from '../play-run.ts'

/** One order. */
export interface Order {
  /** Once for all hosts of the play, decided by the first of them. */
  readonly forAll: boolean
  readonly carryOut: (
    playRun: PlayRun,
    on: { readonly host: HostRun; readonly role: Role | undefined },
  ) => Promise<void> | void
  readonly told: (host: string) => string
  /** What follows when the condition does not hold. */
  readonly otherwise: (host: string) => string
}

const end = (hosts: readonly HostRun[]): void => {
  for (const host of hosts) if (host.state !== 'unreachable') host.state = 'ended'
}

/**
 * A failed host has come to the end of this play, and takes part in the next; a rescue or an `always` it is in is still
 * run, after which it goes on.
 */
const forgive = (host: HostRun): void => {
  if (host.state === 'unreachable') host.state = 'active'
  if (host.state === 'failed' && host.rescues === 0 && host.finals === 0) host.state = 'ended'
  host.failure = undefined
}

const nothing = (): void => {}
const noMore = (): string => ''

/** All orders by name; `flush_handlers` itself is carried out when every host was asked. */
export const orders: Readonly<Record<string, Order>> = {
  noop: { forAll: false, carryOut: nothing, told: () => 'noop', otherwise: noMore },
  flush_handlers: {
    forAll: false,
    carryOut: nothing,
    told: (host) => `triggered running handlers for ${host}`,
    otherwise: (host) => `, not running handlers for ${host}`,
  },
  refresh_inventory: {
    forAll: true,
    carryOut: ({ run }) => run.hosts.refresh(),
    told: () => 'inventory successfully refreshed',
    otherwise: noMore,
  },
  clear_facts: {
    forAll: true,
    carryOut: ({ run, variables }) => {
      for (const name of variables.hostsAll) run.variables.host(name).clearFacts()
    },
    told: () => 'facts cleared',
    otherwise: (host) => `, not clearing facts and fact cache for ${host}`,
  },
  clear_host_errors: {
    forAll: true,
    carryOut: ({ hosts, variables, out }) => {
      for (const host of hosts) forgive(host)
      for (const name of variables.hostsAll) out.delete(name)
    },
    told: () => 'cleared host errors',
    otherwise: (host) => `, not clearing host error state for ${host}`,
  },
  end_batch: {
    forAll: true,
    carryOut: ({ hosts }) => end(hosts),
    told: () => 'ending batch',
    otherwise: () => ', continuing current batch',
  },
  end_play: {
    forAll: true,
    carryOut: ({ hosts, ended }) => {
      end(hosts)
      ended.play = true
    },
    told: () => 'ending play',
    otherwise: () => ', continuing play',
  },
  end_host: {
    forAll: false,
    carryOut: (_, { host }) => end([host]),
    told: (host) => `ending play for ${host}`,
    otherwise: (host) => `, continuing execution for ${host}`,
  },
  end_role: {
    forAll: false,
    carryOut: (_, { host, role }) => {
      host.endedRole = role
    },
    told: (host) => `ending role for ${host}`,
    otherwise: (host) => `, continuing role for ${host}`,
  },
  reset_connection: {
    forAll: false,
    carryOut: ({ run }, { host }) => run.connections.reset(host.name),
    told: () => 'reset connection',
    otherwise: noMore,
  },
}
