import { userError } from '../../errors.ts'
import { didYouMean } from '../../util/suggest.ts'
import { type Dict, isDict, Template, type Value } from '../../values.ts'
import { copyPlaces } from '../../yaml/positions.ts'
import type { Context } from '../context.ts'
import { inherited } from '../inheritance.ts'
import { checkKeywords } from '../keywords/check-keywords.ts'
import { isTaskKeyword, type ObjectKind } from '../keywords/keywords.ts'
import { conditions, listOf, readShared } from '../keywords/shared-keywords.ts'
import { movedTo } from '../modules/collection-runtime.ts'
import { findProgram } from '../modules/find-program.ts'
import { candidateModules, isBuiltin, moduleNameOf } from '../modules/module-names.ts'
import { runError } from '../run-error.ts'
import { keyPosition, keyPositions, type Mutable, rawText, startOf, valuePosition } from '../source.ts'
import type { AnyTask, Task, TaskBase } from '../types.ts'
import { isVariableName } from '../vars.ts'
import { type Action, readAction } from './action.ts'
import { readImportRole, readImportTasks, readIncludeRole, readIncludeTasks } from './includes.ts'
import { modernized } from './legacy.ts'
import { readLegacyInclude } from './legacy-include.ts'
import { readLoop } from './loop.ts'
import { readMeta } from './meta.ts'

/** Reads a task, or an include or import. */
export const readTask = (context: Context, written: Dict): AnyTask => {
  const source = withoutUnknownKeys(context, modernized(context.project, written, 'Task'))
  const action = readAction(source, context.file)
  const form = forms.find(({ name }) => isBuiltin(action.action, name))
  checkTask(context, source, { action, kind: objectKind(context, form?.name) })
  const task = readBase(context, source, action)
  if (form) return form.read(context, task, source)
  if (task.actionTemplate) task.module = ''
  else resolveModule(context, task, action)
  return task
}

/** `invalid_task_attribute_failed = no`: what is neither a keyword nor a module is left out, with a warning. */
const withoutUnknownKeys = ({ project }: Context, source: Dict): Dict => {
  if (project.refusesUnknownKeys) return source
  const isUnknown = (key: Value): boolean => {
    const name = String(key)
    return !isTaskKeyword(name) && !project.knownAction(moduleNameOf(name))
  }
  const unknown = [...source.keys()].filter(isUnknown)
  for (const key of unknown)
    project.notice('warning', `Ignoring invalid attribute: ${String(key)}`, { position: keyPosition(source, key) })
  return copyPlaces(source, new Map([...source].filter(([key]) => !unknown.includes(key))))
}

interface Form {
  readonly name: string
  readonly read: (context: Context, base: TaskBase, source: Dict) => AnyTask
}

/** Actions that aren't modules, each with its reader. */
const forms: readonly Form[] = [
  { name: 'include_tasks', read: readIncludeTasks },
  { name: 'import_tasks', read: readImportTasks },
  { name: 'include_role', read: readIncludeRole },
  { name: 'import_role', read: readImportRole },
  { name: 'include', read: readLegacyInclude },
  { name: 'meta', read: readMeta },
]

const objectKind = ({ handlers }: Context, form: string | undefined): ObjectKind => {
  if (form === 'include_role') return 'IncludeRole'
  if (form === 'include_tasks') return handlers ? 'HandlerTaskInclude' : 'TaskInclude'
  return handlers ? 'Handler' : 'Task'
}

const checkTask = (
  { project }: Context,
  source: Dict,
  { action, kind }: { readonly action: Action; readonly kind: ObjectKind },
): void => {
  const isLoop = (key: string) => key.startsWith('with_') && project.knownLookup(key.slice('with_'.length))
  const isOther = (key: Value) =>
    key === action.key || (key === 'static' && isBuiltin(action.action, 'include')) || isLoop(String(key))
  checkKeywords(project, source, { kind, isOther })
}

const readBase = (context: Context, source: Dict, action: Action): Mutable<Task> => {
  const { project, parent, file, handlers } = context
  const position = startOf(source, file)
  return {
    kind: 'task',
    position,
    keywords: keyPositions(source),
    parent,
    name: source.get('name'),
    action: action.action,
    actionTemplate: action.action.includes('{{') ? new Template(action.action, action.position) : undefined,
    module: moduleNameOf(action.action),
    program: undefined,
    args: action.args,
    argPositions: action.argPositions,
    freeForm: action.freeForm,
    variableArgs: action.variableArgs,
    ...readShared(project, source, 'Task'),
    ...(action.local ? { delegate_to: 'localhost' } : {}),
    ...readLoop(project, source),
    ...readNumbers(source),
    register: readRegister(source),
    until: conditions(source, 'until'),
    changed_when: conditions(source, 'changed_when'),
    failed_when: conditions(source, 'failed_when'),
    handler: handlers,
    listen: listOf(source.get('listen')),
  }
}

const readNumbers = (source: Dict): Pick<TaskBase, 'async' | 'poll' | 'retries' | 'delay'> => {
  const numbers: Record<string, Value> = {}
  for (const key of ['async', 'poll', 'retries', 'delay']) if (source.has(key)) numbers[key] = source.get(key)!
  return numbers
}

const readRegister = (source: Dict): string | undefined => {
  const name = source.get('register')
  if (name === undefined || name === null) return undefined
  if (typeof name === 'string' && isVariableName(name)) return name
  const shown = rawText(name) ?? String(name)
  const wrong = Array.isArray(name) || isDict(name) ? userError : runError
  throw wrong(`Invalid variable name in 'register' specified: '${shown}'`, valuePosition(source, 'register'))
}

/** Notes which module the task runs, and the file of one that the project brings. */
const resolveModule = (context: Context, task: Mutable<Task>, { action, position }: Action): void => {
  const { project, play } = context
  if (takeModule(context, task, action)) return
  const collections = inherited(task, 'collections') ?? []
  const moved = movedTo(project, play, { action, collections })
  if (moved !== undefined && takeModule(context, task, moved)) return
  throw userError(
    `couldn't resolve module/action '${action}'. This often indicates a misspelling, missing collection, or incorrect module path.`,
    position,
    didYouMean(action, project.actionNames()),
  )
}

/** False where there is no module of that name. */
const takeModule = ({ project, play }: Context, task: Mutable<Task>, action: string): boolean => {
  const collections = inherited(task, 'collections') ?? []
  task.program = findProgram(project, play, { action, collections })
  const module = candidateModules(action, collections).find((name) => project.knownAction(name))
  if (module !== undefined) task.module = module
  return module !== undefined || task.program !== undefined
}
