/** Runs the handlers that were notified. */
import type { HostRun } from '../host-run.ts'
import type { PlayRun } from '../play-run.ts'
import { findNotifiedAnew } from './notify.ts'

/**
 * Runs notified handlers in the order they are defined: a handler may notify a later one, or any for the next time. With
 * `force_handlers` hosts that failed run theirs as well, and stay failed; where a handler failed no other follows.
 */
export const flushHandlers = async (playRun: PlayRun, hosts: readonly HostRun[], force: boolean): Promise<void> => {
  const failed = force ? hosts.filter((host) => host.state === 'failed' && !host.failedInHandlers) : []
  for (const host of failed) host.state = 'active'
  const running = hosts.filter((host) => host.state === 'active')
  for (const host of running) host.failedInHandlers = false
  findNotifiedAnew(playRun, running)
  await runNotified(playRun, hosts)
  for (const host of running) host.failedInHandlers = host.state === 'failed'
  for (const host of failed) host.state = host.state === 'active' ? 'failed' : host.state
}

/** One pass: a handler that notifies an earlier one, or itself, does not go round in circles. */
const runNotified = async (playRun: PlayRun, hosts: readonly HostRun[]): Promise<void> => {
  for (const handler of playRun.handlers.flat()) {
    if (playRun.run.signal.aborted) return
    const notified = hosts.filter((host) => host.state === 'active' && host.notified.has(handler))
    if (notified.length === 0) continue
    await playRun.runEntries([handler], notified)
    for (const host of notified) host.notified.delete(handler)
  }
}
