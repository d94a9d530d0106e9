/** Lists of tasks and blocks, on the hosts that share them. */
import type { Block, Entry, Role } from '../../playbook/types.ts'
import { type HostRun, isActive } from '../host-run.ts'
import type { PlayRun } from '../play-run.ts'
import { runTask } from '../tasks/run-task.ts'
import { runBlock } from './run-block.ts'
import { runIncludeRole, runIncludeTasks } from './run-include.ts'
import { runMeta } from './run-meta.ts'
import { isDue } from './selection.ts'

/** Runs the entries in order. Before each, hosts that failed or were ended drop out. */
export const runEntries = async (
  playRun: PlayRun,
  entries: readonly Entry[],
  hosts: readonly HostRun[],
): Promise<void> => {
  for (const entry of entries) {
    const active = hosts.filter(isActive)
    if (active.length === 0 || playRun.run.signal.aborted) return
    await runEntry(playRun, entry, active)
  }
}

/** Runs a role after those it depends on; a host that has done an equal role passes over it, unless duplicates are allowed. */
export const runRole = async (playRun: PlayRun, role: Role, hosts: readonly HostRun[]): Promise<void> => {
  for (const dependency of role.dependencies) await runRole(playRun, dependency, hosts)
  const due = hosts.filter((host) => isActive(host) && isRoleDue(playRun, role, host))
  const passing = hosts.filter((host) => isActive(host) && !due.includes(host))
  if (passing.length > 0) for (const inner of importsIn(role.tasks)) await runRole(playRun, inner, passing)
  if (due.length === 0) return
  await runEntries(playRun, role.tasks, due)
  for (const host of due) {
    if (host.rolesTouched.has(role)) host.rolesDone.add(role.identity)
    if (host.endedRole === role) host.endedRole = undefined
  }
}

/** The roles that entries import: a host that passes over the role around them still runs those that it has not done. */
const importsIn = (entries: readonly Entry[]): readonly Role[] =>
  entries.flatMap((entry) => {
    switch (entry.kind) {
      case 'import_role':
        return [entry.role]
      case 'import_tasks':
        return importsIn(entry.entries)
      case 'block':
        return importsIn(entry.block)
      default:
        return []
    }
  })

const isRoleDue = (playRun: PlayRun, role: Role, host: HostRun): boolean => {
  if (!host.rolesDone.has(role.identity)) return true
  return playRun.run.templar({ play: playRun.variables, host: host.name }).evaluate(role.allowDuplicates) === true
}

const runEntry = async (playRun: PlayRun, entry: Entry, hosts: readonly HostRun[]): Promise<void> => {
  switch (entry.kind) {
    case 'block':
      return runBlock(playRun, entry as Block, hosts)
    case 'import_tasks':
      return runEntries(playRun, entry.entries, hosts)
    case 'import_role':
      return runRole(playRun, entry.role, hosts)
    default:
      break
  }
  const due = hosts.filter((host) => isDue(playRun, entry, host))
  if (due.length === 0 || !(await playRun.confirm(entry))) return
  switch (entry.kind) {
    case 'meta':
      return runMeta(playRun, entry, due)
    case 'include_tasks':
      return runIncludeTasks(playRun, entry, due)
    case 'include_role':
      return runIncludeRole(playRun, entry, due)
    case 'task':
      return runTask(playRun, entry, due)
  }
}
