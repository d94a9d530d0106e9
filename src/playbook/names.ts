/** The names of plays, roles and tasks as they are shown and looked up; templates in them are given as they stand. */
import { Template, type Value } from '../values.ts'
import { roleOf } from './inheritance.ts'
import type { AnyTask, Play, Role } from './types.ts'

/** The play's name, or its host pattern where it has none. */
export const playName = (play: Play): string => text(play.name) || hostPatterns(play.hosts).join(',')

/** The role's name with its collection, if it is in one. */
export const roleName = (role: Role): string => (role.collection ? `${role.collection}.${role.name}` : role.name)

/** What a task is shown as: `role : name`, with the action's name where it has none of its own. */
export const taskName = (task: AnyTask): string => {
  const role = roleOf(task)
  const own = ownName(task)
  return role && task.kind !== 'include_role' ? `${roleName(role)} : ${own}` : own
}

/** The task's name without its role's: as written, or the action. */
export const ownName = (task: AnyTask): string => text(task.name) || nameOfUnnamed(task)

/** What `--list-tasks` shows: an action alone, without its role, for a task without a name. */
export const listedName = (task: AnyTask): string => (text(task.name) ? taskName(task) : task.action)

/** True when notifying `topic` wakes the handler, as one of its `listen` topics (templates evaluated before). */
export const listensTo = (handler: AnyTask, topics: readonly string[], topic: string): boolean => {
  const role = roleOf(handler)
  const prefixes = role ? ['', `${roleName(role)} : `, `${role.name} : `] : ['']
  return topics.some((own) => prefixes.some((prefix) => prefix + own === topic))
}

/** The host patterns of a play, each as text: they are split one by one. */
export const hostPatterns = (hosts: Value): string[] => [hosts].flat().map(text)

const nameOfUnnamed = (task: AnyTask): string =>
  task.kind === 'include_role' ? `${task.action} : ${text(task.role)}` : task.action

const text = (value: Value | undefined): string => {
  if (value === undefined || value === null) return ''
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  return value instanceof Template ? value.source : String(value)
}
