import { inherited, playOf } from '../../playbook/inheritance.ts'
import { findProgram } from '../../playbook/modules/find-program.ts'
import { moduleNameOf } from '../../playbook/modules/module-names.ts'
import type { Project } from '../../playbook/project.ts'
import { parseKeyValues } from '../../playbook/tasks/key-value.ts'
import type { Task } from '../../playbook/types.ts'
import type { Templar } from '../../templating/templar.ts'

/** The task with its action known: `action: "{{ manager }} name=x"` names it only now. */
export const resolveAction = (project: Project, task: Task, templar: Templar): Task => {
  if (task.actionTemplate === undefined) return task
  const text = String(templar.evaluate(task.actionTemplate)).trim()
  const [, action = '', rest = ''] = /^(\S+)\s*([\s\S]*)$/.exec(text) ?? []
  const { options, rest: freeForm } = parseKeyValues(rest, true)
  const program = findProgram(project, playOf(task), { action, collections: inherited(task, 'collections') ?? [] })
  const args = new Map([...options, ...task.args])
  return { ...task, action, module: moduleNameOf(action), program, args, freeForm }
}
