/** What an `include_vars` task defines, where its files can be told before the run. */
import { UserError } from '../../errors.ts'
import { controllerFor } from '../../executor/tasks/controller.ts'
import { taskArguments } from '../../executor/tasks/task-arguments.ts'
import { ModuleFailure } from '../../modules/kit/change.ts'
import { parseOptions } from '../../modules/kit/parse-options.ts'
import { loadModule } from '../../modules/registry.ts'
import { type VariablesFiles, variablesFiles } from '../../modules/shared/variables-files.ts'
import type { Task } from '../../playbook/types.ts'
import { isDict, Template } from '../../values.ts'
import { positionOfKey } from '../../yaml/positions.ts'
import type { LaterDefinition, Looking } from './later-definitions.ts'

/** The definitions in the files; or that there may be some, where the names of the files are known only in the run. */
export const includedVariables = async (looking: Looking, task: Task): Promise<readonly LaterDefinition[]> => {
  try {
    return await definitionsIn(looking, task)
  } catch (error) {
    // A file that is not there is no definition; what is not known may be one.
    if (error instanceof ModuleFailure) return []
    if (error instanceof UserError) return isComputed(task) ? [unknown(looking, task)] : []
    throw error
  }
}

const definitionsIn = async (looking: Looking, task: Task): Promise<readonly LaterDefinition[]> => {
  const { run, play, host, name } = looking
  const module = await loadModule('include_vars')
  const templar = run.templar({ play, host, task })
  const { options } = parseOptions(module!, taskArguments(task, module!, { templar, project: looking.project }))
  const controller = controllerFor({ playRun: { run, play: play.play }, task, diff: false }, templar)
  const told = options as unknown as VariablesFiles & { readonly name?: string }
  const origin = `include_vars at ${task.position.file}:${task.position.line}`
  const common = { tag: isComputed(task) ? 'maybe' : 'later', rung: 'include_vars', origin } as const
  if (told.name === name) return [{ ...common, shown: { note: 'all of the file' }, position: task.position }]
  const found: LaterDefinition[] = []
  for await (const file of variablesFiles(told, controller)) {
    const values = run.loadSync(file)
    const shown = isDict(values) ? values.get(name) : undefined
    if (told.name || !isDict(values) || shown === undefined) continue
    found.push({ ...common, shown, position: positionOfKey(values, name) ?? { file, line: 1, column: 1 } })
  }
  return found
}

/** The name of a file that depends on variables may be another one when the task runs. */
const isComputed = ({ args, freeForm, variableArgs }: Task): boolean =>
  [...args.values(), freeForm, variableArgs].some((value) => value instanceof Template)

const unknown = ({ name }: Looking, task: Task): LaterDefinition => ({
  tag: 'maybe',
  rung: 'include_vars',
  shown: { note: task.args.get('name') === name ? 'all of a file' : 'a file known in the run' },
  position: task.position,
  origin: fileText(task),
})

const fileText = ({ args, freeForm }: Task): string => {
  const named = freeForm ?? args.get('file') ?? args.get('dir')
  return `include_vars: ${named instanceof Template ? named.source : String(named ?? '…')}`
}
