/** What defines a variable only while a play runs: its tasks, what they include, what is asked for. */
import type { Position } from '../../errors.ts'
import { UserError } from '../../errors.ts'
import type { Run } from '../../executor/run.ts'
import type { Project } from '../../playbook/project.ts'
import { loadIncludedRole, loadIncludedTasks } from '../../playbook/tasks/load-included.ts'
import type { AnyTask, Entry, IncludeRole, IncludeTasks, Role } from '../../playbook/types.ts'
import { isInclude, type PlainTask, playEntries, playHandlers, tasksIn, withDependencies } from '../../playbook/walk.ts'
import { Template, type Value } from '../../values.ts'
import type { Layer } from '../../vars/precedence.ts'
import { defaultLayers, exportedLayers } from '../../vars/role-layers.ts'
import type { Place, PlayVariables } from '../../vars/variables.ts'
import { positionOfValue } from '../../yaml/positions.ts'
import { definitionsAround, definitionsOf } from './task-definitions.ts'

/** A place that defines the variable in the run, or may do so. */
export interface LaterDefinition {
  readonly tag: 'later' | 'maybe'
  readonly rung: Layer['rung']
  /** The value as it is written; a text in parentheses where only the run gives one. */
  readonly shown: Value | { readonly note: string }
  readonly position: Position
  /** How it is defined. */
  readonly origin: string
}

/** What is looked at, and for which host. */
export interface Looking {
  readonly run: Run
  readonly project: Project
  readonly play: PlayVariables
  readonly host: string
  readonly name: string
}

/** What was found, and the tasks that include files whose names are known only in the run. */
export interface LaterDefinitions {
  readonly found: readonly LaterDefinition[]
  readonly unread: readonly Position[]
}

/** Looks through a play and all that it includes, in the order in which it runs. */
export const laterDefinitions = async (looking: Looking): Promise<LaterDefinitions> => {
  const { play } = looking.play
  const search: Search = { looking, found: new Map(), unread: new Map(), within: [] }
  for (const prompt of play.vars_prompt) {
    if (prompt.name !== looking.name) continue
    const shown = prompt.default ?? { note: 'no default' }
    add(search, { tag: 'later', rung: 'play vars_prompt', shown, position: prompt.position, origin: 'asked for' })
  }
  if (looking.name.startsWith('ansible_') && play.gather_facts !== false) {
    const position = play.keywords.get('gather_facts') ?? play.position
    const shown = { note: 'if it is a fact' }
    add(search, { tag: 'maybe', rung: 'host facts', shown, position, origin: 'gathered as the play begins' })
  }
  for (const one of unknownFiles(looking)) add(search, one)
  for (const role of play.importedRoles) if (role.public === false) addRole(search, role)
  await through(search, playEntries(play))
  for (const handler of playHandlers(play).flat()) await visit(search, handler)
  return { found: [...search.found.values()], unread: [...search.unread.values()] }
}

/** Files of `vars_files` whose names need what only the run knows. */
const unknownFiles = ({ run, play, host }: Looking): readonly LaterDefinition[] =>
  play.play.vars_files.flatMap((item, at) => {
    if (earlyAt(run, { play, host }, item) !== undefined) return []
    const names = [item].flat().map((name) => (name instanceof Template ? name.source : String(name)))
    const position = positionOfValue(play.play.vars_files as Value[], at) ?? play.play.keywords.get('vars_files')
    return {
      tag: 'maybe',
      rung: 'play vars_files',
      shown: { note: 'a file known in the run' },
      position: (item instanceof Template ? item.position : undefined) ?? position ?? play.play.position,
      origin: `vars_files: ${names.join(', ')}`,
    }
  })

interface Search {
  readonly looking: Looking
  /** By their text, as a block is around many tasks. */
  readonly found: Map<string, LaterDefinition>
  readonly unread: Map<string, Position>
  /** The files and roles that are being read: one that includes itself is read once. */
  readonly within: readonly string[]
}

const add = ({ found }: Search, one: LaterDefinition): void => {
  const { file, line, column } = one.position
  const key = `${one.rung} ${file}:${line}:${column} ${one.origin}`
  if (!found.has(key)) found.set(key, one)
}

const through = async (search: Search, entries: readonly Entry[]): Promise<void> => {
  for (const task of tasksIn(entries)) await visit(search, task)
}

const visit = async (search: Search, task: PlainTask): Promise<void> => {
  for (const one of definitionsAround(task, search.looking.name)) add(search, one)
  for (const one of await definitionsOf(search.looking, task)) add(search, one)
  if (isInclude(task)) await follow(search, task)
}

/** Reads what a task includes, where its name can be told before the run. */
const follow = async (search: Search, task: IncludeTasks | IncludeRole): Promise<void> => {
  const { file, line } = task.position
  const unread = (): unknown => search.unread.set(`${file}:${line}`, task.position)
  const target = early(search.looking, task, task.kind === 'include_tasks' ? task.file : task.role)
  if (typeof target !== 'string') return void unread()
  try {
    if (task.kind === 'include_tasks') await followTasks(search, task, target)
    else await followRole(search, task, target)
  } catch (error) {
    // The run will say what is wrong with it.
    if (!(error instanceof UserError)) throw error
    unread()
  }
}

const followTasks = async (search: Search, task: IncludeTasks, target: string): Promise<void> => {
  const { file, entries } = loadIncludedTasks(search.looking.project, task, { target })
  if (!search.within.includes(file)) await through({ ...search, within: [...search.within, file] }, entries)
}

const followRole = async (search: Search, task: IncludeRole, name: string): Promise<void> => {
  const options = Object.fromEntries(
    Object.entries(task.options).map(([key, value]) => [key, early(search.looking, task, value as Value)]),
  )
  const { role } = loadIncludedRole(search.looking.project, task, { name, options })
  const key = `${role.path} ${JSON.stringify(options)}`
  if (search.within.includes(key)) return
  addRole(search, role)
  const inner = { ...search, within: [...search.within, key] }
  for (const one of withDependencies(role)) {
    await through(inner, one.tasks)
    await through(inner, one.handlers)
  }
}

/** The defaults and vars of a role that only its own tasks see, or those after it. */
const addRole = (search: Search, role: Role): void => {
  const { name } = search.looking
  for (const layer of [...defaultLayers(role), ...exportedLayers(role)]) {
    const shown = layer.values.get(name)
    if (shown === undefined) continue
    const position = layer.position?.(name) ?? role.position
    add(search, { tag: 'later', rung: layer.rung, shown, position, origin: layer.origin })
  }
}

/** A value that may be known before the run; `undefined` if it is not. */
export const early = ({ run, play, host }: Looking, task: AnyTask, value: Value | undefined): Value | undefined =>
  value === undefined ? undefined : earlyAt(run, { play, host, task }, value)

const earlyAt = (run: Run, place: Place, value: Value): Value | undefined => {
  try {
    return run.templar(place).evaluate(value)
  } catch (error) {
    if (error instanceof UserError) return undefined
    throw error
  }
}
