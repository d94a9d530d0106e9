/** What has no meaning where each host goes through the play for itself (`free`, `host_pinned`). */
import { UserError } from '../../errors.ts'
import type { AnyModule } from '../../modules/registry.ts'
import type { Task } from '../../playbook/types.ts'
import type { Templar } from '../../templating/templar.ts'
import type { PlayRun } from '../play-run.ts'
import { flag, flagIfKnown } from './keywords.ts'

/** Warns of keywords of the task that speak of the hosts together: they are passed over. */
export const warnOfTask = (playRun: PlayRun, task: Task, templar: Templar): void => {
  if (playRun.inStep || playRun.sharedTaskIds.has(task)) return
  if (flagIfKnown(() => flag(task, 'run_once', templar)))
    warn(
      playRun,
      'Using run_once with the free strategy is not currently supported. This task will still be executed for every host in the inventory list.',
    )
  const { anyErrorsFatal } = playRun.run.settings
  if (flagIfKnown(() => flag(task, 'any_errors_fatal', templar, anyErrorsFatal)))
    warn(playRun, independent('any_errors_fatal'))
}

/** Refuses what is done once for all hosts by its nature. */
export const refuseOnce = (playRun: PlayRun, { action, position }: Task, module: AnyModule | undefined): void => {
  if (playRun.inStep || module?.kind !== 'action' || module.oncePerBatch !== true) return
  throw new UserError(
    {
      message: `The '${action}' module bypasses the host loop, which is currently not supported in the free strategy and would instead execute for every host in the inventory list.`,
      position,
      hint: 'run it in a play of its own, with the strategy linear',
    },
    1,
  )
}

/** Warns of keywords of the play that speak of the hosts together. */
export const warnOfPlay = (playRun: PlayRun): void => {
  if (playRun.maxFailPercentage !== undefined) warn(playRun, independent('max_fail_percentage'))
}

const independent = (keyword: string): string =>
  `Using ${keyword} with the free strategy is not supported, as tasks are executed independently on each host`

const warn = ({ run }: PlayRun, message: string): void => run.emit({ type: 'notice', level: 'warning', message })
