/** Reading of what include_tasks and include_role name, when a host has reached them. */
import { userError } from '../../errors.ts'
import type { Dict, Value } from '../../values.ts'
import { copyPlaces } from '../../yaml/positions.ts'
import type { Context } from '../context.ts'
import { inherited, playOf } from '../inheritance.ts'
import type { Project } from '../project.ts'
import { loadRole } from '../roles/role.ts'
import type { Mutable } from '../source.ts'
import type { Block, Entry, IncludeRole, IncludeTasks, Parent, Role } from '../types.ts'
import { readApply } from './block.ts'
import { readEntries } from './entries.ts'
import { filesFrom, readTaskFile } from './includes.ts'
import { findTaskFile } from './task-files.ts'

/** Tasks that were included, and the include they now inherit `vars` from. */
export interface IncludedTasks {
  /** Absolute. */
  readonly file: string
  /** A copy of the include with the name evaluated and the variables of this use. */
  readonly include: IncludeTasks
  /** One implicit block where the include has `apply`. */
  readonly entries: readonly Entry[]
}

/**
 * Reads the file that an include names.
 *
 * @param use `target` is the name, evaluated; `vars` are variables of this use, such as a loop's item.
 * @throws UserError when it isn't found or holds a mistake: the task fails with it.
 */
export const loadIncludedTasks = (
  project: Project,
  written: IncludeTasks,
  use: { readonly target: string; readonly vars?: Dict },
): IncludedTasks => {
  if (use.target === '') throw userError(`No file specified for ${written.action}`, written.position)
  const include: IncludeTasks = { ...written, file: use.target, vars: withVars(written, use.vars) }
  const context = contextOf(project, include)
  const file = findTaskFile(context, include, use.target)
  const { parent, around } = applied(context, include)
  const entries = readTaskFile({ ...context, parent, file })
  return { file, include, entries: around(entries) }
}

/** A role that was included. */
export interface IncludedRole {
  readonly role: Role
  readonly include: IncludeRole
}

/**
 * Reads the role that an include names.
 *
 * @param use the name and the options, all evaluated.
 * @throws UserError when it isn't found or holds a mistake.
 */
export const loadIncludedRole = (
  project: Project,
  written: IncludeRole,
  use: { readonly name: string; readonly options: Readonly<Record<string, Value | undefined>>; readonly vars?: Dict },
): IncludedRole => {
  const include: IncludeRole = { ...written, role: use.name, vars: withVars(written, use.vars) }
  const context = contextOf(project, include)
  const { options } = use
  const role = loadRole(context, {
    name: use.name,
    position: written.argPositions.get('name') ?? written.argPositions.get('role') ?? written.position,
    parent: applied(context, include).parent as IncludeRole | Block,
    vars: include.vars,
    include: {
      from: filesFrom(options),
      allowDuplicates: options.allow_duplicates ?? true,
      validate: options.rolespec_validate !== false,
      public: options.public ?? project.publicRoles.included,
    },
    collections: inherited(include, 'collections') ?? [],
  })
  return { role, include }
}

const withVars = (written: IncludeTasks | IncludeRole, vars: Dict | undefined): Dict =>
  vars ? new Map([...written.vars, ...vars]) : written.vars

const contextOf = (project: Project, include: IncludeTasks | IncludeRole): Context => ({
  project,
  play: playOf(include),
  parent: include,
  file: include.position.file,
  handlers: include.handler,
  readEntries,
})

/** The parent of what is included, and what puts the block of `apply` around it. */
const applied = (
  context: Context,
  include: IncludeTasks | IncludeRole,
): { readonly parent: Parent; readonly around: (entries: Entry[]) => readonly Entry[] } => {
  if (!include.apply) return { parent: include, around: (entries) => entries }
  const block: Mutable<Block> = readApply(context, copyPlaces(include.apply, new Map(include.apply)))
  return {
    parent: block,
    around: (entries) => {
      block.block = entries
      return [block]
    },
  }
}
