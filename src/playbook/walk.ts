/** The order of what a play holds: its roles with their dependencies, its tasks, its handlers. */
import type { AnyTask, Block, Entry, IncludeRole, IncludeTasks, Meta, Play, Role, Task } from './types.ts'

/** A task that isn't replaced by what it imports. */
export type PlainTask = Task | Meta | IncludeTasks | IncludeRole

/** A role after all the roles it depends on, each in the order it runs in. */
export const withDependencies = (role: Role): readonly Role[] => [...role.dependencies.flatMap(withDependencies), role]

/** The entries of a play in the order they run in, those of its roles between `pre_tasks` and `tasks`. */
export const playEntries = (play: Play): readonly Entry[] => [
  ...play.pre_tasks,
  ...play.roles.flatMap(withDependencies).flatMap((role) => role.tasks),
  ...play.tasks,
  ...play.post_tasks,
]

/** What an entry brings in its place: an import's tasks, else itself. */
export const expanded = (entry: Entry): readonly (Block | PlainTask)[] => {
  if (entry.kind === 'import_tasks') return entry.entries.flatMap(expanded)
  if (entry.kind === 'import_role')
    return withDependencies(entry.role)
      .flatMap((role) => role.tasks)
      .flatMap(expanded)
  return [entry]
}

/** All tasks below entries, blocks and imports opened; a block's `rescue` and `always` after its `block`. */
export function* tasksIn(entries: readonly Entry[]): Generator<PlainTask> {
  for (const entry of entries) {
    for (const inner of expanded(entry)) {
      if (inner.kind !== 'block') yield inner
      else yield* tasksIn([...inner.block, ...inner.rescue, ...inner.always])
    }
  }
}

/** The handlers of a role and of those it depends on, theirs first. */
const roleHandlers = (role: Role): readonly PlainTask[] =>
  withDependencies(role).flatMap((each) => handlersIn(each.handlers))

/** What a role brings where it is imported or included: the handlers of the roles that it imports, then its own. */
export const addedHandlers = (role: Role): readonly (readonly PlainTask[])[] => [
  ...withDependencies(role).flatMap(({ tasks }) => importedHandlers(tasks)),
  roleHandlers(role),
]

/** The handlers of the roles that entries import, in lists of one role each. */
export const importedHandlers = (entries: readonly Entry[]): readonly (readonly PlainTask[])[] =>
  entries.flatMap((entry) => {
    switch (entry.kind) {
      case 'import_role':
        return addedHandlers(entry.role)
      case 'import_tasks':
        return importedHandlers(entry.entries)
      case 'block':
        return importedHandlers([...entry.block, ...entry.rescue, ...entry.always])
      default:
        return []
    }
  })

/** The handlers among entries; those of a block can be notified, its `rescue` and `always` never run. */
const handlersIn = (entries: readonly Entry[]): readonly PlainTask[] => [
  ...tasksIn(entries.flatMap(expanded).flatMap((entry) => (entry.kind === 'block' ? entry.block : [entry]))),
]

/**
 * The handlers of a play as lists, each from one place: its roles', its own, those of imported roles. A name is looked
 * up in the last list that has it, and there the first handler of that name counts.
 */
export const playHandlers = (play: Play): readonly (readonly PlainTask[])[] =>
  [
    ...play.roles.flatMap(withDependencies).map((role) => role.handlers),
    play.handlers,
    ...play.importedRoles.flatMap(withDependencies).map((role) => role.handlers),
  ]
    .map(handlersIn)
    .filter((handlers) => handlers.length > 0)

/** All tasks of a play and its handlers, as far as they are known before it runs. */
export const playTasks = (play: Play): readonly PlainTask[] => [
  ...tasksIn(playEntries(play)),
  ...playHandlers(play).flat(),
]

/** True for a task that runs nothing by itself but brings others. */
export const isInclude = (task: AnyTask): task is IncludeTasks | IncludeRole =>
  task.kind === 'include_tasks' || task.kind === 'include_role'
