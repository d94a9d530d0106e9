/** Reading of include_tasks, import_tasks, include_role and import_role. */

import { userError } from '../../errors.ts'
import { pythonType } from '../../util/python-type.ts'
import { didYouMean } from '../../util/suggest.ts'
import { withoutBuiltin } from '../../util/without-builtin.ts'
import { type Dict, isDict, Template, type Value } from '../../values.ts'
import { type Context, evaluateName } from '../context.ts'
import { inherited } from '../inheritance.ts'
import { type FormProblem, formProblem } from '../keywords/check-keywords.ts'
import { isBuiltin } from '../modules/module-names.ts'
import { refuseRecursion } from '../recursion.ts'
import { loadRole } from '../roles/role.ts'
import { runError } from '../run-error.ts'
import { type Mutable, show } from '../source.ts'
import type { Entry, ImportRole, ImportTasks, IncludeRole, IncludeTasks, RoleOptions, TaskBase } from '../types.ts'
import { findTaskFile } from './task-files.ts'

/** `include_tasks`: what it names is read when a host reaches it. */
export const readIncludeTasks = (_: Context, base: TaskBase): IncludeTasks => ({
  ...base,
  kind: 'include_tasks',
  file: fileOf(base),
  apply: readApplyOption(base),
})

/** `import_tasks`: read now, its tasks inherit from it. */
export const readImportTasks = (context: Context, base: TaskBase): ImportTasks => {
  refuseLoop(base, 'include_tasks')
  readApplyOption(base)
  const node: Mutable<ImportTasks> = { ...base, kind: 'import_tasks', target: '', file: '', entries: [] }
  node.target = evaluateName(context.project, fileOf(base), { node, what: 'import path' })
  node.file = findTaskFile(context, node, node.target)
  refuseRecursion(node)
  node.entries = readTaskFile({ ...context, parent: node, file: node.file })
  return node
}

/** The tasks of an included file; an empty file gives a warning and none. */
export const readTaskFile = (context: Context): Entry[] => {
  const { project, file } = context
  const data = project.loadFile(file)
  if (data === null || (Array.isArray(data) && data.length === 0)) {
    project.notice('warning', `file ${file} is empty and had no tasks to include`, {})
    return []
  }
  if (Array.isArray(data)) return context.readEntries(context, data, `tasks of ${file}`)
  // Where it is reached by a host, it is that host that fails.
  const wrong = context.parent.kind === 'import_tasks' ? userError : runError
  const message = `included task files must contain a list of tasks, and this is a ${pythonType(data)}`
  throw wrong(message, { file, line: 1, column: 1 })
}

/** `include_role`: the role is read when a host reaches it. */
export const readIncludeRole = (context: Context, base: TaskBase): IncludeRole => {
  refuseAsHandler(context, base)
  const { role, options } = readRoleOptions(base)
  return { ...base, kind: 'include_role', role, options, apply: readApplyOption(base) }
}

/** `import_role`: the role is read now, its tasks inherit from the import. */
export const readImportRole = (context: Context, base: TaskBase): ImportRole => {
  refuseAsHandler(context, base)
  refuseLoop(base, 'include_role')
  readApplyOption(base)
  const { project, play } = context
  const { role, options } = readRoleOptions(base)
  const node = { ...base, kind: 'import_role', options } as Mutable<ImportRole>
  const evaluated = (value: Value | undefined) => (value instanceof Template ? project.evaluate(value, node) : value)
  node.role = loadRole(context, {
    name: evaluateName(project, role, { node, what: "a role's name", status: 1 }),
    position: base.position,
    parent: node,
    vars: base.vars,
    include: {
      from: filesFrom(options, evaluated),
      allowDuplicates: options.allow_duplicates ?? true,
      validate: evaluated(options.rolespec_validate) !== false,
      public: evaluated(options.public) ?? project.publicRoles.imported,
    },
    collections: inherited(node, 'collections') ?? [],
  })
  ;(play.importedRoles as Mutable<typeof play.importedRoles> as (typeof node.role)[]).push(node.role)
  return node
}

