import type { Position } from '../../errors.ts'
import { ancestorsOf, rolesOf } from '../../playbook/inheritance.ts'
import type { Play } from '../../playbook/types.ts'
import type { PlainTask } from '../../playbook/walk.ts'
import { playEntries, playHandlers, tasksIn } from '../../playbook/walk.ts'
import { positionOfKey } from '../../yaml/positions.ts'

/** Lines that tell which tasks of a play define a variable while it runs. */
export const laterDefinitions = (play: Play, name: string): readonly string[] => {
  const tasks = [...tasksIn(playEntries(play)), ...playHandlers(play).flat()]
  const prompts = play.vars_prompt.filter((prompt) => prompt.name === name).map(({ position }) => position)
  const lines = tasks.flatMap((task) => {
    const how = howOf(task, name)
    return [...aroundTask(task, name), ...(how === undefined ? [] : [line(how, task.position)])]
  })
  // A block is around many tasks and told once.
  return [...new Set([...prompts.map((position) => line('asked for by vars_prompt', position)), ...lines])]
}

const line = (how: string, position: Position): string => `  later   ${how}  ${position.file}:${position.line}`

const aroundTask = (task: PlainTask, name: string): readonly string[] => {
  const params = rolesOf(task).map((role) => ({
    how: 'a parameter of the role, for its tasks',
    values: role.params,
    near: role.position,
  }))
  const blocks = [...ancestorsOf(task)].flatMap((parent) =>
    parent.kind === 'block'
      ? [{ how: 'vars of a block, for its tasks', values: parent.vars, near: task.position }]
      : [],
  )
  return [...params, ...blocks]
    .filter(({ values }) => values.has(name))
    .map(({ how, values, near }) => line(how, positionOfKey(values, name) ?? near))
}

const howOf = (task: PlainTask, name: string): string | undefined => {
  if (task.register === name) return 'registered by a task'
  if (task.vars.has(name)) return 'vars of a task, for that task'
  const sets = ['set_fact', 'include_vars'].includes(task.module)
  return sets && (task.args.has(name) || task.args.get('name') === name) ? task.module : undefined
}
