import { isTaskKeyword } from '../../playbook/keywords/keywords.ts'
import { moduleNameOf } from '../../playbook/modules/module-names.ts'
import { actionNames } from '../../startup/project.ts'
import type { TemplatingEnvironment } from '../../templating/environment.ts'
import { type Dict, isDict, Template, type Value } from '../../values.ts'
import { positionOf, positionOfKey } from '../../yaml/positions.ts'
import type { Problem } from './problem.ts'

/** What is known of the whole project. */
export interface CheckedProject {
  readonly environment: TemplatingEnvironment
  /** The names of modules that it brings. */
  readonly programs: ReadonlySet<string>
}

interface Where extends CheckedProject {
  readonly file: string
}

/** A task's module and its `with_NAME` lookup, where they aren't there. */
export const checkTask = (task: Dict, { file, environment, programs }: Where): readonly Problem[] => {
  const problems: Problem[] = []
  const position = (key: string) => positionOfKey(task, key) ?? positionOf(task) ?? { file, line: 1, column: 1 }
  for (const key of task.keys()) {
    if (typeof key !== 'string') continue
    const lookup = /^with_(.+)$/.exec(key)?.[1]
    if (lookup !== undefined && !environment.lookupNamed(lookup))
      problems.push({ kind: 'lookup', message: `there is no lookup "${lookup}"`, position: position(key) })
    const module = moduleAt(task, key)
    if (module !== undefined && !isKnown(module) && !programs.has(module.slice(module.lastIndexOf('.') + 1)))
      problems.push({ kind: 'module', message: `there is no module "${module}"`, position: position(key) })
  }
  return problems
}

const moduleAt = (task: Dict, key: string): string | undefined => {
  if (key === 'action' || key === 'local_action') return firstWord(task.get(key))
  return isTaskKeyword(key) || other.has(moduleNameOf(key)) ? undefined : key
}

/** Keys that are neither keywords of tasks nor modules: those of playbooks and roles. */
const other = new Set([
  'hosts',
  'roles',
  'role',
  'import_playbook',
  'include',
  'listen',
  'block',
  'rescue',
  'always',
  'args',
])

const firstWord = (value: Value | undefined): string | undefined => {
  const named = isDict(value) ? value.get('module') : value
  const text = named instanceof Template ? named.source : named
  return typeof text === 'string' && !text.trim().startsWith('{') ? text.trim().split(/\s/)[0] : undefined
}

let known: ReadonlySet<string> | undefined

const isKnown = (name: string): boolean => {
  known ??= actionNames()
  return known.has(moduleNameOf(name))
}
