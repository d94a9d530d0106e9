/** A play while it runs on one batch of hosts. */
import type { LimitFunction } from 'p-limit'
import type { Project } from '../playbook/project.ts'
import type { AnyTask, Entry, Play, Role } from '../playbook/types.ts'
import type { PlainTask } from '../playbook/walk.ts'
import type { Value } from '../values.ts'
import type { PlayVariables } from '../vars/variables.ts'
import type { HostRun } from './host-run.ts'
import type { Run } from './run.ts'

export interface PlayRun {
  readonly run: Run
  readonly play: Play
  readonly project: Project
  /** Counts plays from 1, for events. */
  readonly id: number
  /** Roles join when they are included, hosts when they are added. */
  readonly variables: PlayVariables & {
    readonly roles: { readonly all: Role[]; readonly shared: Role[] }
    readonly hostsAll: string[]
  }
  /** The hosts of the batch. */
  readonly hosts: readonly HostRun[]
  /** How many hosts the batch had, with those that earlier plays lost. */
  readonly batchSize: number
  /** Hosts that earlier plays and batches lost. */
  readonly out: Map<string, 'failed' | 'unreachable' | 'include failed'>
  /** All handlers, in lists of one place each; includes add to it. */
  readonly handlers: (readonly PlainTask[])[]
  /** Handlers whose name could not be evaluated. */
  readonly unusable: Set<AnyTask>
  readonly nextTaskId: () => number
  /** The numbers of tasks that hosts reach one by one, where they don't go in step. */
  readonly sharedTaskIds: Map<AnyTask, number>
  /** The limits of tasks with `throttle`. */
  readonly throttles: WeakMap<AnyTask, LimitFunction>
  /** Whether all hosts go in step, as `linear` has them. */
  inStep: boolean
  /** Whether `--start-at-task` has been reached; shared by all plays. */
  readonly start: { reached: boolean }
  readonly maxFailPercentage: number | undefined
  /** `meta: end_play` was reached: no further batch is begun. */
  readonly ended: { play: boolean; together: boolean }
  /** Evaluates a keyword of the play. */
  readonly playKeyword: (value: Value) => Value
  /** Runs entries, or a role after those it depends on, on these hosts. */
  readonly runEntries: (entries: readonly Entry[], hosts: readonly HostRun[]) => Promise<void>
  readonly runRole: (role: Role, hosts: readonly HostRun[]) => Promise<void>
  /** Whether the task is chosen by `--tags` and `--skip-tags`. */
  readonly selected: (task: AnyTask) => boolean
  /** `--step`: whether the person wants the task. */
  readonly confirm: (task: AnyTask) => Promise<boolean>
}
