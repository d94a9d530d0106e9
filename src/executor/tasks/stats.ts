import type { HostStats } from '../../events.ts'
import type { Dict } from '../../values.ts'

/** What the recap counts. */
export type Counter = keyof HostStats

/** Counts results by host, for the recap and the exit status. */
export class StatsBoard {
  readonly #hosts = new Map<string, Record<Counter, number>>()
  readonly custom = new Map<string, Dict>()

  count(host: string, counter: Counter): void {
    this.#of(host)[counter]++
  }

  /** The counts of a host as they are now. */
  of(host: string): HostStats {
    return { ...this.#of(host) }
  }

  /** Sets the counts of a host. */
  put(host: string, counts: HostStats): void {
    this.#hosts.set(host, { ...counts })
  }

  /** The counts so far, by host in the order of names. */
  hosts(): ReadonlyMap<string, HostStats> {
    return new Map([...this.#hosts].sort(([a], [b]) => (a < b ? -1 : 1)))
  }

  #of(host: string): Record<Counter, number> {
    let counts = this.#hosts.get(host)
    if (!counts) {
      counts = { ok: 0, changed: 0, unreachable: 0, failed: 0, skipped: 0, rescued: 0, ignored: 0 }
      this.#hosts.set(host, counts)
    }
    return counts
  }
}
