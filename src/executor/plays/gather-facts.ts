/** The facts a play gathers before its first task. */
import { toBoolean } from '../../modules/kit/coerce.ts'
import { unwrittenTask } from '../../playbook/tasks/unwritten-task.ts'
import type { Play, Task } from '../../playbook/types.ts'
import { type Dict, dict } from '../../values.ts'
import { isDue } from '../entries/selection.ts'
import type { HostRun } from '../host-run.ts'
import type { PlayRun } from '../play-run.ts'
import type { RunSettings } from '../run.ts'
import { runTask } from '../tasks/run-task.ts'

/** Gathers facts for the hosts that need them, if the play (or the `gathering` setting) wants any. */
export const gatherFacts = async (playRun: PlayRun, hosts: readonly HostRun[]): Promise<void> => {
  const { play, run } = playRun
  const smart = run.settings.gathering === 'smart'
  const wanted = play.gather_facts === undefined ? undefined : playRun.playKeyword(play.gather_facts)
  if (wanted === undefined ? run.settings.gathering === 'explicit' : toBoolean(wanted) === false) return
  const needing = hosts.filter(({ name }) => !smart || !run.variables.host(name).gathered)
  const task = gatherTask(play, run.settings.gather)
  const due = needing.filter((host) => isDue(playRun, task, host))
  if (due.length === 0) return
  await runTask(playRun, task, due)
  for (const { name, state } of due) if (state === 'active') run.variables.host(name).markGathered()
}

const gatherTask = (play: Play, defaults: Gather): Task =>
  unwrittenTask({
    parent: play,
    position: play.position,
    name: 'Gathering Facts',
    action: 'gather_facts',
    module: 'gather_facts',
    // Each host has facts of its own, also in a play that runs its tasks once.
    run_once: false,
    args: gatherArguments(play, defaults),
  })

type Gather = RunSettings['gather']

const gatherArguments = (play: Play, { subset, timeout, factPath }: Gather): Dict =>
  dict({
    gather_subset: play.gather_subset ?? subset ?? undefined,
    gather_timeout: play.gather_timeout ?? timeout,
    fact_path: play.fact_path ?? factPath,
  })
