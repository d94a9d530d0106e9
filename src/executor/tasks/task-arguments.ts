/** The options of a task for one host and item: written ones over defaults, templates resolved, `omit` left out. */
import { parse } from 'node:path'
import { UserError } from '../../errors.ts'
import { declaredName } from '../../modules/kit/parse-options.ts'
import type { AnyModule } from '../../modules/registry.ts'
import { allModuleDefaults, playOf } from '../../playbook/inheritance.ts'
import { actionGroup } from '../../playbook/modules/action-groups.ts'
import { collectionOf } from '../../playbook/modules/collections.ts'
import type { Project } from '../../playbook/project.ts'
import type { Task } from '../../playbook/types.ts'
import { repr } from '../../templating/python/repr.ts'
import type { Templar } from '../../templating/templar.ts'
import { Unresolved } from '../../templating/unresolved.ts'
import { asWritten } from '../../util/as-written.ts'
import { type Dict, hasMarkup, isDict, Omit, Template, Undefined, Unknown, type Value } from '../../values.ts'

/** The task's options as `parseOptions` takes them. */
export const taskArguments = (
  task: Task,
  module: AnyModule,
  { templar, project }: { readonly templar: Templar; readonly project: Project },
): Dict => {
  const written = [...task.args].map(([key, value]): [Value, Value] => [optionName(key, templar), value])
  const given: Dict = new Map([...variableArguments(task, templar), ...written])
  if (task.freeForm !== undefined && module.freeForm !== undefined && task.freeForm !== '')
    given.set(module.freeForm, task.freeForm)
  const args: Dict = new Map([
    ...variableDefaults(module, templar),
    ...moduleDefaults(task, module, { templar, project }),
    ...given,
  ])
  return evaluateArguments(
    args,
    module,
    module.name === 'set_fact' ? keepingWritten(task, templar) : evaluating(templar),
  )
}

/** Options that have a variable of their own. */
const variableDefaults = ({ name }: AnyModule, templar: Templar): Dict => {
  const use = name === 'package' ? templar.variable('ansible_package_use') : null
  return use === null || use instanceof Undefined ? new Map() : new Map([['use', use]])
}

type Evaluate = (value: Value) => Value

const evaluating =
  (templar: Templar): Evaluate =>
  (value) =>
    templar.evaluate(value)

/**
 * What `hostvars` holds may need variables that only the play or a task has: a fact made of it holds it as written, to
 * be evaluated where the fact is used; but never where a lookup said what to take (`with_NAME`).
 */
const keepingWritten =
  ({ with: lookup }: Task, templar: Templar): Evaluate =>
  (value) => {
    const kept = templar.evaluateOrKeep(value)
    if (!(kept instanceof Unresolved)) return kept
    return lookup === undefined ? kept.written : asWritten(kept.written)
  }

const evaluateArguments = (args: Dict, module: AnyModule, evaluate: Evaluate): Dict => {
  const result: Dict = new Map()
  for (const [key, value] of args) {
    const evaluated = isExpression(module, String(key)) ? value : withoutOmitted(evaluate(value))
    if (!(evaluated instanceof Omit)) result.set(key, evaluated)
  }
  return result
}

/** The name of an option may be a template as well: `set_fact: {"{{ name }}": value}`. */
const optionName = (key: Value, templar: Templar): Value =>
  typeof key === 'string' && hasMarkup(key) ? templar.evaluate(new Template(key)) : key

const isExpression = (module: AnyModule, written: string): boolean => {
  const name = declaredName(module.options, written)
  return name !== undefined && module.options[name]?.type === 'expression'
}

/** `args: "{{ options }}"`: a dict that is known only now. */
const variableArguments = (task: Task, templar: Templar): Dict => {
  if (task.variableArgs === undefined) return new Map()
  const value = templar.evaluate(task.variableArgs)
  if (isDict(value)) return value
  throw new UserError({
    message: `invalid or malformed argument: ${repr(value)}`,
    hint: `the options of ${task.action} must be a dictionary`,
    position: task.variableArgs.position ?? task.position,
  })
}

/** Options from `module_defaults`, for the module by each of its names; the nearest to the task count alone. */
const moduleDefaults = (
  task: Task,
  module: AnyModule,
  { templar, project }: { readonly templar: Templar; readonly project: Project },
): Dict => {
  const collection = module.collection ?? 'ansible.builtin'
  const full = fullName(task, `${collection}.${module.name}`)
  const names = [module.name, task.action, full, `${collection}.${module.name}`, `ansible.legacy.${module.name}`]
  const evaluate = evaluating(templar)
  const found = defaultsFor(task, { names, module: full, project }, evaluate)
  // What it runs has defaults as well.
  return module.name === 'gather_facts'
    ? new Map([...defaultsFor(task, { names: setupNames, module: setupNames[1]!, project }, evaluate), ...found])
    : found
}

/** The module a task runs, with its collection; a file of a project's or role's is in none. */
const fullName = ({ program }: Task, builtIn: string): string =>
  program === undefined ? builtIn : `${collectionOf(program) ?? 'ansible.legacy'}.${parse(program).name}`

/** A module whose defaults are asked for. */
interface Defaulted {
  /** What `module_defaults` may call it. */
  readonly names: readonly string[]
  /** Its name in groups. */
  readonly module: string
  readonly project: Project
}

/**
 * Options from `module_defaults`, under one of a module's names and for groups that it is in, which are weaker. Of each
 * name and group the nearest to the task count alone.
 */
export const defaultsFor = (task: Task, { names, module, project }: Defaulted, evaluate: Evaluate): Dict => {
  let found: Dict = new Map()
  const groups = new Map<string, Dict>()
  for (const layer of allModuleDefaults(task)) {
    const defaults = evaluate(layer)
    if (!isDict(defaults)) continue
    for (const [key, options] of defaults) {
      const name = String(key)
      if (!isDict(options)) continue
      if (names.includes(name)) found = options
      const group = name.startsWith('group/') ? actionGroup(project, playOf(task), name.slice(6)) : undefined
      if (group?.holds(module)) groups.set(group.name, options)
    }
  }
  return new Map([...[...groups.values()].flatMap((options) => [...options]), ...found])
}

const setupNames = ['setup', 'ansible.builtin.setup', 'ansible.legacy.setup']

/** True for a name of the module that gathers facts. */
export const isSetup = (name: string): boolean => setupNames.includes(name)

/** The value without the entries and items that are `omit`. */
const withoutOmitted = (value: Value): Value => {
  if (Array.isArray(value))
    return value.some(mayOmit) ? value.filter((item) => !(item instanceof Omit)).map(withoutOmitted) : value
  if (!isDict(value) || ![...value.values()].some(mayOmit)) return value
  const kept = [...value].filter(([, item]) => !(item instanceof Omit))
  return new Map(kept.map(([key, item]) => [key, withoutOmitted(item)]))
}

const mayOmit = (value: Value): boolean => value instanceof Omit || Array.isArray(value) || isDict(value)

/** The names of options whose value only a real run could know. */
export const unknownArguments = (args: Dict): readonly string[] =>
  [...args].filter(([, value]) => holdsUnknown(value)).map(([key]) => String(key))

const holdsUnknown = (value: Value): boolean => {
  if (value instanceof Unknown) return true
  if (Array.isArray(value)) return value.some(holdsUnknown)
  return isDict(value) && [...value.values()].some(holdsUnknown)
}

/** Raises for a value that is undefined where one is needed. */
export const refuseUndefined = (value: Value): void => {
  if (value instanceof Undefined) throw new UserError({ message: value.message, position: value.position })
}
