/** How a task ended on a host, and who is told of it on the way. */
import type { AsyncState } from '../../events.ts'
import type { Dict, Value } from '../../values.ts'
import type { ItemOutcome } from './run-item.ts'

/** How it ended, after all rounds of a loop. */
export interface HostOutcome extends ItemOutcome {
  readonly loop: boolean
}

/** Who is told of items and retries on the way. */
export interface Listener {
  onItem(item: ItemReport): void
  onRetry(result: Dict, attempt: number, retries: number): void
  /** A job that is waited for goes on, or has ended. */
  onAsync(state: AsyncState['state'], jobId: string): void
}

export interface ItemReport {
  readonly outcome: ItemOutcome
  readonly label: Value
  readonly ignored: boolean
}
