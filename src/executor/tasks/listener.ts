/** How a task ended on a host, and who is told of it on the way. */
import type { AsyncState } from '../../events.ts'
import type { Dict, Value } from '../../values.ts'
import type { ItemOutcome } from './run-item.ts'

/** How it ended, after all rounds of a loop. */
export interface HostOutcome extends ItemOutcome {
  readonly loop: boolean
  /** Whether `no_log` hides one of the items, and so the results of all. */
  readonly hidden?: boolean
}

/** Who is told of items and retries on the way. */
export interface Listener {
  onItem(item: ItemReport): void
  onRetry(retry: RetryReport): void
  /** A job that is waited for goes on, or has ended. */
  onAsync(state: AsyncState['state'], jobId: string): void
}

export interface ItemReport {
  readonly outcome: ItemOutcome
  readonly label: Value
  readonly ignored: boolean
  readonly hidden: boolean
}

export interface RetryReport {
  readonly result: Dict
  readonly attempt: number
  readonly retries: number
  readonly hidden: boolean
}
