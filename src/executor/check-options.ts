/** Checks the options of all tasks that are sure to run, before any host is touched. */
import { UserError } from '../errors.ts'
import { declaredName } from '../modules/kit/parse-options.ts'
import { type AnyModule, loadModule } from '../modules/registry.ts'
import { allWhen, ancestorsOf, inherited } from '../playbook/inheritance.ts'
import type { PlaybookFile, Task } from '../playbook/types.ts'
import { playEntries, playHandlers, tasksIn } from '../playbook/walk.ts'
import { didYouMean } from '../util/suggest.ts'
import type { Run } from './run.ts'

/** Throws a UserError for the first option that the task's module does not have. */
export const checkOptions = async (playbooks: readonly PlaybookFile[], _: { readonly run: Run }): Promise<void> => {
  for (const play of playbooks.flatMap(({ plays }) => plays))
    for (const task of [...tasksIn(playEntries(play)), ...playHandlers(play).flat()])
      if (task.kind === 'task' && mustSucceed(task)) await checkTask(task)
}

/** A wrong task that is guarded may be a test of just that: it fails when it is reached. */
const mustSucceed = (task: Task): boolean =>
  allWhen(task).length === 0 &&
  task.failed_when === undefined &&
  inherited(task, 'ignore_errors') === undefined &&
  ![...ancestorsOf(task)].some((node) => node.kind === 'block' && node.rescue.length > 0)

const checkTask = async (task: Task): Promise<void> => {
  const module = await loadModule(task.module)
  if (module && !module.anyOption) for (const name of task.args.keys()) checkName(task, module, String(name))
}

const checkName = (task: Task, module: AnyModule, name: string): void => {
  if (name.startsWith('_') || declaredName(module.options, name) !== undefined) return
  throw new UserError(
    {
      message: `Unsupported parameters for (${module.name}) module: ${name}`,
      position: task.argPositions.get(name) ?? task.position,
      length: name.length,
      hint:
        didYouMean(name, Object.keys(module.options)) ?? `${module.name} has ${Object.keys(module.options).join(', ')}`,
    },
    2,
  )
}