/** Which files of a role an import or include names. */
export const filesFrom = (
  options: Readonly<Partial<Record<(typeof fromOptions)[number], Value | undefined>>>,
  evaluate: (value: Value | undefined) => Value | undefined = (value) => value,
): Readonly<Record<string, Value | undefined>> =>
  Object.fromEntries(fromOptions.map((name) => [name, evaluate(options[name])]))

const fromOptions = ['tasks_from', 'vars_from', 'defaults_from', 'handlers_from'] as const

const fileOf = (base: TaskBase): Value => {
  refuseOptions(base, ['file', 'apply'])
  const file = base.freeForm || base.args.get('file')
  if (file === undefined || file === null || file === '')
    throw userError(`No file specified for ${base.action}`, base.position, `${base.action}: FILE`)
  return file
}

const readApplyOption = (base: TaskBase): Dict | undefined => {
  const apply = base.args.get('apply')
  if (apply === undefined) return undefined
  const position = base.argPositions.get('apply')
  if (!isDict(apply))
    throw userError(
      `Expected a dict for apply but got ${apply === null ? 'nothing' : pythonType(apply)} instead`,
      position,
    )
  if (apply.size === 0) return undefined
  if (isBuiltin(base.action, 'include_tasks') || isBuiltin(base.action, 'include_role')) return apply
  throw userError(
    `Invalid options for ${base.action}: apply`,
    position,
    'what is imported inherits from the import itself',
  )
}

const readRoleOptions = (base: TaskBase): { role: Value; options: RoleOptions } => {
  const role = base.args.get('name') ?? base.args.get('role')
  if (role === undefined || role === null)
    throw userError(`'name' is a required field for ${base.action}.`, base.position)
  refuseOptions(base, roleOptions)
  for (const key of fromOptions) {
    const value = base.args.get(key)
    if (
      value === undefined ||
      typeof value === 'string' ||
      (typeof value === 'object' && !isDict(value) && !Array.isArray(value))
    )
      continue
    throw userError(`Expected a string for ${key} but got ${show(value)} instead`, base.argPositions.get(key))
  }
  for (const key of ['public', 'allow_duplicates', 'rolespec_validate']) {
    const problem = givenProblem(key, base.args.get(key))
    if (problem) throw userError(problem.message, base.argPositions.get(key), problem.hint)
  }
  const options = [...base.args].filter(([key]) => key !== 'name' && key !== 'role' && key !== 'apply')
  return { role, options: Object.fromEntries(options) as RoleOptions }
}

const givenProblem = (key: string, value: Value | undefined): FormProblem | undefined =>
  value === undefined || value === null || value instanceof Template ? undefined : formProblem(key, value, 'bool')

const roleOptions = ['name', 'role', ...fromOptions, 'apply', 'public', 'allow_duplicates', 'rolespec_validate']

const refuseOptions = (base: TaskBase, known: readonly string[]): void => {
  const bad = [...base.args.keys()].map(String).filter((name) => !known.includes(name))
  if (bad.length === 0) return
  const position = base.argPositions.get(bad[0]!)
  throw userError(`Invalid options for ${base.action}: ${bad.join(',')}`, position, didYouMean(bad[0]!, known))
}

const refuseLoop = (base: TaskBase, instead: string): void => {
  if (base.loop === undefined && base.with === undefined) return
  const action = withoutBuiltin(base.action)
  throw userError(
    `You cannot use loops on '${action}' statements. You should use '${instead}' instead.`,
    base.with?.position ?? base.keywords.get('loop') ?? base.position,
  )
}

const refuseAsHandler = ({ handlers }: Context, base: TaskBase): void => {
  if (handlers) throw userError(`Using '${base.action}' as a handler is not supported.`, base.position)
}
