/** A host in a play: whether it still takes part, and which handlers it has notified. */
import type { AnyTask, Role } from '../playbook/types.ts'
import type { PlainTask } from '../playbook/walk.ts'
import type { Dict, Value } from '../values.ts'

/**
 * `active` runs tasks; `failed` waits for a rescue or is out; `unreachable` is out; `ended` was ended by `meta: end_host`
 * or `end_play` and is out without blame.
 */
export type HostState = 'active' | 'failed' | 'unreachable' | 'ended'

/** A task that failed on a host, and what came of it. */
export interface Failure {
  readonly task: AnyTask
  readonly result: Dict
  /** The task as a rescue sees it; none is run where a host was only taken along. */
  readonly facts?: () => Value
}

export interface HostRun {
  readonly name: string
  state: HostState
  /** Handlers to run at the next flush. */
  readonly notified: Set<AnyTask>
  /** The handlers that each notification woke last, by its name. */
  readonly notifications: Map<string, readonly PlainTask[]>
  /** It failed in a handler: even forced, it runs no other. */
  failedInHandlers: boolean
  /** What failed last, for `ansible_failed_task` and `ansible_failed_result`. */
  failure: Failure | undefined
  /** An include failed: even rescued, the host takes no part in later plays, and the run has failed. */
  includeFailed: boolean
  /** How many blocks with a rescue it is in the first part of: a failure now is going to be rescued. */
  rescues: number
  /** How many blocks with an `always` that is still to come it is in. */
  finals: number
  /** Uses of roles of which a task was not skipped here. */
  rolesTouched: Set<Role>
  /** Roles that ran on this host, by identity, for duplicates. */
  readonly rolesDone: Set<string>
  /** `end_role`: the role whose remaining tasks are passed over. */
  endedRole: object | undefined
}

export const hostRun = (name: string): HostRun => ({
  name,
  state: 'active',
  notified: new Set(),
  notifications: new Map(),
  failedInHandlers: false,
  failure: undefined,
  includeFailed: false,
  rescues: 0,
  finals: 0,
  rolesTouched: new Set(),
  rolesDone: new Set(),
  endedRole: undefined,
})

export const isActive = (host: HostRun): boolean => host.state === 'active'
