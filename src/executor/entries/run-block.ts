/** `block`, `rescue` and `always`. */
import type { Block } from '../../playbook/types.ts'
import { type Dict, dict } from '../../values.ts'
import { type HostRun, isActive } from '../host-run.ts'
import type { PlayRun } from '../play-run.ts'
import { withPlace } from '../tasks/results.ts'

/**
 * Runs the block; hosts that fail in it run the rescue, and go on if that succeeds; all hosts but unreachable and ended
 * ones run `always`, and those that failed stay failed.
 */
export const runBlock = async (playRun: PlayRun, block: Block, hosts: readonly HostRun[]): Promise<void> => {
  const isFinal = block.always.length > 0
  if (isFinal) for (const host of hosts) host.finals++
  await attemptBlock(playRun, block, hosts)
  const failed = hosts.filter((host) => host.state === 'failed')
  if (block.rescue.length > 0 && failed.length > 0) await rescue(playRun, block, failed)
  if (isFinal) for (const host of hosts) host.finals--
  if (isFinal) await finallyRun(playRun, block, hosts)
}

const attemptBlock = async (playRun: PlayRun, block: Block, hosts: readonly HostRun[]): Promise<void> => {
  const guarded = block.rescue.length > 0
  if (guarded) for (const host of hosts) host.rescues++
  await playRun.runEntries(block.block, hosts)
  if (guarded) for (const host of hosts) host.rescues--
}

const rescue = async (playRun: PlayRun, block: Block, failed: readonly HostRun[]): Promise<void> => {
  for (const host of failed) {
    host.state = 'active'
    playRun.run.variables.host(host.name).addSetFacts(failureFacts(host))
  }
  await playRun.runEntries(block.rescue, failed)
  for (const host of failed) if (isActive(host)) host.failure = undefined
}

const finallyRun = async (playRun: PlayRun, block: Block, hosts: readonly HostRun[]): Promise<void> => {
  const failed = hosts.filter((host) => host.state === 'failed')
  for (const host of failed) host.state = 'active'
  await playRun.runEntries(
    block.always,
    hosts.filter((host) => isActive(host)),
  )
  // A host whose errors were cleared meanwhile has no failure any more.
  for (const host of failed) if (isActive(host) && host.failure !== undefined) host.state = 'failed'
}

/** What a rescue knows of the failure: `ansible_failed_task` and `ansible_failed_result`. */
const failureFacts = ({ failure }: HostRun): Dict =>
  failure === undefined
    ? new Map()
    : dict({ ansible_failed_task: failure.facts?.() ?? null, ansible_failed_result: withPlace(failure.result) })
