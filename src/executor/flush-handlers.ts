/** Runs the handlers that were notified. */
import type { PlainTask } from '../playbook/walk.ts'
import type { HostRun } from './host-run.ts'
import type { PlayRun } from './play-run.ts'

/**
 * Runs notified handlers in the order they are defined, until none is left: a handler may notify another. With
 * `force_handlers` hosts that failed run theirs as well, and stay failed; where a handler failed no other follows.
 */
export const flushHandlers = async (playRun: PlayRun, hosts: readonly HostRun[], force: boolean): Promise<void> => {
  const failed = force ? hosts.filter((host) => host.state === 'failed' && !failedInHandlers.has(host)) : []
  for (const host of failed) host.state = 'active'
  const running = hosts.filter((host) => host.state === 'active')
  for (const host of running) failedInHandlers.delete(host)
  await runNotified(playRun, hosts)
  for (const host of running) if (host.state === 'failed') failedInHandlers.add(host)
  for (const host of failed) host.state = host.state === 'active' ? 'failed' : host.state
}

const failedInHandlers = new WeakSet<HostRun>()

const runNotified = async (playRun: PlayRun, hosts: readonly HostRun[]): Promise<void> => {
  let last = -1
  for (;;) {
    const handlers = playRun.handlers.flat()
    const waiting = handlers.flatMap((handler, at) => (isNotified(handler, hosts) ? [at] : []))
    const next = waiting.find((at) => at > last) ?? waiting[0]
    if (next === undefined || playRun.run.signal.aborted) return
    await runHandler(playRun, handlers[next]!, hosts)
    last = next
  }
}

const isNotified = (handler: PlainTask, hosts: readonly HostRun[]): boolean =>
  hosts.some((host) => host.state === 'active' && host.notified.has(handler))

const runHandler = async (playRun: PlayRun, handler: PlainTask, hosts: readonly HostRun[]): Promise<void> => {
  const notified = hosts.filter((host) => host.state === 'active' && host.notified.delete(handler))
  await playRun.runEntries([handler], notified)
}
