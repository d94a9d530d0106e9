/** Checks all tasks that are sure to run, before any host is touched: names and values of options, and their templates. */
import { UserError } from '../../errors.ts'
import { declaredName, optionErrors } from '../../modules/kit/parse-options.ts'
import type { AnyModule } from '../../modules/registry.ts'
import { allModuleDefaults, allWhen, ancestorsOf, inherited } from '../../playbook/inheritance.ts'
import type { Project } from '../../playbook/project.ts'
import { isSelected, type TagSelection, tagsOf } from '../../playbook/selection/tags.ts'
import type { PlaybookFile, Task } from '../../playbook/types.ts'
import { playTasks } from '../../playbook/walk.ts'
import { compiledOf } from '../../templating/compile-cache.ts'
import type { TemplatingEnvironment } from '../../templating/environment.ts'
import { didYouMean } from '../../util/suggest.ts'
import { isDict, Template, type Value } from '../../values.ts'
import { taskModule } from '../tasks/task-module.ts'

export interface Checking {
  readonly project: Project
  readonly environment: TemplatingEnvironment
  readonly selection: TagSelection
}

/** Throws a UserError for the first mistake. Its exit status is that of a failed task: the task would fail with it. */
export const checkTasks = async (playbooks: readonly PlaybookFile[], checking: Checking): Promise<void> => {
  for (const play of playbooks.flatMap(({ plays }) => plays))
    for (const task of playTasks(play))
      if (task.kind === 'task' && mustSucceed(task) && isChosen(task, checking)) await checkTask(task, checking)
}

const isChosen = (task: Task, { project, selection }: Checking): boolean =>
  isSelected(tagsOf(task, project.evaluate), selection)

/** A wrong task that is guarded may be a test of just that: it fails when it is reached. */
const mustSucceed = (task: Task): boolean =>
  allWhen(task).length === 0 &&
  task.failed_when === undefined &&
  inherited(task, 'ignore_errors') === undefined &&
  ![...ancestorsOf(task)].some((node) => node.kind === 'block' && node.rescue.length > 0)

const checkTask = async (task: Task, { project, environment }: Checking): Promise<void> => {
  for (const value of [task.freeForm, ...task.args.values()])
    for (const template of templatesIn(value)) checkTemplate(template, environment)
  const module = await taskModule(project, task)
  if (!module || module.anyOption) return
  for (const name of task.args.keys()) checkName(task, module, String(name))
  if (task.variableArgs === undefined && allModuleDefaults(task).length === 0) checkLiterals(task, module)
}

function* templatesIn(value: Value | undefined): Generator<Template> {
  if (value instanceof Template) yield value
  else if (Array.isArray(value)) for (const item of value) yield* templatesIn(item)
  else if (isDict(value)) for (const item of value.values()) yield* templatesIn(item)
}

const checkTemplate = (template: Template, environment: TemplatingEnvironment): void => {
  try {
    compiledOf(template, environment)
  } catch (error) {
    if (error instanceof UserError) throw new UserError(error.diagnostic, 2)
    throw error
  }
}

const checkName = (task: Task, module: AnyModule, name: string): void => {
  if (name.startsWith('_') || declaredName(module.options, name) !== undefined) return
  const known = Object.keys(module.options)
  const message = `Unsupported parameters for (${module.name}) module: ${name}`
  const position = task.argPositions.get(name) ?? task.position
  const hint = didYouMean(name, known) ?? `${module.name} has ${known.join(', ')}`
  throw new UserError({ message, position, length: name.length, hint }, 2)
}

/** Values that hold no template are what they will be at run time. */
const checkLiterals = (task: Task, module: AnyModule): void => {
  const literal = [...task.args].filter(([, value]) => templatesIn(value).next().done)
  const optional = Object.fromEntries(
    Object.entries(module.options).map(([name, option]) => [name, { ...option, required: false }]),
  )
  for (const [name, value] of literal) {
    const [message] = optionErrors({ name: module.name, summary: '', options: optional }, new Map([[name, value]]))
    if (message === undefined) continue
    throw new UserError({ message, position: task.argPositions.get(String(name)) ?? task.position }, 2)
  }
  checkRequired(task, module)
}

/** The free text of a task counts as the option that takes it. */
const checkRequired = ({ args, freeForm, position }: Task, { options, freeForm: textOption }: AnyModule): void => {
  const given = new Set(
    [...args.keys(), ...(freeForm === undefined ? [] : [textOption])].map((name) =>
      declaredName(options, String(name)),
    ),
  )
  const missing = Object.entries(options).flatMap(([name, { required }]) =>
    required && !given.has(name) ? [name] : [],
  )
  if (missing.length === 0) return
  throw new UserError({ message: `missing required arguments: ${missing.join(', ')}`, position }, 2)
}
