/** A loop's variable that something else has already. */
import { taskName } from '../../playbook/names.ts'
import type { AnyTask } from '../../playbook/types.ts'
import type { Templar } from '../../templating/templar.ts'
import { Template } from '../../values.ts'
import type { Run } from '../run.ts'
import { warnOnce } from '../warn-once.ts'

/** Warns, once, of a loop whose variable hides another of that name, as in tasks that a loop includes. */
export const warnOfHiddenVariable = (
  run: Run,
  task: AnyTask,
  { variable, templar }: { readonly variable: string; readonly templar: Templar },
): void => {
  if (!templar.scope.has(variable)) return
  const name = taskName({ ...task, name: task.name instanceof Template ? task.name.source : task.name })
  const message = `TASK: ${name}: The loop variable '${variable}' is already in use. You should set the \`loop_var\` value in the \`loop_control\` option for the task to something else to avoid variable collisions and unexpected behavior.`
  warnOnce(run, message)
}
