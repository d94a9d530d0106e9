import type { Play } from '../../playbook/types.ts'
import type { PlainTask } from '../../playbook/walk.ts'
import { playEntries, playHandlers, tasksIn } from '../../playbook/walk.ts'

/** Lines that tell which tasks of a play define a variable while it runs. */
export const laterDefinitions = (play: Play, name: string): readonly string[] => {
  const tasks = [...tasksIn(playEntries(play)), ...playHandlers(play).flat()]
  return tasks.flatMap((task) => {
    const how = howOf(task, name)
    return how === undefined ? [] : [`  later   ${how}  ${task.position.file}:${task.position.line}`]
  })
}

const howOf = (task: PlainTask, name: string): string | undefined => {
  if (task.register === name) return 'registered by a task'
  if (task.vars.has(name)) return 'vars of a task, for that task'
  const sets = ['set_fact', 'include_vars'].includes(task.module)
  return sets && (task.args.has(name) || task.args.get('name') === name) ? task.module : undefined
}
