/** One use of a role: its variables, dependencies, tasks and handlers. */
import { join } from 'node:path'
import { type Position, userError } from '../../errors.ts'
import { pythonType } from '../../util/python-type.ts'
import { type Dict, isDict, type Value } from '../../values.ts'
import type { Context } from '../context.ts'
import { withBuiltins } from '../keywords/shared-keywords.ts'
import { addLibrary } from '../modules/programs.ts'
import { refuseRoleRecursion } from '../recursion.ts'
import { type Mutable, rawText, startOf } from '../source.ts'
import type { Entry, Role } from '../types.ts'
import { argumentSpecOf } from './argument-specs.ts'
import { readRoleEntry } from './role-entry.ts'
import { loadRoleFile, loadRoleVars } from './role-files.ts'
import { roleIdentity } from './role-identity.ts'
import { type RoleMeta, readRoleMeta } from './role-meta.ts'
import { findRole } from './role-search.ts'
import { validationTask } from './validation-task.ts'

/** How a role is used by an import or include. */
export interface RoleInclude {
  /** `tasks_from` and its kin, evaluated. */
  readonly from: Readonly<Record<string, Value | undefined>>
  readonly allowDuplicates: Value
  /** Check the arguments against the role's specs. */
  readonly validate: boolean
  readonly public: Value
}

/** Which role to load and on whose behalf. */
export interface RoleUse {
  /** Evaluated: a name, `namespace.collection.name`, or a path. */
  readonly name: string
  readonly position: Position
  readonly parent: Role['parent']
  /** The entry under `roles:` or `dependencies:`, where it is a mapping. */
  readonly entry?: Dict | undefined
  /** The `vars` of the include. */
  readonly vars?: Dict | undefined
  readonly include?: RoleInclude | undefined
  /** Collections to search for the name. */
  readonly collections: readonly string[]
  /** Where the role that depends on this one lies: its neighbours are found. */
  readonly beside?: string | undefined
}

/**
 * Reads a role: defaults, vars, meta with the roles it depends on, tasks, handlers.
 *
 * @throws UserError when it isn't found, needs itself, or holds a mistake.
 */
export const loadRole = (context: Context, use: RoleUse): Role => {
  const { project, play } = context
  const found = findRole(project, play, use)
  addLibrary(project, join(found.path, 'library'))
  const role = emptyRole(context, use, found)
  refuseRoleRecursion(role)
  const from = (part: string) => rawText(use.include?.from[`${part}_from`])
  const files = { path: found.path, name: role.name, position: use.position }
  role.roleVars = loadRoleVars(project, files, { part: 'vars', from: from('vars') })
  role.defaults = loadRoleVars(project, files, { part: 'defaults', from: from('defaults') })
  const meta = readRoleMeta(project, files)
  role.collections = collectionsOf(role, meta)
  role.allowDuplicates = use.include?.allowDuplicates ?? meta.allowDuplicates
  role.dependencies = loadDependencies(context, role, meta)
  loadLists(context, role, { files, from })
  if (use.include?.validate !== false) addValidation(context, role, { meta, entryPoint: from('tasks') ?? 'main' })
  return role
}

const emptyRole = ({ project }: Context, use: RoleUse, found: ReturnType<typeof findRole>): Mutable<Role> => {
  const role: Mutable<Role> = {
    kind: 'role',
    ...readRoleEntry(project, use),
    name: found.name,
    collection: found.collection,
    path: found.path,
    parent: use.parent,
    defaults: new Map(),
    roleVars: new Map(),
    dependencies: [],
    tasks: [],
    handlers: [],
    identity: '',
    allowDuplicates: false,
    public: truth(use.include?.public ?? true),
    fromInclude: use.include !== undefined,
    argumentSpec: undefined,
  }
  role.identity = roleIdentity(role, use.include?.from ?? {})
  return role
}

/** `public=no` is text that means false. */
const truth = (value: Value): Value =>
  typeof value === 'string' ? /^(?:y|yes|on|1|true|t)$/i.test(value.trim()) : value

/** A role searches its own collection and those its meta names, not its play's. */
const collectionsOf = (role: Role, meta: RoleMeta): readonly string[] => {
  const names = [...new Set([...(role.collection ? [role.collection] : []), ...meta.collections])]
  return withBuiltins(names, role.collection ? 'ansible.builtin' : 'ansible.legacy')
}

const loadDependencies = (context: Context, role: Role, { dependencies, file }: RoleMeta): Role[] => {
  const own = role.collection ? [role.collection] : []
  const collections = [...own, 'ansible.legacy']
  return dependencies.map(({ name, entry, position }) =>
    loadRole(context, {
      name: rawText(context.project.evaluate(name, role)) ?? String(name),
      entry,
      position: position ?? { file, line: 1, column: 1 },
      parent: role,
      collections,
      beside: role.path,
    }),
  )
}

const loadLists = (
  context: Context,
  role: Mutable<Role>,
  { files, from }: { files: Parameters<typeof loadRoleFile>[1]; from: (part: string) => string | undefined },
): void => {
  for (const part of ['tasks', 'handlers'] as const) {
    const loaded = loadRoleFile(context.project, files, { part, from: from(part) })
    if (!loaded || loaded.value === null) continue
    const inside = { ...context, parent: role, file: loaded.file, handlers: part === 'handlers' }
    role[part] = readList(inside, role, loaded.value, part)
  }
}

const readList = (context: Context, role: Role, value: Value, part: string): Entry[] => {
  const what = `The ${part}/main.yml file for role '${role.name}'`
  if (Array.isArray(value)) return context.readEntries(context, value, `the ${part} of role '${role.name}'`)
  const position = isDict(value) ? startOf(value, context.file) : { file: context.file, line: 1, column: 1 }
  throw userError(`${what} must contain a list of tasks, and this is a ${pythonType(value)}`, position)
}

const addValidation = (
  { project }: Context,
  role: Mutable<Role>,
  { meta, entryPoint }: { meta: RoleMeta; entryPoint: string },
): void => {
  role.argumentSpec = argumentSpecOf(project, role, { meta, entryPoint })
  if (role.argumentSpec) role.tasks = [validationTask(role, role.argumentSpec), ...role.tasks]
}
